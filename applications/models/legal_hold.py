"""Legal holds: applications that must not be erased."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models.application import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked

_STAFF = settings.AUTH_USER_MODEL


@tracked()
class LegalHold(models.Model):
    """Nothing of this application may be erased until the hold is lifted."""

    privacy = {
        privacy.RECORD: ["id", "application", "placed_at", "lifted_at"],
        privacy.STAFF: ["placed_by", "lifted_by", "reason"],
    }

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    placed_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(lifted_at=None),
                name="one_standing_hold_an_application",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_at=None)
                | Q(lifted_by__isnull=False, lifted_at__isnull=False),
                name="a_lifted_hold_says_who_and_when",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_says_why"),
        ]
        triggers = [
            refuse_practice_rows(
                name="practice_is_never_held_for_the_law",
                application="NEW.application_id",
            ),
        ]

    def __str__(self) -> str:
        return f"legal hold {self.pk}"
