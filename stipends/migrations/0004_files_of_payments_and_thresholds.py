"""Files of payments that finance sends in, and thresholds of a year's payments."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import ChangeTables, CreateModels
from core.migration_tables import history, key, link_in_history

STATUSES = [("waiting", "not recorded yet"), ("recorded", "recorded"), ("dropped", "dropped")]
METHODS = [("check_by_mail", "check by mail"), ("check_picked_up", "check picked up")]


def _link(to: str, related_name: str = "+", **options: object) -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name=related_name, **options)


def _file() -> list[tuple[str, models.Field]]:
    """What its history keeps, too: all but the rows."""
    return [
        ("status", models.CharField(choices=STATUSES, default="waiting", max_length=8)),
        ("file_name", models.CharField(max_length=120)),
        ("sheet", models.CharField("sheet that was read", blank=True, max_length=80)),
        (
            "digest",
            models.CharField(
                "SHA-256 digest of the file",
                max_length=64,
                validators=[RegexValidator("^[0-9a-f]{64}$")],
            ),
        ),
        ("columns", models.JSONField("columns that were read", default=dict)),
        ("row_count", models.PositiveIntegerField("rows in it")),
        ("total_cents", models.PositiveBigIntegerField("total that it says", null=True)),
        (
            "method",
            models.CharField("method where a row says none", choices=METHODS, max_length=16),
        ),
        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
        ("settled_at", models.DateTimeField("recorded or dropped at", null=True)),
        ("recorded", models.PositiveIntegerField("payments recorded", default=0)),
        ("recorded_cents", models.PositiveIntegerField("sum recorded", default=0)),
    ]


def _threshold() -> list[tuple[str, models.Field]]:
    return [
        ("year", models.PositiveSmallIntegerField("from the year")),
        ("amount_cents", models.PositiveIntegerField()),
        ("source", models.CharField(max_length=200)),
        ("noted_at", models.DateTimeField(auto_now_add=True)),
    ]


TABLES = [
    migrations.CreateModel(
        name="PaymentFile",
        fields=[
            ("id", key()),
            *_file(),
            ("rows", models.JSONField(default=list)),
            ("call", _link("applications.call")),
            ("settled_by", _link(settings.AUTH_USER_MODEL, null=True)),
            ("uploaded_by", _link(settings.AUTH_USER_MODEL)),
        ],
        options={
            "verbose_name": "file of payments",
            "verbose_name_plural": "files of payments",
            "ordering": ["-pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["call", "digest"],
                    condition=Q(status="waiting"),
                    name="a_file_of_payments_waits_once",
                ),
                models.CheckConstraint(
                    condition=Q(settled_at=None, settled_by=None, status="waiting")
                    | Q(settled_at__isnull=False, settled_by__isnull=False, status="recorded")
                    | Q(settled_at__isnull=False, status="dropped"),
                    name="a_settled_file_says_when_and_who_recorded_it",
                ),
                models.CheckConstraint(
                    condition=Q(status="waiting") | Q(rows=[]),
                    name="rows_of_a_file_are_kept_while_it_waits",
                ),
                models.CheckConstraint(
                    condition=Q(recorded__gt=0, status="recorded")
                    | Q(~Q(status="recorded"), recorded=0, recorded_cents=0),
                    name="a_recorded_file_has_payments",
                ),
            ],
        },
    ),
    history(
        "stipends.PaymentFile",
        [
            ("id", models.BigIntegerField()),
            *_file(),
            ("call", link_in_history("applications.call")),
            ("settled_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("uploaded_by", link_in_history(settings.AUTH_USER_MODEL)),
        ],
    ),
    migrations.CreateModel(
        name="PaidFromFile",
        fields=[
            ("id", key()),
            ("row", models.PositiveIntegerField("row of the file")),
            (
                "entry",
                models.OneToOneField(
                    "stipends.ledgerentry", on_delete=models.PROTECT, related_name="from_file"
                ),
            ),
            ("file", _link("stipends.paymentfile", related_name="paid")),
        ],
        options={
            "ordering": ["file", "row"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["file", "row"], name="a_row_of_a_file_is_paid_once"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="TaxThreshold",
        fields=[
            ("id", key()),
            *_threshold(),
            ("noted_by", _link(settings.AUTH_USER_MODEL, null=True)),
        ],
        options={
            "ordering": ["year", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=["year"], name="a_year_has_one_threshold"),
                models.CheckConstraint(
                    condition=Q(year__gte=2000, year__lte=2099),
                    name="a_threshold_is_of_a_year_between_2000_and_2099",
                ),
                models.CheckConstraint(
                    condition=Q(amount_cents__gt=0), name="a_threshold_is_some_money"
                ),
                models.CheckConstraint(condition=~Q(source=""), name="a_threshold_has_a_source"),
            ],
        },
    ),
    history(
        "stipends.TaxThreshold",
        [
            ("id", models.BigIntegerField()),
            *_threshold(),
            ("noted_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
        ],
    ),
]

_FILL = """
INSERT INTO stipends_taxthreshold (year, amount_cents, source, noted_at) VALUES
    (2000, 60000, 'Internal Revenue Code, section 6041(a), for payments through 2025', now()),
    (2026, 200000, 'Public Law 119-21, section 70433; adjusted for inflation from 2027 on', now());
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_applications_come_from_files"),
        ("stipends", "0003_parts_and_a_ledger_of_every_state"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeTables([CreateModels(TABLES), migrations.RunSQL(_FILL, migrations.RunSQL.noop)])
    ]
