"""The meetings of a group, who was there, and what a host reads of their members’ needs."""

from django.conf import settings
from django.db import models

from applications.models import Call
from core import dates, privacy
from core.history import tracked
from selection.enums import Presence
from selection.models.seat import Seat


@tracked()
class Meeting(models.Model):
    """One meeting; `place` also says how to join, where it is online."""

    privacy = {
        privacy.RECORD: ["id", "call", "begins_at", "place", "added_at"],
        privacy.STAFF: ["added_by"],
    }

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField("begins")
    place = models.TextField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "begins_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "begins_at"], name="a_group_meets_once_at_a_time"
            ),
            dates.moments_in_range("begins_at", name="a_meeting_is_between_2000_and_2099"),
        ]

    def __str__(self) -> str:
        return f"meeting of {self.begins_at:%Y-%m-%d}"


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
