"""The lot of a call: what decides between panels that are equally good."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models import Call
from core import privacy
from core.history import tracked
from reviewers.models import ScoreVersion
from selection.models.target import TargetSet


@tracked()
class Lot(models.Model):
    """Drawn in public after scores and targets are frozen, and typed in by two people.

    `source` is named beforehand. `typed` is what the first person typed; it is the lot once a
    second person has typed the same. It was drawn for one version of the targets and one of the
    scores: proposals from others are provisional.
    """

    privacy = {
        privacy.CONFIGURATION: [
            "call",
            "source",
            "named_at",
            "typed",
            "typed_at",
            "confirmed_at",
            "target_set",
            "score_version",
        ],
        privacy.STAFF: ["named_by", "typed_by", "confirmed_by"],
    }

    call = models.OneToOneField(
        Call, on_delete=models.PROTECT, primary_key=True, related_name="lot"
    )
    source = models.CharField(max_length=200)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField(auto_now_add=True)
    target_set = models.ForeignKey(TargetSet, on_delete=models.PROTECT, null=True, related_name="+")
    score_version = models.ForeignKey(
        ScoreVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    typed = models.CharField("lot", max_length=100, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    typed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="")
                & (
                    Q(typed="", typed_by=None, typed_at=None)
                    & Q(target_set=None, score_version=None)
                    | ~Q(typed="")
                    & Q(typed_by__isnull=False, typed_at__isnull=False)
                    & Q(target_set__isnull=False, score_version__isnull=False)
                ),
                name="a_lot_is_drawn_after_scores_and_targets_are_frozen",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & ~Q(typed="")
                & ~Q(confirmed_by=F("typed_by")),
                name="a_lot_is_typed_by_two_people",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_lot_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__confirmed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"lot of {self.call}"
