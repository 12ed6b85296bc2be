"""A draw says when it takes place and what it replaced, and a no to a sensitive target says why."""

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import F, Q

from core.migration_operations import AddFields, ChangeTables, Steps
from core.migration_tables import key, link_in_history

PERSON = settings.AUTH_USER_MODEL


def _by(**options: bool) -> models.ForeignKey:
    return models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", **options)


def _declined() -> dict[str, models.Field]:
    return {
        "decline_reason": models.TextField("why it is no target", blank=True, db_default=""),
        "declined_at": models.DateTimeField(null=True),
    }


class Migration(migrations.Migration):
    dependencies = [
        ("selection", "0004_attributes_targets_runs_and_the_board"),
        migrations.swappable_dependency(PERSON),
    ]

    operations = [
        Steps(
            [
                ChangeTables(
                    [
                        migrations.CreateModel(
                            name="ReplacedDraw",
                            fields=[
                                ("id", key()),
                                (
                                    "call",
                                    models.ForeignKey(
                                        on_delete=models.PROTECT,
                                        related_name="replaced_draws",
                                        to="applications.call",
                                    ),
                                ),
                                ("source", models.CharField(max_length=200)),
                                ("takes_place_at", models.DateTimeField(null=True)),
                                ("named_by", _by()),
                                ("named_at", models.DateTimeField()),
                                (
                                    "typed",
                                    models.CharField(
                                        blank=True, max_length=100, verbose_name="lot"
                                    ),
                                ),
                                ("typed_by", _by(null=True)),
                                ("typed_at", models.DateTimeField(null=True)),
                                ("reason", models.TextField()),
                                ("by", _by()),
                                ("at", models.DateTimeField()),
                            ],
                            options={
                                "default_permissions": (),
                                "ordering": ["call", "-pk"],
                                "constraints": [
                                    models.CheckConstraint(
                                        condition=~Q(reason=""), name="replacing_a_draw_says_why"
                                    ),
                                    models.CheckConstraint(
                                        condition=Q(typed="", typed_by=None, typed_at=None)
                                        | ~Q(typed="")
                                        & Q(typed_by__isnull=False, typed_at__isnull=False),
                                        name="what_was_typed_of_a_replaced_draw_says_who_and_when",
                                    ),
                                ],
                            },
                        ),
                        AddFields(
                            {
                                "lot": {"takes_place_at": models.DateTimeField(null=True)},
                                "lotevent": {"takes_place_at": models.DateTimeField(null=True)},
                                "attribute": {**_declined(), "declined_by": _by(null=True)},
                                "attributeevent": {
                                    **_declined(),
                                    "declined_by": link_in_history(PERSON, null=True),
                                },
                            }
                        ),
                    ]
                ),
                ChangeTables(
                    [
                        AddConstraintNotValid(
                            "lot",
                            models.CheckConstraint(
                                condition=Q(takes_place_at=None)
                                | Q(takes_place_at__gt=F("named_at")),
                                name="a_draw_is_named_before_it_takes_place",
                            ),
                        ),
                        AddConstraintNotValid(
                            "lot",
                            models.CheckConstraint(
                                condition=Q(typed="")
                                | Q(
                                    takes_place_at__isnull=False, typed_at__gte=F("takes_place_at")
                                ),
                                name="a_lot_is_typed_after_its_draw",
                            ),
                        ),
                        AddConstraintNotValid(
                            "attribute",
                            models.CheckConstraint(
                                condition=Q(declined_by=None, declined_at=None, decline_reason="")
                                | Q(
                                    declined_by__isnull=False,
                                    declined_at__isnull=False,
                                    approved_by=None,
                                )
                                & ~Q(decline_reason=""),
                                name="who_declines_a_sensitive_target_says_when_and_why",
                            ),
                        ),
                    ]
                ),
            ]
        )
    ]
