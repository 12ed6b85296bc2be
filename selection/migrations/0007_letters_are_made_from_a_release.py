"""The words of letters, who read them before they went, and the letters themselves."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from core.migration_operations import CreateModels
from core.migration_tables import history, key, link_in_history

OUTCOMES = [
    ("member", "member"),
    ("reserve", "reserve"),
    ("not_chosen", "not chosen"),
    ("not_eligible", "not eligible"),
]
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
CHANNELS = [("mail", "email"), ("print", "paper"), ("spoken", "phone or counter")]
INELIGIBILITIES = [
    ("late", "it came in too late"),
    ("elsewhere", "not a resident"),
    ("rules", "the rules of the call"),
]
RETURN_REASONS = [
    ("unknown", "no such address or mailbox"),
    ("moved", "moved away"),
    ("full", "mailbox full, or not picked up"),
    ("blocked", "refused or blocked"),
    ("other", "another reason"),
]


def _link(to: str, *, null: bool = False, related_name: str = "+") -> models.ForeignKey:
    return models.ForeignKey(to, on_delete=models.PROTECT, null=null, related_name=related_name)


def _template() -> list[tuple[str, models.Field]]:
    """What a letter text and its history have alike."""
    return [
        ("outcome", models.CharField(choices=OUTCOMES, max_length=12)),
        ("language", models.CharField(choices=LANGUAGES, max_length=7)),
        ("version", models.PositiveSmallIntegerField(default=1)),
        ("translates", models.PositiveSmallIntegerField("translated from version", null=True)),
        ("subject", models.CharField(max_length=120)),
        ("body", models.TextField()),
        ("edited_at", models.DateTimeField(auto_now_add=True)),
        ("checked_at", models.DateTimeField(null=True)),
    ]


def _letter() -> list[tuple[str, models.Field]]:
    """What a letter and its history have alike."""
    return [
        ("channel", models.CharField(choices=CHANNELS, max_length=6)),
        (
            "why",
            models.CharField("why not eligible", blank=True, choices=INELIGIBILITIES, max_length=9),
        ),
        ("let_go_at", models.DateTimeField(auto_now_add=True)),
        ("printed_at", models.DateTimeField(null=True)),
        ("returned_at", models.DateTimeField(null=True)),
        (
            "return_reason",
            models.CharField("why it came back", blank=True, choices=RETURN_REASONS, max_length=8),
        ),
    ]


TABLES = [
    migrations.CreateModel(
        name="LetterTemplate",
        fields=[
            ("id", key()),
            *_template(),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="letter_templates",
                    to="applications.call",
                ),
            ),
            ("checked_by", _link(settings.AUTH_USER_MODEL, null=True)),
            ("edited_by", _link(settings.AUTH_USER_MODEL, null=True)),
        ],
        options={
            "verbose_name": "letter text",
            "ordering": ["call", "outcome", "language", "version"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["call", "outcome", "language", "version"],
                    name="one_letter_text_a_version",
                ),
                models.CheckConstraint(
                    condition=Q(language="en", translates=None)
                    | ~Q(language="en") & Q(translates__isnull=False),
                    name="a_translation_says_of_which_english",
                ),
                models.CheckConstraint(
                    condition=~Q(subject="") & ~Q(body=""), name="a_letter_text_has_words"
                ),
                models.CheckConstraint(
                    condition=Q(checked_by=None, checked_at=None)
                    | Q(checked_by__isnull=False, checked_at__isnull=False),
                    name="a_checked_letter_text_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=Q(checked_by=None)
                    | Q(edited_by=None)
                    | ~Q(checked_by=F("edited_by")),
                    name="nobody_checks_their_own_letter_text",
                ),
            ],
        },
    ),
    history(
        "selection.LetterTemplate",
        [
            ("id", models.BigIntegerField()),
            *_template(),
            ("call", link_in_history("applications.call")),
            ("checked_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("edited_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
        ],
    ),
    migrations.CreateModel(
        name="LetterReading",
        fields=[
            ("id", key()),
            ("at", models.DateTimeField(auto_now_add=True)),
            ("by", _link(settings.AUTH_USER_MODEL)),
            ("release", _link("selection.release", related_name="letter_readings")),
            ("template", _link("selection.lettertemplate", related_name="readings")),
        ],
        options={
            "verbose_name": "reading of a letter text",
            "verbose_name_plural": "readings of letter texts",
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["release", "template", "by"], name="one_reading_a_person_a_release"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Letter",
        fields=[
            ("id", key()),
            *_letter(),
            ("decision", _link("selection.decision", related_name="letters")),
            ("template", _link("selection.lettertemplate", related_name="letters")),
            ("english", _link("selection.lettertemplate", null=True)),
            (
                "mail",
                models.OneToOneField(
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="letter",
                    to="core.outgoingmail",
                ),
            ),
            ("let_go_by", _link(settings.AUTH_USER_MODEL)),
            ("printed_by", _link(settings.AUTH_USER_MODEL, null=True)),
            ("returned_by", _link(settings.AUTH_USER_MODEL, null=True)),
        ],
        options={
            "ordering": ["decision", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    condition=Q(returned_at=None),
                    fields=["decision", "channel"],
                    name="one_letter_a_decision_a_channel",
                ),
                models.CheckConstraint(
                    condition=Q(printed_by=None, printed_at=None)
                    | Q(
                        printed_by__isnull=False,
                        printed_at__isnull=False,
                        channel="print",
                    ),
                    name="a_printed_letter_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=Q(returned_by=None, returned_at=None, return_reason="")
                    | Q(returned_by__isnull=False, returned_at__isnull=False)
                    & ~Q(return_reason="")
                    & ~Q(channel="spoken"),
                    name="a_returned_letter_says_who_when_and_why",
                ),
                models.CheckConstraint(
                    condition=Q(mail=None) | Q(channel="mail"),
                    name="only_an_emailed_letter_has_a_mail",
                ),
            ],
        },
    ),
    history(
        "selection.Letter",
        [
            ("id", models.BigIntegerField()),
            *_letter(),
            ("decision", link_in_history("selection.decision")),
            ("template", link_in_history("selection.lettertemplate")),
            ("english", link_in_history("selection.lettertemplate", null=True)),
            ("mail", link_in_history("core.outgoingmail", null=True)),
            ("let_go_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("printed_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("returned_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_briefings_and_proofs_are_opened"),
        ("selection", "0006_releases_answer_everybody"),
    ]

    operations = [CreateModels(TABLES)]
