"""The about-you answers, apart from everything else. Only this module holds them."""

from django.db import models

from applications.models.answer import GivenAnswer
from applications.models.application import Revision
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

    class Meta(GivenAnswer.Meta):
        pass
