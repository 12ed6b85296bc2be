"""The clerk's record of an application on paper or by phone, and its check."""

from datetime import UTC

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate

from applications.enums import Arrival, Channel
from applications.models.application import Revision
from applications.models.practice import WithoutPracticeByRevision, WithPractice
from core import dates, privacy
from core.database_code import body
from core.history import tracked


@tracked(leave_out=["correction_reason", "differences"])
class PaperEntry(models.Model):
    """Who entered a revision, when, and from what envelope; a second person checks it.

    Correcting a typing error makes a new revision, with its own entry to check.
    """

    privacy = {
        privacy.RECORD: [
            "revision",
            "postmarked_on",
            "signature_seen",
            "has_time",
            "entered_at",
            "is_correction",
            "checked_at",
            "agrees",
            "erased_at",
        ],
        privacy.STAFF: ["receiver", "entered_by", "checked_by"],
        privacy.SENSITIVE: ["correction_reason", "differences"],  # may quote what was typed
    }
    leads_to_applicant = "revision__application"

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, primary_key=True, related_name="paper_entry"
    )
    receiver = models.CharField(
        max_length=120, blank=True, help_text="Who of the staff took it in, as the stamp says."
    )
    postmarked_on = models.DateField(null=True, blank=True)
    signature_seen = models.BooleanField(default=False)
    # Else it counts as received when the office opened that day.
    has_time = models.BooleanField("the stamp has a time", default=True, db_default=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    is_correction = models.BooleanField("corrects a typing error", default=False)
    correction_reason = models.TextField(blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    agrees = models.BooleanField("second check agrees", null=True)
    differences = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = WithoutPracticeByRevision()
    with_practice = WithPractice()

    class Meta:
        default_permissions = ()
        constraints = [
            dates.days_in_range("postmarked_on", name="a_postmark_is_between_2000_and_2099"),
            models.CheckConstraint(
                condition=Q(postmarked_on=None)
                | Q(postmarked_on__lte=TruncDate("entered_at", tzinfo=UTC)),
                name="a_postmark_is_older_than_its_entry",
            ),
            models.CheckConstraint(
                condition=Q(is_correction=False, correction_reason="")
                | Q(is_correction=True) & ~Q(correction_reason="")
                | Q(erased_at__isnull=False, correction_reason=""),
                name="a_typing_error_is_corrected_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=F("entered_by")),
                name="nobody_checks_what_they_typed_in",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None, agrees=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False, agrees__isnull=False),
                name="a_check_says_who_and_when_and_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=~Q(agrees=False, differences="", erased_at=None),
                name="a_check_that_finds_differences_lists_them",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="an_address_from_paper_opens_no_about_you",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=body("applications", "an_address_from_paper_opens_no_about_you"),
            )
        ]

    def __str__(self) -> str:
        return f"paper entry of revision {self.pk}"

    @property
    def arrival(self) -> Arrival:
        """Whether it is in time by its entered dates; only mail has a postmark."""
        application = self.revision.application
        postmark = self.postmarked_on if application.channel == Channel.MAIL else None
        return application.call.arrival(self.revision.received_at, postmark)

    @property
    def is_in_time(self) -> bool:
        """Whether it is in time, grace included."""
        return self.arrival in (Arrival.ON_TIME, Arrival.IN_GRACE)
