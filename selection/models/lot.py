"""The lot of a call: what decides between panels that are equally good."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models import Call
from core import dates, privacy
from core.history import tracked
from reviewers.models import ScoreVersion
from selection.models.target import TargetSet


@tracked()
class Lot(models.Model):
    """Drawn in public after scores and targets are frozen, and typed in by two people.

    `source` and when it `takes_place_at` are named beforehand. `typed` is what the first person
    typed; it is the lot once a second person has typed the same. It was drawn for one version of
    the targets and one of the scores: proposals from others are provisional.
    """

    privacy = {
        privacy.CONFIGURATION: [
            "call",
            "source",
            "takes_place_at",
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
    takes_place_at = models.DateTimeField(null=True)
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
            models.CheckConstraint(
                condition=Q(takes_place_at=None) | Q(takes_place_at__gt=F("named_at")),
                name="a_draw_is_named_before_it_takes_place",
            ),
            models.CheckConstraint(
                condition=Q(typed="")
                | Q(takes_place_at__isnull=False, typed_at__gte=F("takes_place_at")),
                name="a_lot_is_typed_after_its_draw",
            ),
            dates.moments_in_range(
                "takes_place_at", name="a_draw_takes_place_between_2000_and_2099"
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

    def is_later_than(self, targets: TargetSet, scores: ScoreVersion) -> bool:
        """Whether the draw takes place after these targets and scores were made."""
        made = [each.made_at for each in (targets, scores) if each.made_at]
        return all(at <= self.takes_place_at for at in made)


class ReplacedDraw(models.Model):
    """A draw that was named and then replaced by another one, with what was typed of it."""

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "call",
            "source",
            "takes_place_at",
            "named_at",
            "typed",
            "typed_at",
            "reason",
            "at",
        ],
        privacy.STAFF: ["named_by", "typed_by", "by"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="replaced_draws")
    source = models.CharField(max_length=200)
    takes_place_at = models.DateTimeField(null=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField()
    typed = models.CharField("lot", max_length=100, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    typed_at = models.DateTimeField(null=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["call", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="replacing_a_draw_says_why"),
            models.CheckConstraint(
                condition=Q(typed="", typed_by=None, typed_at=None)
                | ~Q(typed="") & Q(typed_by__isnull=False, typed_at__isnull=False),
                name="what_was_typed_of_a_replaced_draw_says_who_and_when",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="replaced_draws_are_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return self.source
