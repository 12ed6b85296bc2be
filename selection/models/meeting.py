"""The meetings of a group, who was there, and what a host reads of their members’ needs."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models import Call
from core import dates, privacy
from core.database_code import body
from core.history import tracked
from selection.enums import Presence
from selection.models.seat import Seat


@tracked()
class Meeting(models.Model):
    """One meeting; `place` also says how to join, where it is online.

    Its history keeps when and where it was to be. One that is canceled stays, and stays canceled.
    """

    privacy = {
        privacy.RECORD: ["id", "call", "begins_at", "place", "added_at", "cancelled_at"],
        privacy.STAFF: ["added_by", "cancelled_by", "cancelled_because"],
    }

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField("begins")
    place = models.TextField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="canceled by",
    )
    cancelled_at = models.DateTimeField("canceled", null=True)
    cancelled_because = models.TextField("canceled because", blank=True, default="", db_default="")

    class Meta:
        default_permissions = ()
        ordering = ["call", "begins_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "begins_at"],
                condition=Q(cancelled_at=None),
                name="a_group_meets_once_at_a_time",
            ),
            dates.moments_in_range("begins_at", name="a_meeting_is_between_2000_and_2099"),
            models.CheckConstraint(
                condition=Q(cancelled_by=None, cancelled_at=None, cancelled_because="")
                | Q(cancelled_by__isnull=False, cancelled_at__isnull=False)
                & ~Q(cancelled_because=""),
                name="a_canceled_meeting_says_who_when_and_why",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_canceled_meeting_stays_canceled",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__cancelled_at__isnull=False),
            ),
            pgtrigger.Trigger(
                name="a_meeting_that_was_held_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("begins_at", "cancelled_at"),
                func=body("selection", "a_meeting_that_was_held_stands"),
            ),
        ]

    def __str__(self) -> str:
        return f"meeting of {self.begins_at:%Y-%m-%d}"

    @property
    def is_canceled(self) -> bool:
        """Whether it does not take place."""
        return self.cancelled_at is not None

    @property
    def has_begun(self) -> bool:
        """Whether people are or were there."""
        return not self.is_canceled and self.begins_at <= timezone.now()


@tracked()
class Attendance(models.Model):
    """Whether the member of one seat was at one meeting."""

    privacy = {privacy.RECORD: ["id", "meeting", "seat", "presence"]}

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=7, choices=Presence)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat"], name="a_member_is_noted_once_a_meeting"
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="nobody_was_at_a_canceled_meeting",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("its_cancelling", "timestamptz")],
                func=body("selection", "nobody_was_at_a_canceled_meeting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.presence}"


@tracked(leave_out=["asked", "text"])
class NeedInEnglish(models.Model):
    """What a member asked for in another language, in English, for the host of a meeting.

    `asked` is what it was made of: it is out of date once they ask for something else.
    """

    privacy = {
        privacy.RECORD: ["seat", "at"],
        privacy.ANSWER: ["asked", "text"],
        privacy.STAFF: ["by"],
    }
    leads_to_applicant = "seat__offer__decision__application"

    seat = models.OneToOneField(
        Seat, on_delete=models.PROTECT, primary_key=True, related_name="in_english"
    )
    asked = models.TextField()
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        verbose_name = "need in English"
        verbose_name_plural = "needs in English"

    def __str__(self) -> str:
        return f"what {self.seat} asked for"
