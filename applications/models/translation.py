"""Translations of answers; the answers themselves never change."""

from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from applications.enums import TranslationStatus
from applications.models.answer import Answer
from applications.models.practice import APPLICATION_OF_ANSWER, refuse_practice_rows
from core import languages, privacy
from core.history import tracked
from core.pills import Pill

CLAIMED_FOR = timedelta(minutes=30)  # since something was last saved
_LANGUAGES = [(language.code, language.english_name) for language in languages.ALL]
LANGUAGES_WRITTEN = [*_LANGUAGES, (languages.UNLISTED, "Another language")]


def _both_or_neither(name: str) -> Q:
    """Who and when are both set, or neither."""
    who, when = f"{name}_by__isnull", f"{name}_at__isnull"
    return Q(**{who: True, when: True}) | Q(**{who: False, when: False})


@tracked(leave_out=["language"])
class AnswerLanguage(models.Model):
    """The language of an answer as staff corrected it; it takes precedence over the form's.

    Like a translation it belongs to the first revision with this text.
    """

    privacy = {
        privacy.RECORD: ["answer", "set_at"],
        privacy.ANSWER: ["language"],
        privacy.STAFF: ["set_by"],
    }
    leads_to_applicant = "answer__revision__application"

    answer = models.OneToOneField(
        Answer, on_delete=models.PROTECT, primary_key=True, related_name="marked"
    )
    language = models.CharField(max_length=7, choices=LANGUAGES_WRITTEN)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        triggers = [
            refuse_practice_rows(
                name="practice_is_in_no_language", application=APPLICATION_OF_ANSWER
            )
        ]

    def __str__(self) -> str:
        return f"language of answer {self.pk}"


@tracked(leave_out=["language", "text", "note"])
class Translation(models.Model):
    """The English of one answer, translated by one person and checked by another.

    It belongs to the first revision with this text, and is used for every later revision with
    the same text: after a correction only changed answers need a translation.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "answer",
            "status",
            "claimed_at",
            "translated_at",
            "checked_at",
            "sent_back_at",
        ],
        privacy.ANSWER: ["language", "text", "note"],  # a note may quote the answer
        privacy.STAFF: ["claimed_by", "translated_by", "checked_by", "sent_back_by"],
    }
    leads_to_applicant = "answer__revision__application"

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="translation")
    language = models.CharField(max_length=7, choices=LANGUAGES_WRITTEN)
    status = models.CharField(
        max_length=8, choices=TranslationStatus, default=TranslationStatus.DRAFT
    )
    text = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="Why it was sent back last.")
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    translated_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    sent_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_back_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("translated_by")),
                name="nobody_checks_their_own_translation",
            ),
            models.CheckConstraint(
                condition=Q(status=TranslationStatus.DRAFT, checked_by=None)
                | Q(
                    status=TranslationStatus.TO_CHECK,
                    translated_by__isnull=False,
                    checked_by=None,
                    claimed_by=None,
                )
                | Q(
                    status=TranslationStatus.CHECKED,
                    translated_by__isnull=False,
                    checked_by__isnull=False,
                    claimed_by=None,
                ),
                name="a_translation_says_who_made_and_who_checked_it",
            ),
            models.CheckConstraint(
                condition=Q(status=TranslationStatus.DRAFT) | ~Q(text=""),
                name="a_finished_translation_has_words",
            ),
            models.CheckConstraint(
                condition=_both_or_neither("claimed")
                & _both_or_neither("translated")
                & _both_or_neither("checked")
                & _both_or_neither("sent_back"),
                name="a_translation_says_who_and_when_together",
            ),
            models.CheckConstraint(
                condition=~Q(language=languages.ENGLISH.code),
                name="english_is_not_translated_into_english",
            ),
        ]
        triggers = [
            # Reviewers see exactly what the checker read: to change it, it must be sent back first.
            pgtrigger.Protect(
                name="a_finished_translation_keeps_its_words",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                & ~pgtrigger.Q(old__status=TranslationStatus.DRAFT),
            ),
            refuse_practice_rows(
                name="practice_is_never_translated", application=APPLICATION_OF_ANSWER
            ),
        ]

    def __str__(self) -> str:
        return f"translation {self.pk}"

    @property
    def pill(self) -> Pill:
        """Its status."""
        return TranslationStatus(self.status).pill

    def is_claimed_by_another(self, user: models.Model, moment: datetime) -> bool:
        """Whether somebody else has claimed it at `moment`; claims expire."""
        if self.claimed_by_id is None or self.claimed_by_id == user.pk:
            return False
        return moment < self.claimed_at + CLAIMED_FOR


@tracked()
class LanguageRead(models.Model):
    """A language that a translator reads; sorts their queue, grants no permission."""

    privacy = {privacy.STAFF: ["id", "user", "language"]}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="languages_read"
    )
    language = models.CharField(max_length=7, choices=LANGUAGES_WRITTEN)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "language"], name="somebody_reads_a_language_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_language_display()


def with_translations(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """Answers with `first_id`, `language`, `is_marked`, `translation_status` and `translated`.

    `first_id` is the answer of the first revision with the same text, to which translations
    belong. `language` is what staff said, else the form's. `translated` is the English once
    submitted for checking, else None; `translation_status` is None if nobody has begun.
    """
    same_words = Answer.objects.filter(
        revision__application=OuterRef("revision__application"),
        question=OuterRef("question"),
        choice=None,
        text=OuterRef("text"),
    ).order_by("revision__number")
    first = Case(  # the first revision need not look for an earlier one
        When(revision__number=1, then=F("pk")), default=Subquery(same_words.values("pk")[:1])
    )
    marked = AnswerLanguage.objects.filter(answer=OuterRef("first_id")).values("language")
    translations = Translation.objects.filter(answer=OuterRef("first_id"))
    submitted = translations.exclude(status=TranslationStatus.DRAFT)
    return answers.annotate(first_id=first).annotate(
        language=Coalesce(Subquery(marked), F("revision__language")),
        is_marked=models.Exists(marked),
        translation_status=Subquery(translations.values("status")),
        translated=Subquery(submitted.values("text")),
    )
