"""The offer of a seat to a member, what happened to it, and what accepting it told us."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from core import dates, languages, privacy
from core.database_code import body
from core.history import tracked
from core.pills import Pill
from selection.enums import ENDS_THE_WAITING, OfferStatus, OfferStepKind, PayBy
from selection.models.release import Decision


@tracked()
class Offer(models.Model):
    """Made for every released decision that makes a member.

    `reply_by` is the last day to answer, as it is after an extension; `call_on` the day on which
    staff call next, of somebody who is answered by phone.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "decision",
            "status",
            "reply_by",
            "made_at",
            "declines_stipend",
            "asks_to_talk",
        ],
        privacy.STAFF: ["call_on"],
    }

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="offer")
    status = models.CharField(max_length=10, choices=OfferStatus, default=OfferStatus.OPEN)
    reply_by = models.DateField("last day to answer")
    made_at = models.DateTimeField(auto_now_add=True)
    declines_stipend = models.BooleanField("wants no stipend", default=False)
    asks_to_talk = models.BooleanField("asked to talk first", default=False)
    call_on = models.DateField("call them next on", null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            dates.days_in_range(
                "reply_by", "call_on", name="an_offer_is_answered_between_2000_and_2099"
            ),
            models.CheckConstraint(
                condition=Q(declines_stipend=False)
                | Q(status__in=[OfferStatus.ACCEPTED, OfferStatus.LEFT]),
                name="only_who_accepted_declines_the_stipend",
            ),
        ]
        indexes = [models.Index(fields=["status", "reply_by"], name="offers_by_last_day")]
        triggers = [
            pgtrigger.Trigger(
                name="only_a_released_member_is_offered_a_seat",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=body("selection", "only_a_released_member_is_offered_a_seat"),
            ),
            pgtrigger.Protect(
                name="an_offer_that_ended_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__status__in=[
                        OfferStatus.DECLINED.value,
                        OfferStatus.LAPSED.value,
                        OfferStatus.TAKEN_BACK.value,
                        OfferStatus.LEFT.value,
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"offer to {self.decision.application}"

    @property
    def pill(self) -> Pill:
        """Its status."""
        return OfferStatus(self.status).pill

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status == OfferStatus.OPEN


class OfferStep(models.Model):
    """One thing that happened; without `staff` the applicant did it, or the clock.

    What was said on the phone is in the log of contacts, since erasing blanks that.
    """

    privacy = {
        privacy.RECORD: ["id", "offer", "kind", "by_clock", "reply_by", "at"],
        privacy.STAFF: ["staff", "reason"],
    }
    history_leaves_out = "all"  # append-only: it is its own history

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=OfferStepKind)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_clock = models.BooleanField(default=False)
    reply_by = models.DateField("last day to answer", null=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(kind__in=ENDS_THE_WAITING),
                name="an_offer_is_answered_once",
            ),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(kind=OfferStepKind.VACATED),
                name="a_seat_is_left_once",
            ),
            models.CheckConstraint(
                condition=Q(staff=None) | Q(by_clock=False), name="the_clock_is_nobody"
            ),
            models.CheckConstraint(
                condition=~Q(kind=OfferStepKind.TAKEN_BACK)
                | Q(staff__isnull=False) & ~Q(reason=""),
                name="who_takes_an_offer_back_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind=OfferStepKind.VACATED) | ~Q(reason=""),
                name="a_seat_is_left_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind=OfferStepKind.PAYEE_CORRECTED)
                | Q(staff__isnull=False) & ~Q(reason=""),
                name="who_corrects_whom_to_pay_says_why",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="steps_of_an_offer_are_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


_PERSONAL = ["legal_name", "pay_by"]


@tracked(leave_out=_PERSONAL)
class Acceptance(models.Model):
    """What somebody told whom we pay: no join leads here from an offer.

    `language` and `at` say in which language the notice about benefits stood above it, and when;
    no language where they want no stipend, and are only paid back what they spent.
    """

    privacy = {
        privacy.RECORD: ["offer", "language", "at", "erased_at"],
        privacy.PERSONAL: _PERSONAL,
    }
    leads_to_applicant = "offer__decision__application"

    offer = models.OneToOneField(
        Offer, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    legal_name = models.TextField(blank=True)
    pay_by = models.CharField("way of payment", max_length=8, choices=PayBy, blank=True)
    language = models.CharField(
        "language of the notice", max_length=7, choices=languages.as_choices(), blank=True
    )
    at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(legal_name="") & ~Q(pay_by="")
                | Q(erased_at__isnull=False, legal_name="", pay_by=""),
                name="who_accepts_the_stipend_says_whom_and_how_to_pay",
            ),
        ]

    def __str__(self) -> str:
        return f"acceptance of offer {self.pk}"
