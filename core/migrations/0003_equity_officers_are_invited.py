"""Equity officers may be invited, who approve sensitive targets."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from core.migration_operations import ChangeTables

ROLES = {
    "Clerk": "Clerk",
    "Translator": "Translator",
    "Reviewer": "Reviewer",
    "Coordinator": "Coordinator",
    "Equity officer": "Equity Officer",
    "Finance": "Finance",
    "Auditor": "Auditor",
    "Administrator": "Administrator",
}
KNOWN = "an_invitation_names_known_roles"


def _roles() -> ArrayField:
    return ArrayField(models.CharField(choices=list(ROLES.items()), max_length=20))


class Migration(migrations.Migration):
    dependencies = [("core", "0002_runs_of_jobs")]

    operations = [
        ChangeTables(
            [
                migrations.RemoveConstraint("invitation", KNOWN),
                migrations.AlterField("invitation", "roles", _roles()),
                migrations.AlterField("invitationevent", "roles", _roles()),
                migrations.AddConstraint(
                    "invitation",
                    models.CheckConstraint(
                        condition=models.Q(roles__contained_by=list(ROLES)), name=KNOWN
                    ),
                ),
            ]
        )
    ]
