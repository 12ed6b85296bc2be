"""Targets and decisions."""

import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform

from core.migration_operations import CreateModels


def history_indexes(name):
    """What the auditor searches a table's history by, each newest first."""
    newest = [models.F("pgh_created_at").desc(), models.F("pgh_id").desc()]
    return [
        models.Index(fields=["-pgh_created_at", "-pgh_id"], name=f"{name}_by_time"),
        models.Index(KeyTextTransform("action", "pgh_context"), *newest, name=f"{name}_by_action"),
        models.Index(KeyTextTransform("user", "pgh_context"), *newest, name=f"{name}_by_person"),
    ]


TABLES = [
    migrations.CreateModel(
        name="Decision",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "application",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    related_name="decision",
                    to="applications.application",
                ),
            ),
            (
                "outcome",
                models.CharField(choices=[("member", "member")], max_length=10),
            ),
            (
                "status",
                models.CharField(
                    choices=[("pending", "pending"), ("released", "released")],
                    default="pending",
                    max_length=10,
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(auto_now_add=True)),
            (
                "released_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("released_at", models.DateTimeField(null=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("released_at", None),
                            ("released_by", None),
                            ("status", "pending"),
                        ),
                        models.Q(
                            ("released_at__isnull", False),
                            ("released_by__isnull", False),
                            ("status", "released"),
                        ),
                        _connector="OR",
                    ),
                    name="a_released_decision_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("released_by", None),
                        models.Q(("released_by", models.F("decided_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="nobody_releases_what_they_decided",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DecisionEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="selection.decision",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.application",
                ),
            ),
            (
                "outcome",
                models.CharField(choices=[("member", "member")], max_length=10),
            ),
            (
                "status",
                models.CharField(
                    choices=[("pending", "pending"), ("released", "released")],
                    default="pending",
                    max_length=10,
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(auto_now_add=True)),
            (
                "released_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("released_at", models.DateTimeField(null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("decision"),
        },
    ),
    migrations.CreateModel(
        name="Target",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="targets",
                    to="applications.call",
                ),
            ),
            (
                "cluster",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.cluster",
                ),
            ),
            ("minimum", models.PositiveSmallIntegerField()),
            ("maximum", models.PositiveSmallIntegerField()),
            ("source", models.CharField(max_length=200)),
        ],
        options={
            "ordering": ["call", "cluster__order"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "cluster"), name="one_target_a_cluster"),
                models.CheckConstraint(
                    condition=models.Q(("maximum__gte", models.F("minimum"))),
                    name="a_maximum_is_not_below_its_minimum",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="TargetEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="selection.target",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "call",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.call",
                ),
            ),
            (
                "cluster",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.cluster",
                ),
            ),
            ("minimum", models.PositiveSmallIntegerField()),
            ("maximum", models.PositiveSmallIntegerField()),
            ("source", models.CharField(max_length=200)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("target"),
        },
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0001_initial"),
    ]

    operations = [
        CreateModels(TABLES),
    ]
