"""Rows of a recorded file of which no payment came: which, and what was wrong, without names."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import ChangeTables, CreateModels
from core.migration_tables import history, key, link_in_history

FITS = [
    ("second", "a second check?"),
    ("unreadable", "cannot be read"),
    ("wrong_amount", "wrong amount"),
    ("refused", "cannot be paid"),
    ("unmatched", "unmatched"),
    ("ambiguous", "could be two"),
    ("twice", "twice in the file"),
    ("already_paid", "already paid"),
    ("matched", "matched"),
]


def _link(to: str, related_name: str = "+", **options: object) -> models.ForeignKey:
    protect = django.db.models.deletion.PROTECT
    return models.ForeignKey(to, on_delete=protect, related_name=related_name, **options)


def _row() -> list[tuple[str, models.Field]]:
    """What a row and its history have alike."""
    return [
        ("row", models.PositiveIntegerField("row of the file")),
        ("fit", models.CharField("what was wrong", choices=FITS, max_length=12)),
        ("number", models.CharField("check number", blank=True, max_length=40)),
        ("amount_cents", models.PositiveBigIntegerField(null=True)),
        ("words", models.CharField("remark", blank=True, max_length=200)),
        ("found", models.CharField("what was found", blank=True, max_length=200)),
        ("settled_at", models.DateTimeField(null=True)),
    ]


TABLES = [
    migrations.CreateModel(
        name="LeftOutRow",
        fields=[
            ("id", key()),
            *_row(),
            ("file", _link("stipends.paymentfile", "left_out")),
            ("installment", _link("stipends.installment", null=True)),
            ("settled_by", _link(settings.AUTH_USER_MODEL, null=True)),
        ],
        options={
            "verbose_name": "row that was left out",
            "verbose_name_plural": "rows that were left out",
            "ordering": ["file", "row"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["file", "row"], name="a_row_of_a_file_is_left_out_once"
                ),
                models.CheckConstraint(
                    condition=~Q(fit="second") | Q(installment__isnull=False),
                    name="a_second_check_is_beside_some_payment",
                ),
                models.CheckConstraint(
                    condition=Q(settled_at=None, settled_by=None, found="")
                    | Q(fit="second", settled_at__isnull=False, settled_by__isnull=False)
                    & ~Q(found=""),
                    name="who_settles_a_second_check_says_what_they_found",
                ),
            ],
        },
    ),
    history(
        "stipends.LeftOutRow",
        [
            ("id", models.BigIntegerField()),
            *_row(),
            ("file", link_in_history("stipends.paymentfile")),
            ("installment", link_in_history("stipends.installment", null=True)),
            ("settled_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("stipends", "0008_a_check_clears_after_all"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [ChangeTables([CreateModels(TABLES)])]
