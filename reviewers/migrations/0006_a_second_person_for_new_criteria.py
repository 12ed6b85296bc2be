"""Who asks for a new version of the criteria, and who else puts it in force."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.migration_operations import AddFields, ChangeTables

_WHO = {"null": True, "related_name": "+", "to": settings.AUTH_USER_MODEL}
_IN_HISTORY = _WHO | {
    "db_constraint": False,
    "on_delete": django.db.models.deletion.DO_NOTHING,
    "related_query_name": "+",
}


class Migration(migrations.Migration):
    dependencies = [
        ("reviewers", "0005_one_reading_a_reader"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeTables(
            [
                AddFields(
                    {
                        "rubric": {
                            "asked_by": models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, **_WHO
                            ),
                            "asked_at": models.DateTimeField(null=True),
                            "approved_by": models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, **_WHO
                            ),
                            "approved_at": models.DateTimeField(null=True),
                        },
                        "rubricevent": {
                            "asked_by": models.ForeignKey(**_IN_HISTORY),
                            "asked_at": models.DateTimeField(null=True),
                            "approved_by": models.ForeignKey(**_IN_HISTORY),
                            "approved_at": models.DateTimeField(null=True),
                        },
                    }
                ),
                migrations.AddConstraint(
                    model_name="rubric",
                    constraint=models.CheckConstraint(
                        condition=models.Q(asked_at=None, asked_by=None)
                        | models.Q(asked_at__isnull=False, asked_by__isnull=False),
                        name="whoever_asks_for_criteria_says_when",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rubric",
                    constraint=models.CheckConstraint(
                        condition=models.Q(approved_at=None, approved_by=None)
                        | models.Q(approved_at__isnull=False, approved_by__isnull=False)
                        & models.Q(asked_by__isnull=False)
                        & ~models.Q(approved_by=models.F("asked_by")),
                        name="nobody_approves_their_own_criteria",
                    ),
                ),
            ]
        )
    ]
