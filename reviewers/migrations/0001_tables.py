"""Criteria, reviews and scores."""

from django.conf import settings
from django.db import migrations, models

from core.migration_operations import CreateModels
from core.migration_tables import history, key, link_in_history

TABLES = [
    migrations.CreateModel(
        name="Criterion",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="criteria", to="applications.call"
                ),
            ),
            ("key", models.SlugField()),
            ("title", models.CharField(max_length=120)),
            ("guidance", models.TextField(blank=True)),
            ("weight", models.PositiveSmallIntegerField(default=1)),
            ("max_points", models.PositiveSmallIntegerField(verbose_name="most points", default=4)),
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
    history(
        "reviewers.Criterion",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("key", models.SlugField(db_index=False)),
            ("title", models.CharField(max_length=120)),
            ("guidance", models.TextField(blank=True)),
            ("weight", models.PositiveSmallIntegerField(default=1)),
            ("max_points", models.PositiveSmallIntegerField(verbose_name="most points", default=4)),
            ("order", models.PositiveSmallIntegerField()),
        ],
    ),
    migrations.CreateModel(
        name="ScaleStep",
        fields=[
            ("id", key()),
            (
                "criterion",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="steps", to="reviewers.criterion"
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
    history(
        "reviewers.ScaleStep",
        [
            ("id", models.BigIntegerField()),
            ("criterion", link_in_history("reviewers.criterion")),
            ("points", models.PositiveSmallIntegerField()),
            ("meaning", models.CharField(max_length=200)),
        ],
    ),
    migrations.CreateModel(
        name="Review",
        fields=[
            ("id", key()),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="reviews", to="applications.application"
                ),
            ),
            (
                "reviewer",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    fields=("application", "reviewer"), name="a_reviewer_reads_an_application_once"
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
    history(
        "reviewers.Review",
        [
            ("id", models.BigIntegerField()),
            ("application", link_in_history("applications.application")),
            ("reviewer", link_in_history(settings.AUTH_USER_MODEL)),
            (
                "status",
                models.CharField(
                    choices=[("assigned", "to do"), ("submitted", "submitted")],
                    default="assigned",
                    max_length=10,
                ),
            ),
            ("assigned_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("assigned_at", models.DateTimeField(auto_now_add=True)),
            ("submitted_at", models.DateTimeField(null=True)),
            ("comment", models.TextField(blank=True)),
        ],
    ),
    migrations.CreateModel(
        name="Score",
        fields=[
            ("id", key()),
            (
                "review",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="scores", to="reviewers.review"
                ),
            ),
            (
                "criterion",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="scores", to="reviewers.criterion"
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
    history(
        "reviewers.Score",
        [
            ("id", models.BigIntegerField()),
            ("review", link_in_history("reviewers.review")),
            ("criterion", link_in_history("reviewers.criterion")),
            ("points", models.PositiveSmallIntegerField()),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0001_tables"),
    ]

    operations = [
        CreateModels(TABLES),
    ]
