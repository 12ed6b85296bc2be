"""Targets and decisions."""

from django.conf import settings
from django.db import migrations, models

from core.migration_operations import CreateModels
from core.migration_tables import history, key, link_in_history

TABLES = [
    migrations.CreateModel(
        name="Decision",
        fields=[
            ("id", key()),
            (
                "application",
                models.OneToOneField(
                    on_delete=models.PROTECT, related_name="decision", to="applications.application"
                ),
            ),
            ("outcome", models.CharField(choices=[("member", "member")], max_length=10)),
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
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                            ("released_at", None), ("released_by", None), ("status", "pending")
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
    history(
        "selection.Decision",
        [
            ("id", models.BigIntegerField()),
            ("application", link_in_history("applications.application")),
            ("outcome", models.CharField(choices=[("member", "member")], max_length=10)),
            (
                "status",
                models.CharField(
                    choices=[("pending", "pending"), ("released", "released")],
                    default="pending",
                    max_length=10,
                ),
            ),
            ("decided_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("decided_at", models.DateTimeField(auto_now_add=True)),
            ("released_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("released_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        name="Target",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="targets", to="applications.call"
                ),
            ),
            (
                "cluster",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.cluster"
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
    history(
        "selection.Target",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("cluster", link_in_history("applications.cluster")),
            ("minimum", models.PositiveSmallIntegerField()),
            ("maximum", models.PositiveSmallIntegerField()),
            ("source", models.CharField(max_length=200)),
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
