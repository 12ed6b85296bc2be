"""The about-you answers, apart from everything else. Only this module holds them."""

from django.db import models

from applications.enums import Part
from applications.models.answer import GivenAnswer, as_typed
from applications.models.application import Revision
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

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")

    objects = WithoutPracticeByRevision()
    with_practice = WithPractice()

    class Meta(GivenAnswer.Meta):
        pass


def about_you_as_sent(revision: Revision) -> dict[str, str | list[str]]:
    """The about-you answers of one revision, as the form took them; for the applicant alone."""
    questions = revision.application.call.questions.filter(part=Part.ABOUT_YOU)
    return as_typed(questions, AboutYouAnswer.objects.filter(revision=revision))
