"""Spans of time in which readers have certain rights."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from applications.models import Call
from core import dates, privacy
from core.history import tracked
from reviewers.enums import OthersOpen


@tracked()
class ReviewPhase(models.Model):
    """A phase of reviewing; all rights of readers are those of the phase that is now."""

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "call",
            "name",
            "begins_at",
            "ends_at",
            "may_score",
            "may_comment",
            "others_open",
            "only_redacted",
        ]
    }

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="review_phases")
    name = models.CharField(max_length=60)
    begins_at = models.DateTimeField("begins")
    ends_at = models.DateTimeField("ends")
    may_score = models.BooleanField("readers may score", default=True)
    may_comment = models.BooleanField("readers may comment", default=True)
    others_open = models.CharField(
        "others’ scores and comments are open",
        max_length=9,
        choices=OthersOpen,
        default=OthersOpen.NEVER,
    )
    only_redacted = models.BooleanField("readers get only checked copies", default=False)

    class Meta:
        default_permissions = ()
        ordering = ["call", "begins_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="a_phase_ends_after_it_begins"
            ),
            dates.moments_in_range("begins_at", "ends_at", name="a_phase_is_between_2000_and_2099"),
            ExclusionConstraint(
                name="phases_of_a_call_do_not_overlap",
                expressions=[
                    ("call", RangeOperators.EQUAL),
                    (
                        Func(
                            "begins_at",
                            "ends_at",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Whether it is the phase that is now."""
        return self.pk is not None and self.begins_at <= timezone.now() < self.ends_at
