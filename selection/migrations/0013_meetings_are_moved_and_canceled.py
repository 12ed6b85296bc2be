"""A meeting can be canceled, by somebody who says why; another may be set at its time."""

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import AddFields, Steps
from core.migration_tables import link_in_history


def _canceled():
    return {
        "cancelled_at": models.DateTimeField(null=True, verbose_name="canceled"),
        "cancelled_because": models.TextField(
            blank=True, default="", db_default="", verbose_name="canceled because"
        ),
    }


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("selection", "0012_whom_to_pay_is_corrected"),
    ]

    operations = [
        Steps(
            [
                AddFields(
                    {
                        "meeting": {
                            **_canceled(),
                            "cancelled_by": models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="canceled by",
                            ),
                        },
                        "meetingevent": {
                            **_canceled(),
                            "cancelled_by": link_in_history(
                                settings.AUTH_USER_MODEL, null=True, verbose_name="canceled by"
                            ),
                        },
                    }
                ),
                migrations.RemoveConstraint("meeting", "a_group_meets_once_at_a_time"),
                migrations.AddConstraint(
                    "meeting",
                    models.UniqueConstraint(
                        fields=["call", "begins_at"],
                        condition=Q(cancelled_at=None),
                        name="a_group_meets_once_at_a_time",
                    ),
                ),
                AddConstraintNotValid(  # no older row is canceled
                    "meeting",
                    models.CheckConstraint(
                        condition=Q(cancelled_by=None, cancelled_at=None, cancelled_because="")
                        | Q(cancelled_by__isnull=False, cancelled_at__isnull=False)
                        & ~Q(cancelled_because=""),
                        name="a_canceled_meeting_says_who_when_and_why",
                    ),
                ),
            ]
        )
    ]
