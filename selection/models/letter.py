"""The words of letters, who has read them before a release, and the letters that went."""

from collections.abc import Iterable

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models import Call
from core import languages, privacy
from core.database_code import body
from core.history import tracked
from core.models import OutgoingMail
from core.pills import Pill
from selection.enums import Outcome
from selection.letter_enums import Ineligibility, LetterChannel, LetterState, ReturnReason
from selection.models.release import Decision, Release


def newest(texts: Iterable["LetterTemplate"]) -> list["LetterTemplate"]:
    """Of each outcome and language the newest version, out of all of them."""
    found: dict[tuple[int, str, str], LetterTemplate] = {}
    for text in sorted(texts, key=lambda text: text.version):
        found[text.call_id, text.outcome, text.language] = text
    return list(found.values())


@tracked()
class LetterTemplate(models.Model):
    """The words for one outcome in one language, one version; an edit makes the next version.

    `translates` is the version of the English that a translation was made from: both have the same
    placeholders. Nobody checks their own words.
    """

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "call",
            "outcome",
            "language",
            "version",
            "translates",
            "subject",
            "body",
            "edited_at",
            "checked_at",
        ],
        privacy.STAFF: ["edited_by", "checked_by"],
    }
    copied_with = "call"
    copied_rows = staticmethod(newest)

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="letter_templates")
    outcome = models.CharField(max_length=12, choices=Outcome)
    language = models.CharField(max_length=7, choices=languages.as_choices())
    version = models.PositiveSmallIntegerField(default=1)
    translates = models.PositiveSmallIntegerField("translated from version", null=True)
    subject = models.CharField(max_length=120)
    body = models.TextField()
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    edited_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = "letter text"
        ordering = ["call", "outcome", "language", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "outcome", "language", "version"],
                name="one_letter_text_a_version",
            ),
            models.CheckConstraint(
                condition=Q(language=languages.ENGLISH.code, translates=None)
                | ~Q(language=languages.ENGLISH.code) & Q(translates__isnull=False),
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
                condition=Q(checked_by=None) | Q(edited_by=None) | ~Q(checked_by=F("edited_by")),
                name="nobody_checks_their_own_letter_text",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="letter_words_are_never_changed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["checked_by", "checked_at"]),
            ),
            pgtrigger.Trigger(
                name="placeholders_are_those_of_the_english",
                when=pgtrigger.After,  # a copied call gets its texts in one statement
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__translates__isnull=False),
                func=body("selection", "placeholders_are_those_of_the_english"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {languages.english_name(self.language)}"

    @property
    def is_english(self) -> bool:
        """Whether it is what the translations are made from."""
        return self.language == languages.ENGLISH.code

    @property
    def in_language(self) -> languages.Language:
        """Its language."""
        return languages.BY_CODE[self.language]


class LetterReading(models.Model):
    """Somebody has read a text as it goes in this release; append-only."""

    privacy = {privacy.RECORD: ["id", "release", "template", "at"], privacy.STAFF: ["by"]}
    history_leaves_out = "all"  # append-only: it is its own history

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="letter_readings")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = "reading of a letter text"
        verbose_name_plural = "readings of letter texts"
        constraints = [
            models.UniqueConstraint(
                fields=["release", "template", "by"], name="one_reading_a_person_a_release"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="readings_of_letters_are_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} read for {self.release}"


_RETURN = ["returned_by", "returned_at", "return_reason"]
_LATER = ["mail", "printed_by", "printed_at", *_RETURN]


@tracked()
class Letter(models.Model):
    """The answer to one person, as it went: by email, on paper, or told.

    Its words are those of `template`, which never change, and of `english` below them where nobody
    has checked the translation. One that came back stays, and another may follow it.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "decision",
            "template",
            "english",
            "channel",
            "why",
            "mail",
            "let_go_at",
            "printed_at",
            "returned_at",
            "return_reason",
        ],
        privacy.STAFF: ["let_go_by", "printed_by", "returned_by"],
    }

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="letters")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="letters")
    english = models.ForeignKey(
        LetterTemplate, on_delete=models.PROTECT, null=True, related_name="+"
    )
    channel = models.CharField(max_length=6, choices=LetterChannel)
    why = models.CharField("why not eligible", max_length=9, choices=Ineligibility, blank=True)
    mail = models.OneToOneField(
        OutgoingMail, on_delete=models.SET_NULL, null=True, related_name="letter"
    )
    let_go_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    let_go_at = models.DateTimeField(auto_now_add=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    printed_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(
        "why it came back", max_length=8, choices=ReturnReason, blank=True
    )

    class Meta:
        default_permissions = ()
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "channel"],
                condition=Q(returned_at=None),
                name="one_letter_a_decision_a_channel",
            ),
            models.CheckConstraint(
                condition=Q(printed_by=None, printed_at=None)
                | Q(
                    printed_by__isnull=False,
                    printed_at__isnull=False,
                    channel=LetterChannel.PRINT,
                ),
                name="a_printed_letter_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(returned_by=None, returned_at=None, return_reason="")
                | Q(returned_by__isnull=False, returned_at__isnull=False)
                & ~Q(return_reason="")
                & ~Q(channel=LetterChannel.SPOKEN),
                name="a_returned_letter_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(mail=None) | Q(channel=LetterChannel.MAIL),
                name="only_an_emailed_letter_has_a_mail",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_letter_says_what_was_decided",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=body("selection", "a_letter_says_what_was_decided"),
            ),
            pgtrigger.Protect(name="a_letter_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="a_letter_stays_as_it_went",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=_LATER),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.get_channel_display()}"

    @property
    def state(self) -> LetterState:
        """Where it is now."""
        if self.returned_at:
            return LetterState.RETURNED
        if self.channel == LetterChannel.SPOKEN:
            return LetterState.TOLD
        if self.channel == LetterChannel.PRINT:
            return LetterState.PRINTED if self.printed_at else LetterState.TO_PRINT
        return _state_of(self.mail)

    @property
    def pill(self) -> Pill:
        """Where it is now."""
        return self.state.pill


def _state_of(mail: OutgoingMail | None) -> LetterState:
    if mail is None:
        return LetterState.ERASED
    if mail.sent_at:
        return LetterState.SENT
    return LetterState.REFUSED if mail.attempts else LetterState.QUEUED
