"""The words of letters, version by version, and who has read them before a release."""

from collections.abc import Iterable, Iterator

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.calls.city_data import CityData
from applications.models import Call
from core import languages, privacy
from core.database_code import body
from core.history import tracked
from selection.enums import Outcome
from selection.models.release import Release


def of_city(call: Call, city: CityData) -> Iterator["LetterTemplate"]:
    """The city's letters that a call has not, English first; none where staff wrote their own."""
    texts = {
        (text.outcome, text.language): text
        for text in newest(LetterTemplate.objects.filter(call=call))
    }
    for letter in city.entries("letters.json"):
        outcome = letter["outcome"]
        english = texts.get((outcome, languages.ENGLISH.code))
        if english and english.version > 1:
            continue
        words = city.by_language(letter, "subject", "body", at=("letters", outcome))
        for code, own in words.items():
            if (outcome, code) not in texts:
                translates = None if code == languages.ENGLISH.code else 1
                yield LetterTemplate(
                    call=call, outcome=outcome, language=code, translates=translates, **own
                )


def newest(texts: Iterable["LetterTemplate"]) -> list["LetterTemplate"]:
    """Of each outcome and language the newest version, out of all of them."""
    found: dict[tuple[int, str, str], LetterTemplate] = {}
    for text in sorted(texts, key=lambda text: text.version):
        found[text.call_id, text.outcome, text.language] = text
    return list(found.values())


def in_use(texts: Iterable["LetterTemplate"]) -> list["LetterTemplate"]:
    """The newest of each, and of the English what a translation was made from."""
    every = list(texts)
    found = newest(every)
    sources = {(text.outcome, text.translates) for text in found if text.translates}
    english = [text for text in every if text.is_english and text not in found]
    return [*found, *(text for text in english if (text.outcome, text.version) in sources)]


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
    copied_rows = staticmethod(in_use)
    loaded_with_call = staticmethod(of_city)

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
