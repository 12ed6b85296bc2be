"""Who sits in the group, and from when to when."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from applications.models import Call
from core import dates, privacy
from core.database_code import body
from core.history import tracked
from selection.models.offer import Offer


@tracked()
class Seat(models.Model):
    """Taken by accepting an offer; `until` is the last day of its member.

    From that day on somebody else may hold it.
    """

    privacy = {privacy.RECORD: ["id", "call", "number", "offer", "since", "until"]}

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="seat")
    since = models.DateField("sits from")
    until = models.DateField("sat until", null=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "number", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_seat_ends_after_it_begins",
            ),
            dates.days_in_range("since", "until", name="a_seat_is_held_between_2000_and_2099"),
            ExclusionConstraint(
                name="a_seat_is_held_by_one_person",
                expressions=[
                    ("call", RangeOperators.EQUAL),
                    ("number", RangeOperators.EQUAL),
                    (
                        Func(
                            "since",
                            "until",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_more_seats_than_the_call_has",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=body("selection", "no_more_seats_than_the_call_has"),
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.number}"
