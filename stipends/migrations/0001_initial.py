"""Agreements and the ledger of payments."""

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
        name="Agreement",
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
                "decision",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    related_name="agreement",
                    to="selection.decision",
                ),
            ),
            ("amount_cents", models.PositiveIntegerField()),
            ("made_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("amount_cents__gt", 0)),
                    name="an_agreement_is_about_some_money",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="AgreementEvent",
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
                    to="stipends.agreement",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "decision",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="selection.decision",
                ),
            ),
            ("amount_cents", models.PositiveIntegerField()),
            ("made_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("agreement"),
        },
    ),
    migrations.CreateModel(
        name="LedgerEntry",
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
                "agreement",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="entries",
                    to="stipends.agreement",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("approved", "approved"), ("paid", "paid")], max_length=10
                ),
            ),
            ("amount_cents", models.PositiveIntegerField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
            (
                "approval",
                models.OneToOneField(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="payment",
                    to="stipends.ledgerentry",
                ),
            ),
            (
                "method",
                models.CharField(
                    blank=True,
                    choices=[
                        ("check_by_mail", "check by mail"),
                        ("check_picked_up", "check picked up"),
                    ],
                    max_length=16,
                ),
            ),
            ("number", models.CharField(blank=True, max_length=40)),
            ("paid_on", models.DateField(null=True)),
        ],
        options={
            "ordering": ["agreement", "at", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("kind", "approved")),
                    fields=("agreement",),
                    name="an_agreement_is_approved_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("approval", None),
                            ("kind", "approved"),
                            ("method", ""),
                            ("number", ""),
                            ("paid_on", None),
                        ),
                        models.Q(
                            ("approval__isnull", False),
                            ("kind", "paid"),
                            ("paid_on__isnull", False),
                            models.Q(("method", ""), _negated=True),
                            models.Q(("number", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="a_payment_says_how_when_and_on_whose_approval",
                ),
                models.CheckConstraint(
                    condition=models.Q(("amount_cents__gt", 0)),
                    name="a_ledger_line_is_about_some_money",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("selection", "0001_initial"),
    ]

    operations = [
        CreateModels(TABLES),
    ]
