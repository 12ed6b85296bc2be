"""The about-you answers, separate from everything else; no other module has them."""

from collections.abc import Iterable

from django.db import models
from django.db.models import QuerySet

from applications.enums import Part
from applications.models.answer import BaseAnswer, answer_values, as_form_data
from applications.models.application import Revision
from applications.models.draft import AboutYouDraft, Draft
from applications.models.practice import WithoutPracticeByRevision, WithPractice
from core import privacy
from core.history import tracked


@tracked(leave_out=["choice", "text"])
class AboutYouAnswer(BaseAnswer):
    """One identity answer; no join leads here from an application."""

    privacy = {
        privacy.RECORD: ["id", "revision", "question"],
        privacy.SPECIAL: ["choice", "text"],
    }
    leads_to_applicant = "revision__application"

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")

    objects = WithoutPracticeByRevision()
    with_practice = WithPractice()

    class Meta(BaseAnswer.Meta):
        verbose_name = "about-you answer"


def about_you_as_sent(revision: Revision) -> dict[str, str | list[str]]:
    """The about-you answers of one revision in the form's shape; only for the applicant."""
    questions = revision.application.call.questions.filter(part=Part.ABOUT_YOU)
    return as_form_data(questions, AboutYouAnswer.objects.filter(revision=revision))


def about_you_is_as_sent(revision: Revision, answers: dict[str, str | list[str]]) -> bool:
    """Whether these are the about-you answers of a revision, without returning any."""
    return answers == about_you_as_sent(revision)


def about_you_is_changed(correction: Draft, revision: Revision) -> bool:
    """Whether a correction says anything else than was sent, right or not yet; without telling."""
    apart = AboutYouDraft.objects.get(draft=correction)
    return bool(apart.typed) or apart.answers not in (None, about_you_as_sent(revision))


def about_you_for_staff(revision: Revision) -> list[AboutYouAnswer]:
    """The about-you answers of one revision, in the form's order.

    The caller must have recorded the access event and its reason before.
    """
    answers = AboutYouAnswer.objects.filter(revision=revision).select_related("question", "choice")
    return list(answers.order_by("question__order", "choice__order"))


def about_you_for_export(applications: Iterable[int]) -> QuerySet[AboutYouAnswer]:
    """The current about-you answers of several applications, for an export with a reason.

    Values as in `answer.answer_values`.
    """
    answers = AboutYouAnswer.objects.filter(
        revision__application__in=applications, revision__is_current=True
    )
    return answer_values(answers)
