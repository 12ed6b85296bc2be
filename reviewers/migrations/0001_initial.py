"""Criteria, reviews and scores."""

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
        name="Criterion",
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
                    related_name="criteria",
                    to="applications.call",
                ),
            ),
            ("key", models.SlugField()),
            ("title", models.CharField(max_length=120)),
            ("guidance", models.TextField(blank=True)),
            ("weight", models.PositiveSmallIntegerField(default=1)),
            ("max_points", models.PositiveSmallIntegerField(default=4)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "verbose_name_plural": "criteria",
            "ordering": ["call", "order"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "key"), name="one_criterion_a_key"),
                models.CheckConstraint(
                    condition=models.Q(("max_points__gte", 1), ("weight__gte", 1)),
                    name="a_criterion_has_weight_and_a_scale",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CriterionEvent",
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
                    to="reviewers.criterion",
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
            ("key", models.SlugField(db_index=False)),
            ("title", models.CharField(max_length=120)),
            ("guidance", models.TextField(blank=True)),
            ("weight", models.PositiveSmallIntegerField(default=1)),
            ("max_points", models.PositiveSmallIntegerField(default=4)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("criterion"),
        },
    ),
    migrations.CreateModel(
        name="ScaleStep",
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
                "criterion",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="steps",
                    to="reviewers.criterion",
                ),
            ),
            ("points", models.PositiveSmallIntegerField()),
            ("meaning", models.CharField(max_length=200)),
        ],
        options={
            "ordering": ["criterion", "points"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("criterion", "points"), name="one_meaning_a_step")
            ],
        },
    ),
    migrations.CreateModel(
        name="ScaleStepEvent",
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
                    to="reviewers.scalestep",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "criterion",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="reviewers.criterion",
                ),
            ),
            ("points", models.PositiveSmallIntegerField()),
            ("meaning", models.CharField(max_length=200)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("scalestep"),
        },
    ),
    migrations.CreateModel(
        name="Review",
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
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="reviews",
                    to="applications.application",
                ),
            ),
            (
                "reviewer",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[("assigned", "to do"), ("submitted", "submitted")],
                    default="assigned",
                    max_length=10,
                ),
            ),
            (
                "assigned_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("assigned_at", models.DateTimeField(auto_now_add=True)),
            ("submitted_at", models.DateTimeField(null=True)),
            ("comment", models.TextField(blank=True)),
        ],
        options={
            "ordering": ["assigned_at", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "reviewer"),
                    name="a_reviewer_reads_an_application_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "assigned"), ("submitted_at", None)),
                        models.Q(("status", "submitted"), ("submitted_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="a_submitted_review_says_when",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ReviewEvent",
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
                    to="reviewers.review",
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
                "reviewer",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[("assigned", "to do"), ("submitted", "submitted")],
                    default="assigned",
                    max_length=10,
                ),
            ),
            (
                "assigned_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("assigned_at", models.DateTimeField(auto_now_add=True)),
            ("submitted_at", models.DateTimeField(null=True)),
            ("comment", models.TextField(blank=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("review"),
        },
    ),
    migrations.CreateModel(
        name="Score",
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
                "review",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="scores",
                    to="reviewers.review",
                ),
            ),
            (
                "criterion",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="scores",
                    to="reviewers.criterion",
                ),
            ),
            ("points", models.PositiveSmallIntegerField()),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("review", "criterion"), name="one_score_a_criterion"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ScoreEvent",
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
                    to="reviewers.score",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "review",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="reviewers.review",
                ),
            ),
            (
                "criterion",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="reviewers.criterion",
                ),
            ),
            ("points", models.PositiveSmallIntegerField()),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("score"),
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
