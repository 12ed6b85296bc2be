"""Rounds in which reserves are asked whether they would still take a seat."""

from django.conf import settings
from django.db import models

from applications.models import Application, Call
from applications.models.practice import refuse_practice_rows
from core import dates, privacy
from core.history import tracked


@tracked()
class AvailabilityRound(models.Model):
    """One round of a call; the answers are `still_available_at` of the applications."""

    privacy = {
        privacy.RECORD: ["id", "call", "number", "asked_at", "answer_by"],
        privacy.STAFF: ["asked_by"],
    }

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    answer_by = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_round_a_number"),
            dates.days_in_range("answer_by", name="a_round_ends_between_2000_and_2099"),
        ]

    def __str__(self) -> str:
        return f"round {self.number}"


@tracked()
class AskedReserve(models.Model):
    """One reserve who was asked; `by_mail` is false for who must be called."""

    privacy = {privacy.RECORD: ["id", "round", "application", "by_mail"]}

    round = models.ForeignKey(AvailabilityRound, on_delete=models.PROTECT, related_name="asked")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    by_mail = models.BooleanField("asked by email")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["round", "application"], name="a_reserve_is_asked_once_a_round"
            )
        ]
        triggers = [
            refuse_practice_rows(
                name="nobody_of_practice_is_asked", application="NEW.application_id"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} in {self.round}"
