"""Agreements and the ledger of payments."""

from datetime import UTC, date

from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import TruncDate

from core.migration_operations import CreateModels
from core.migration_tables import history, key, link_in_history

DAYS = date(2000, 1, 1), date(2099, 12, 31)

TABLES = [
    migrations.CreateModel(
        name="Agreement",
        fields=[
            ("id", key()),
            (
                "decision",
                models.OneToOneField(
                    on_delete=models.PROTECT, related_name="agreement", to="selection.decision"
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
    history(
        "stipends.Agreement",
        [
            ("id", models.BigIntegerField()),
            ("decision", link_in_history("selection.decision")),
            ("amount_cents", models.PositiveIntegerField()),
            ("made_at", models.DateTimeField(auto_now_add=True)),
        ],
    ),
    migrations.CreateModel(
        name="LedgerEntry",
        fields=[
            ("id", key()),
            (
                "agreement",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="entries", to="stipends.agreement"
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
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    condition=models.Q(("paid_on__range", DAYS)),
                    name="a_payment_was_made_between_2000_and_2099",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("paid_on", None),
                        ("paid_on__lte", TruncDate("at", tzinfo=UTC)),
                        _connector="OR",
                    ),
                    name="what_is_recorded_as_paid_was_paid",
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
        ("selection", "0001_tables"),
    ]

    operations = [
        CreateModels(TABLES),
    ]
