"""Agreements hang on seats and have parts; the ledger has a line for every state of a part."""

from datetime import UTC, date

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from core.migration_operations import AddFields, ChangeTables, CreateModels, Steps
from core.migration_tables import history, key, link_in_history

DAYS = (date(2000, 1, 1), date(2099, 12, 31))
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("ht", "Kreyòl ayisyen"),
    ("zh-hant", "繁體中文"),
    ("zh-hans", "简体中文"),
    ("vi", "Tiếng Việt"),
    ("kea", "Kriolu"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("pt-br", "Português"),
    ("fr", "Français"),
    ("so", "Soomaali"),
]
TAX_FORMS = [
    ("none", "none yet"),
    ("w9", "W-9"),
    ("foreign", "no U.S. tax number: finance decides"),
]
PART_KINDS = [
    ("stipend", "stipend"),
    ("childcare", "childcare, paid back"),
    ("transport", "transportation, paid back"),
]
STATUSES = [
    ("to_approve", "to approve"),
    ("approved", "approved"),
    ("paid", "paid"),
    ("reissued", "paid again"),
    ("cleared", "cleared"),
    ("returned", "returned"),
    ("failed", "failed"),
    ("voided", "voided"),
]
ENTRY_KINDS = [
    ("approved", "approved"),
    ("paid", "paid"),
    ("reissued", "paid again"),
    ("cleared", "cleared"),
    ("returned", "returned"),
    ("failed", "failed"),
    ("voided", "voided"),
    ("reopened", "to approve again"),
    ("corrected", "number or date corrected"),
]
CAUSES = [
    ("address", "the address was not right"),
    ("not_picked_up", "nobody picked it up"),
    ("not_cashed", "not cashed in time"),
    ("lost", "lost on the way"),
    ("stopped", "stopped by finance"),
    ("mistake", "marked by mistake: nothing was paid"),
]
TAX_NUMBER = r"^(\d{3}[- ]?\d{2}[- ]?\d{4}|\d{2}[- ]?\d{7})$"


def _link(to: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=models.PROTECT, **{"related_name": "+", **options})


def _part() -> list[tuple[str, models.Field]]:
    """What a part and its history have alike."""
    return [
        ("number", models.PositiveSmallIntegerField()),
        ("kind", models.CharField(choices=PART_KINDS, default="stipend", max_length=9)),
        ("amount_cents", models.PositiveIntegerField()),
        ("due_on", models.DateField("due on", null=True)),
        (
            "due_after_meetings",
            models.PositiveSmallIntegerField("due after so many meetings", null=True),
        ),
    ]


def _increase() -> list[tuple[str, models.Field]]:
    """What more money and its history have alike."""
    return [
        ("amount_cents", models.PositiveIntegerField()),
        ("reason", models.TextField()),
        ("asked_at", models.DateTimeField(auto_now_add=True)),
        ("agreed_at", models.DateTimeField(null=True)),
    ]


TABLES = [
    migrations.CreateModel(
        name="Installment",
        fields=[
            ("id", key()),
            ("agreement", _link("stipends.agreement", related_name="installments")),
            *_part(),
        ],
        options={
            "verbose_name": "part of a stipend",
            "verbose_name_plural": "parts of stipends",
            "ordering": ["agreement", "number"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=["agreement", "number"], name="one_part_a_number"),
                models.CheckConstraint(
                    condition=Q(amount_cents__gt=0), name="a_part_is_about_some_money"
                ),
                models.CheckConstraint(
                    condition=Q(due_on__isnull=False, due_after_meetings=None)
                    | Q(due_on=None, due_after_meetings__gt=0),
                    name="a_part_is_due_on_a_day_or_after_some_meetings",
                ),
                models.CheckConstraint(
                    condition=Q(due_on__range=DAYS), name="a_part_is_due_between_2000_and_2099"
                ),
            ],
        },
    ),
    history(
        "stipends.Installment",
        [
            ("id", models.BigIntegerField()),
            ("agreement", link_in_history("stipends.agreement")),
            *_part(),
        ],
    ),
    migrations.CreateModel(
        name="BudgetIncrease",
        fields=[
            ("id", key()),
            ("call", _link("applications.call")),
            *_increase(),
            ("asked_by", _link(settings.AUTH_USER_MODEL)),
            ("agreed_by", _link(settings.AUTH_USER_MODEL, null=True)),
        ],
        options={
            "ordering": ["call", "pk"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=Q(amount_cents__gt=0), name="more_money_is_some_money"
                ),
                models.CheckConstraint(condition=~Q(reason=""), name="more_money_has_a_reason"),
                models.CheckConstraint(
                    condition=Q(agreed_by=None, agreed_at=None)
                    | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                    name="who_agrees_to_more_money_does_so_at_some_time",
                ),
                models.CheckConstraint(
                    condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")),
                    name="nobody_agrees_to_what_they_asked_for",
                ),
                models.UniqueConstraint(
                    fields=["call"],
                    condition=Q(agreed_by=None),
                    name="a_call_asks_for_more_money_once_at_a_time",
                ),
            ],
        },
    ),
    history(
        "stipends.BudgetIncrease",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            *_increase(),
            ("asked_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("agreed_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
        ],
    ),
]


def _agreement() -> dict[str, models.Field]:
    """What agreements and their history get alike."""
    return {
        "notice_language": models.CharField(
            "language of the notice about benefits",
            blank=True,
            choices=LANGUAGES,
            default="",
            max_length=7,
        ),
        "notice_at": models.DateTimeField("notice about benefits shown", null=True),
        "tax_form": models.CharField(choices=TAX_FORMS, default="none", max_length=7),
        "tax_form_on": models.DateField("tax form received on", null=True),
        "payee_number": models.CharField(
            "number in finance’s system", blank=True, default="", max_length=20
        ),
    }


ADDED = {
    "agreement": {
        "seat": models.OneToOneField(
            "selection.seat", null=True, on_delete=models.PROTECT, related_name="agreement"
        ),
        **_agreement(),
    },
    "agreementevent": {"seat": link_in_history("selection.seat", null=True), **_agreement()},
    "ledgerentry": {
        "installment": _link("stipends.installment", null=True, related_name="entries"),
        "status": models.CharField("status after it", choices=STATUSES, default="", max_length=10),
        "approved_by": _link(settings.AUTH_USER_MODEL, null=True),
        "cause": models.CharField(blank=True, choices=CAUSES, default="", max_length=13),
        "reason": models.TextField(blank=True, default=""),
    },
}

# Each agreement becomes one part, due since it was made, and hangs on its seat if there is one.
_FILL = """
    ALTER TABLE stipends_agreement DISABLE TRIGGER USER;
    ALTER TABLE stipends_ledgerentry DISABLE TRIGGER USER;

    UPDATE stipends_agreement AS agreement SET seat_id = seat.id
    FROM selection_offer AS offer JOIN selection_seat AS seat ON seat.offer_id = offer.id
    WHERE offer.decision_id = agreement.decision_id;
    UPDATE stipends_agreement AS agreement
    SET notice_language = acceptance.language, notice_at = acceptance.at
    FROM selection_offer AS offer
    JOIN selection_acceptance AS acceptance ON acceptance.offer_id = offer.id
    WHERE offer.decision_id = agreement.decision_id;

    INSERT INTO stipends_installment (agreement_id, number, kind, amount_cents, due_on)
    SELECT id, 1, 'stipend', amount_cents, (made_at AT TIME ZONE 'America/New_York')::date
    FROM stipends_agreement;

    UPDATE stipends_ledgerentry AS entry SET
        installment_id = part.id,
        status = entry.kind,
        approved_by_id = (
            SELECT by_id FROM stipends_ledgerentry AS approval WHERE approval.id = entry.approval_id
        )
    FROM stipends_installment AS part WHERE part.agreement_id = entry.agreement_id;

    SET CONSTRAINTS ALL IMMEDIATE; -- a table with checks to come cannot be altered
    ALTER TABLE stipends_ledgerentry ENABLE TRIGGER USER;
    ALTER TABLE stipends_agreement ENABLE TRIGGER USER;
"""

_NO_PAYMENT = Q(method="", number="")
_PAYMENT = ~Q(method="") & ~Q(number="") & Q(day__isnull=False)
_NO_WORDS = Q(cause="", reason="")
_PAID = Q(kind__in=("paid", "reissued"))

REMOVED = [
    migrations.RemoveConstraint("agreement", "an_agreement_is_about_some_money"),
    *(
        migrations.RemoveConstraint("ledgerentry", name)
        for name in (
            "an_agreement_is_approved_once",
            "a_payment_says_how_when_and_on_whose_approval",
            "a_payment_was_made_between_2000_and_2099",
            "what_is_recorded_as_paid_was_paid",
        )
    ),
    migrations.AlterModelOptions(
        "ledgerentry", {"default_permissions": (), "ordering": ["installment", "pk"]}
    ),
    migrations.RemoveField("ledgerentry", "agreement"),
]

CHANGED = [
    migrations.AlterField(
        "ledgerentry",
        "follows",
        models.OneToOneField(
            "stipends.ledgerentry", null=True, on_delete=models.PROTECT, related_name="followed_by"
        ),
    ),
    migrations.AlterField(
        "ledgerentry", "installment", _link("stipends.installment", related_name="entries")
    ),
    migrations.AlterField(
        "ledgerentry", "kind", models.CharField(choices=ENTRY_KINDS, max_length=10)
    ),
    migrations.AlterField(
        "ledgerentry",
        "status",
        models.CharField("status after it", choices=STATUSES, max_length=10),
    ),
    migrations.AlterField("ledgerentry", "by", _link(settings.AUTH_USER_MODEL, null=True)),
    migrations.AlterField(
        "ledgerentry",
        "cause",
        models.CharField(blank=True, choices=CAUSES, max_length=13),
    ),
    migrations.AlterField("ledgerentry", "reason", models.TextField(blank=True)),
    *(
        migrations.AlterField(model, name, field)
        for model in ("agreement", "agreementevent")
        for name, field in (
            (
                "notice_language",
                models.CharField(
                    "language of the notice about benefits",
                    blank=True,
                    choices=LANGUAGES,
                    max_length=7,
                ),
            ),
            (
                "payee_number",
                models.CharField("number in finance’s system", blank=True, max_length=20),
            ),
        )
    ),
    migrations.AddIndex("ledgerentry", models.Index(fields=["number"], name="ledger_by_number")),
    *(
        migrations.AddConstraint("agreement", constraint)
        for constraint in (
            models.CheckConstraint(
                condition=Q(notice_language="", notice_at=None)
                | ~Q(notice_language="") & Q(notice_at__isnull=False),
                name="a_notice_was_shown_in_some_language_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(tax_form="none", tax_form_on=None)
                | ~Q(tax_form="none") & Q(tax_form_on__isnull=False),
                name="a_tax_form_was_received_on_some_day",
            ),
            models.CheckConstraint(
                condition=~Q(payee_number__regex=TAX_NUMBER),
                name="a_payee_number_is_no_tax_number",
            ),
            models.CheckConstraint(
                condition=Q(tax_form_on__range=DAYS), name="a_tax_form_came_between_2000_and_2099"
            ),
        )
    ),
    *(
        migrations.AddConstraint("ledgerentry", constraint)
        for constraint in (
            models.UniqueConstraint(
                fields=["installment"],
                condition=Q(follows=None),
                name="a_part_has_one_first_ledger_line",
            ),
            models.CheckConstraint(
                condition=Q(kind="approved", day=None) & _NO_PAYMENT & _NO_WORDS
                | _PAID & _PAYMENT & _NO_WORDS
                | Q(kind="corrected", cause="") & _PAYMENT & ~Q(reason="")
                | Q(kind="cleared", day__isnull=False) & _NO_PAYMENT & _NO_WORDS
                | Q(
                    kind="returned",
                    day__isnull=False,
                    cause__in=("address", "not_picked_up", "not_cashed"),
                    reason="",
                )
                & _NO_PAYMENT
                | Q(
                    kind="failed",
                    day__isnull=False,
                    cause__in=("lost", "stopped", "mistake"),
                    reason="",
                )
                & _NO_PAYMENT
                | Q(kind__in=["voided", "reopened"], day=None, cause="")
                & _NO_PAYMENT
                & ~Q(reason=""),
                name="a_ledger_line_says_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=_PAID & Q(approved_by__isnull=False) | ~_PAID & Q(approved_by=None),
                name="a_payment_names_who_approved_it",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(by=F("approved_by")),
                name="nobody_pays_what_they_approved",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(kind="voided"),
                name="somebody_writes_each_line_but_that_of_who_declines",
            ),
            models.CheckConstraint(
                condition=Q(day__range=DAYS), name="a_payment_was_made_between_2000_and_2099"
            ),
            models.CheckConstraint(
                condition=Q(day=None) | Q(day__lte=TruncDate("at", tzinfo=UTC)),
                name="what_is_recorded_as_paid_was_paid",
            ),
        )
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applications", "0008_applications_come_from_files"),
        ("selection", "0009_a_draw_takes_place_in_this_century"),
        ("stipends", "0002_what_was_confirmed_when_approving"),
    ]

    operations = [
        Steps(
            [
                CreateModels(TABLES),
                AddFields(ADDED),
                migrations.RunSQL(_FILL, migrations.RunSQL.noop),
                ChangeTables(REMOVED),
                migrations.RenameField("ledgerentry", "approval", "follows"),
                migrations.RenameField("ledgerentry", "paid_on", "day"),
                ChangeTables(CHANGED),
            ]
        )
    ]
