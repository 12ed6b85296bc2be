"""What a clerk noted about an application that came on paper or by phone."""

from django.conf import settings
from django.db import models

from applications.models.application import Revision
from applications.models.practice import WithoutPracticeByRevision, WithPractice
from core import privacy
from core.history import tracked


@tracked()
class PaperEntry(models.Model):
    """Who typed it in, when, and what the envelope said."""

    privacy = {
        privacy.RECORD: ["revision", "postmarked_on", "signature_seen", "entered_at"],
        privacy.STAFF: ["entered_by"],
    }

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, primary_key=True, related_name="paper_entry"
    )
    postmarked_on = models.DateField(null=True, blank=True)
    signature_seen = models.BooleanField(default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = WithoutPracticeByRevision()
    with_practice = WithPractice()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"paper entry of revision {self.pk}"
