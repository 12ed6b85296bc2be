"""Copies of answers for reviewers, without identifying words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from applications.enums import RedactionKind
from applications.models.answer import Answer
from applications.models.practice import APPLICATION_OF_ANSWER, refuse_practice_rows
from core import privacy
from core.actions import Refused
from core.history import tracked
from core.pills import Pill, Tone

BLANK = "█████"  # always the same length, which must not reveal a name's


@tracked(leave_out=["text", "words"])
class Redaction(models.Model):
    """What reviewers see in pattern of an answer, which itself is never changed.

    `version` goes up with each change; saving names the version that was shown.
    """

    privacy = {
        privacy.RECORD: ["answer", "kind", "version", "at"],
        privacy.STAFF: ["by"],
        privacy.ANSWER: ["text", "words"],
    }
    leads_to_applicant = "answer__revision__application"

    answer = models.OneToOneField(
        Answer, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=RedactionKind)
    text = models.TextField(blank=True)
    words = models.TextField(blank=True, help_text="What is blanked, one a line.")
    version = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RedactionKind.BLANKED, text__contains=BLANK)
                | ~Q(kind=RedactionKind.BLANKED) & Q(text="", words=""),
                name="only_a_blanked_copy_has_a_text_and_blanks",
            )
        ]
        triggers = [
            refuse_practice_rows(
                name="practice_is_never_redacted",
                application=APPLICATION_OF_ANSWER,
            ),
        ]

    def __str__(self) -> str:
        return f"redaction of answer {self.pk}"


@dataclass(frozen=True)
class ReviewerCopy:
    """What reviewers see of one answer; `text` is "" if it is withheld.

    `decided` is None if staff have not decided about this revision's answer.
    """

    kind: RedactionKind
    text: str
    decided: Redaction | None

    @property
    def pill(self) -> Pill | None:
        """How staff see it beside the answer; None if nobody has looked at it."""
        if self.decided is None and self.kind == RedactionKind.WITHHELD:
            return Pill("Corrected: look again, reviewers get nothing", Tone.WARN)
        return self.kind.pill if self.decided else None


def copy_for_reviewers(answer: Answer, redactions: Iterable[Redaction]) -> ReviewerCopy:
    """What reviewers see of `answer`, given the redactions of all revisions of the application.

    Blanked words never reappear: an answer corrected after a redaction is withheld until staff
    have looked at it again.
    """
    of_question = [each for each in redactions if each.answer.question_id == answer.question_id]
    decided = next((each for each in of_question if each.pk == answer.pk), None)
    if decided is not None:
        kind = RedactionKind(decided.kind)
    elif any(each.kind != RedactionKind.AS_IS for each in of_question):
        kind = RedactionKind.WITHHELD
    else:
        kind = RedactionKind.AS_IS
    if kind == RedactionKind.BLANKED:
        return ReviewerCopy(kind, decided.text, decided)
    return ReviewerCopy(kind, answer.text if kind == RedactionKind.AS_IS else "", decided)


def unredacted(answers: models.QuerySet[Answer]) -> models.QuerySet[Answer]:
    """Answers that reviewers see unchanged: the rule of `copy_for_reviewers` as a query."""
    of_question = Redaction.objects.filter(
        answer__question=OuterRef("question"),
        answer__revision__application=OuterRef("revision__application"),
    ).exclude(kind=RedactionKind.AS_IS)
    kept_as_is = Redaction.objects.filter(pk=OuterRef("pk"), kind=RedactionKind.AS_IS)
    return answers.filter(Exists(kept_as_is) | ~Exists(of_question))


def blank_out(text: str, words: list[str]) -> str:
    """Blank every occurrence of `words` in `text`, in any case; longest words first.

    In scripts with capitals only whole words: Ann, not Anniversary. Refused for a word that is
    not in `text`.
    """
    for word in sorted(words, key=len, reverse=True):
        edge = r"(?<!\w){}(?!\w)" if word.lower() != word.upper() else "{}"
        pattern = re.compile(edge.format(re.escape(word)), re.IGNORECASE)
        if not pattern.search(text) and not _is_inside(word, words):
            raise Refused(
                f"“{word}” does not stand in this answer.", "word_not_there", field="words"
            )
        text = pattern.sub(BLANK, text)
    return text


def _is_inside(word: str, words: list[str]) -> bool:
    """Whether it is part of a longer word, so may be blanked already."""
    return any(word.lower() in other.lower() for other in words if other != word)
