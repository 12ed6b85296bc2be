"""What tables have in common, for the migrations that make them.

Migrations that were applied call these: what they return stays as it is.
"""

import pghistory.utils
from django.db import models
from django.db.migrations.operations import CreateModel
from django.db.models.fields.json import KeyTextTransform


def key() -> models.BigAutoField:
    """The primary key of a table."""
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def history(of: str, fields: list[tuple[str, models.Field]]) -> CreateModel:
    """The table of a model's versions: history("applications.Call", [("id", …), …])."""
    name = of.partition(".")[2]
    return CreateModel(
        name=f"{name}Event",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    of, models.DO_NOTHING, related_name="events", db_constraint=False
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            *fields,
        ],
        options={"default_permissions": (), "indexes": _history_indexes(name.lower())},
    )


def link_in_history(to: str, **options: object) -> models.ForeignKey:
    """A link that a version had: what it led to may be gone."""
    return models.ForeignKey(
        to,
        models.DO_NOTHING,
        related_name="+",
        related_query_name="+",
        db_constraint=False,
        **options,
    )


def _history_indexes(name: str) -> list[models.Index]:
    """What the auditor searches a table's history by, each newest first."""
    newest = [models.F("pgh_created_at").desc(), models.F("pgh_id").desc()]
    return [
        models.Index(fields=["-pgh_created_at", "-pgh_id"], name=f"{name}_by_time"),
        models.Index(KeyTextTransform("action", "pgh_context"), *newest, name=f"{name}_by_action"),
        models.Index(KeyTextTransform("user", "pgh_context"), *newest, name=f"{name}_by_person"),
    ]
