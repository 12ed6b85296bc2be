"""A decision about one applicant: made by one person, released by another."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from applications.models import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.database_code import body
from core.history import tracked
from core.pills import Pill
from selection.enums import Caution, DecisionStatus, Outcome


@tracked()
class Decision(models.Model):
    """Pending until a second person releases it; a released decision never changes."""

    privacy = {
        privacy.RECORD: [
            "id",
            "application",
            "outcome",
            "status",
            "despite",
            "decided_at",
            "released_at",
        ],
        privacy.STAFF: ["decided_by", "released_by"],
    }

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    status = models.CharField(max_length=10, choices=DecisionStatus, default=DecisionStatus.PENDING)
    despite = ArrayField(
        models.CharField(max_length=12, choices=Caution),
        verbose_name="chosen although",
        default=list,
        blank=True,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(status=DecisionStatus.PENDING, released_by=None, released_at=None)
                | Q(
                    status=DecisionStatus.RELEASED,
                    released_by__isnull=False,
                    released_at__isnull=False,
                ),
                name="a_released_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("decided_by")),
                name="nobody_releases_what_they_decided",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_released_decision_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status=DecisionStatus.RELEASED),
            ),
            pgtrigger.Trigger(
                name="only_somebody_who_counts_is_chosen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=body("selection", "only_somebody_who_counts_is_chosen"),
            ),
            pgtrigger.Trigger(
                name="what_is_unusual_is_confirmed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=body("selection", "what_is_unusual_is_confirmed"),
            ),
            refuse_practice_rows(
                name="a_practice_application_is_never_decided", application="NEW.application_id"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.outcome}"

    @property
    def pill(self) -> Pill:
        """Its status."""
        return DecisionStatus(self.status).pill

    @property
    def cautions(self) -> list[Caution]:
        """What was unusual and confirmed."""
        return [Caution(each) for each in self.despite]
