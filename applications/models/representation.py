"""The about-you answers, apart from everything else. Only this module holds them."""

from collections.abc import Iterable

from django.db import models
from django.db.models import QuerySet

from applications.enums import Part
from applications.models.answer import GivenAnswer, as_typed, as_words
from applications.models.application import Revision
from applications.models.draft import AboutYouDraft, Draft
from applications.models.practice import WithoutPracticeByRevision, WithPractice
from core import privacy
from core.history import tracked


@tracked(leave_out=["choice", "text"])
class AboutYouAnswer(GivenAnswer):
    """One identity answer; no join leads here from an application."""

    privacy = {
        privacy.RECORD: ["id", "revision", "question"],
        privacy.SPECIAL: ["choice", "text"],
    }
    leads_to_applicant = "revision__application"

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")

    objects = WithoutPracticeByRevision()
    with_practice = WithPractice()

    class Meta(GivenAnswer.Meta):
        verbose_name_plural = "about-you answers"


def about_you_as_sent(revision: Revision) -> dict[str, str | list[str]]:
    """The about-you answers of one revision, as the form took them; for the applicant alone."""
    questions = revision.application.call.questions.filter(part=Part.ABOUT_YOU)
    return as_typed(questions, AboutYouAnswer.objects.filter(revision=revision))


def about_you_is_as_sent(revision: Revision, answers: dict[str, str | list[str]]) -> bool:
    """Whether these are the about-you answers of one revision, without telling any of them."""
    return answers == about_you_as_sent(revision)


def about_you_is_changed(correction: Draft, revision: Revision) -> bool:
    """Whether a correction says anything else than was sent, right or not yet; without telling."""
    apart = AboutYouDraft.objects.get(draft=correction)
    return bool(apart.typed) or apart.answers not in (None, about_you_as_sent(revision))


def about_you_opened(revision: Revision) -> list[AboutYouAnswer]:
    """The about-you answers of one revision in the order of the form, for staff.

    Whoever calls it has written the access event and its reason before.
    """
    answers = AboutYouAnswer.objects.filter(revision=revision).select_related("question", "choice")
    return list(answers.order_by("question__order", "choice__order"))


def about_you_exported(applications: Iterable[int]) -> QuerySet[AboutYouAnswer]:
    """The current about-you answers of several applications, for an export with a reason.

    As `answer.as_words` gives them.
    """
    answers = AboutYouAnswer.objects.filter(
        revision__application__in=applications, revision__is_current=True
    )
    return as_words(answers)
