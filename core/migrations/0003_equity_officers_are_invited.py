"""Equity officers may be invited, who approve sensitive targets."""

import django.contrib.postgres.fields
from django.db import migrations, models

from core.migration_operations import ChangeTables


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_runs_of_jobs"),
    ]

    operations = [
        ChangeTables(
            [
                migrations.RemoveConstraint(
                    model_name="invitation",
                    name="an_invitation_names_known_roles",
                ),
                migrations.AlterField(
                    model_name="invitation",
                    name="roles",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("Clerk", "Clerk"),
                                ("Translator", "Translator"),
                                ("Reviewer", "Reviewer"),
                                ("Coordinator", "Coordinator"),
                                ("Equity officer", "Equity Officer"),
                                ("Finance", "Finance"),
                                ("Auditor", "Auditor"),
                                ("Administrator", "Administrator"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                migrations.AlterField(
                    model_name="invitationevent",
                    name="roles",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("Clerk", "Clerk"),
                                ("Translator", "Translator"),
                                ("Reviewer", "Reviewer"),
                                ("Coordinator", "Coordinator"),
                                ("Equity officer", "Equity Officer"),
                                ("Finance", "Finance"),
                                ("Auditor", "Auditor"),
                                ("Administrator", "Administrator"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invitation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "roles__contained_by",
                                [
                                    "Clerk",
                                    "Translator",
                                    "Reviewer",
                                    "Coordinator",
                                    "Equity officer",
                                    "Finance",
                                    "Auditor",
                                    "Administrator",
                                ],
                            )
                        ),
                        name="an_invitation_names_known_roles",
                    ),
                ),
            ]
        )
    ]
