"""Translations of answers, kept beside the words that were sent; those are never altered."""

from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from applications.enums import TranslationStatus
from applications.models.answer import Answer
from applications.models.practice import APPLICATION_OF_ANSWER, refused_to_practice
from core import languages, privacy
from core.history import tracked

CLAIMED_FOR = timedelta(minutes=30)  # since the last time that anything was saved
_LANGUAGES = [(language.code, language.english_name) for language in languages.ALL]
LANGUAGES_WRITTEN = [*_LANGUAGES, (languages.UNLISTED, "Another language")]


def _together(name: str) -> Q:
    """Who and when of one thing: both, or neither."""
    who, when = f"{name}_by__isnull", f"{name}_at__isnull"
    return Q(**{who: True, when: True}) | Q(**{who: False, when: False})


@tracked(leave_out=["language"])
class AnswerLanguage(models.Model):
    """The language that an answer is really in, where staff said so: it goes before the form's.

    Like a translation it belongs to the first revision that said these words.
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
            refused_to_practice(
                name="practice_is_in_no_language", application=APPLICATION_OF_ANSWER
            )
        ]

    def __str__(self) -> str:
        return f"language of answer {self.pk}"


@tracked(leave_out=["language", "text", "note"])
class Translation(models.Model):
    """The English of one answer, made by one person and checked by another.

    It belongs to the first revision that said these words, and holds for every later revision
    that says the same: a correction makes only the changed answers wait again.
    """

    privacy = {
        privacy.RECORD: [
            "id", "answer", "status", "claimed_at", "translated_at", "checked_at", "sent_back_at",
        ],
        privacy.ANSWER: ["language", "text", "note"],  # a note may quote what somebody wrote
        privacy.STAFF: ["claimed_by", "translated_by", "checked_by", "sent_back_by"],
    }  # fmt: skip
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
                condition=_together("claimed")
                & _together("translated")
                & _together("checked")
                & _together("sent_back"),
                name="a_translation_says_who_and_when_together",
            ),
            models.CheckConstraint(
                condition=~Q(language=languages.ENGLISH.code),
                name="english_is_not_translated_into_english",
            ),
        ]
        triggers = [
            # What a checker read is what reviewers get: to change it, it is sent back first.
            pgtrigger.Protect(
                name="a_finished_translation_keeps_its_words",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                & ~pgtrigger.Q(old__status=TranslationStatus.DRAFT),
            ),
            refused_to_practice(
                name="practice_is_never_translated", application=APPLICATION_OF_ANSWER
            ),
        ]

    def __str__(self) -> str:
        return f"translation {self.pk}"

    def is_held_by_another(self, user: models.Model, moment: datetime) -> bool:
        """Whether somebody else is at work on it at `moment`; a claim runs out by itself."""
        if self.claimed_by_id is None or self.claimed_by_id == user.pk:
            return False
        return moment < self.claimed_at + CLAIMED_FOR


@tracked()
class LanguageRead(models.Model):
    """A language that a translator reads: theirs come first. It grants nothing."""

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
    """Each with `first_id`, `language` and what there is of a translation.

    `first_id` is the answer of the first revision with the same words, which translations
    belong to. `language` is what staff said, else the form's. `translated` is the English once
    it was handed in, else None; `translation_status` is None where nobody has begun.
    """
    same_words = Answer.objects.filter(
        revision__application=OuterRef("revision__application"),
        question=OuterRef("question"),
        choice=None,
        text=OuterRef("text"),
    ).order_by("revision__number")  # fmt: skip
    first = Case(  # the first revision need not look for an earlier one
        When(revision__number=1, then=F("pk")), default=Subquery(same_words.values("pk")[:1])
    )
    marked = AnswerLanguage.objects.filter(answer=OuterRef("first_id")).values("language")
    of_it = Translation.objects.filter(answer=OuterRef("first_id"))
    handed_in = of_it.exclude(status=TranslationStatus.DRAFT)
    return answers.annotate(first_id=first).annotate(
        language=Coalesce(Subquery(marked), F("revision__language")),
        is_marked=models.Exists(marked),
        translation_status=Subquery(of_it.values("status")),
        translated=Subquery(handed_in.values("text")),
    )
