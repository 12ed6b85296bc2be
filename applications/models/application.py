"""An application and its revisions."""

from datetime import timedelta

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from applications.enums import ApplicationStatus, Channel, Resident
from applications.models.call import Call
from applications.models.practice import WithoutPractice, WithoutPracticeByApplication, WithPractice
from core import dates, languages, practice, privacy
from core.database_code import body
from core.history import tracked
from core.pills import Pill

_AFTER_THE_DEADLINE = [ApplicationStatus.LATE, ApplicationStatus.REFUSED]


@tracked()
class Application(models.Model):
    """Has no personal data: contacts and answers belong to its revisions."""

    privacy = {
        privacy.RECORD: [
            "id",
            "call",
            "reference",
            "code_generation",
            "session_generation",
            "channel",
            "received_at",
            "status",
            "withdrawn_at",
            "still_available_at",
            "erased_at",
            "is_practice",
        ]
    }

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    reference = models.CharField(max_length=24, unique=True)
    code_generation = models.PositiveSmallIntegerField("private codes given out before", default=0)
    session_generation = models.PositiveSmallIntegerField(
        "times that all links were ended",
        default=0,
        help_text="Of links and cookies: those of an older one open nothing.",
    )
    channel = models.CharField(max_length=10, choices=Channel)
    received_at = models.DateTimeField()
    status = models.CharField(
        max_length=10, choices=ApplicationStatus, default=ApplicationStatus.RECEIVED
    )
    withdrawn_at = models.DateTimeField(null=True)
    still_available_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    is_practice = models.BooleanField(default=False, editable=False)

    objects = WithoutPractice()
    with_practice = WithPractice()

    class Meta:
        default_permissions = ()
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=ApplicationStatus.WITHDRAWN) & Q(withdrawn_at=None)
                | Q(status=ApplicationStatus.WITHDRAWN, withdrawn_at__isnull=False),
                name="a_withdrawn_application_says_when",
            ),
            dates.moments_in_range("received_at", name="an_application_came_between_2000_and_2099"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(status=ApplicationStatus.WITHDRAWN),
                name="only_a_withdrawn_application_is_erased",
            ),
            models.CheckConstraint(
                condition=Q(is_practice=True, reference__startswith=f"{practice.PREFIX}-")
                | (Q(is_practice=False) & ~Q(reference__startswith=f"{practice.PREFIX}-")),
                name="a_practice_application_has_a_reference_that_says_so",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="late_counts_only_when_a_coordinator_says_so",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),
                condition=pgtrigger.Q(
                    old__status__in=_AFTER_THE_DEADLINE,
                    new__status__in=[ApplicationStatus.RECEIVED, ApplicationStatus.REFUSED],
                ),
                func=body("applications", "late_counts_only_when_a_coordinator_says_so"),
            ),
            pgtrigger.Protect(
                name="practice_never_becomes_real_nor_real_practice",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__is_practice__df=pgtrigger.F("new__is_practice")),
            ),
        ]
        indexes = [models.Index(fields=["call", "-received_at", "-id"])]

    def __str__(self) -> str:
        return self.reference

    @property
    def pill(self) -> Pill:
        """Its status."""
        return ApplicationStatus(self.status).pill

    @cached_property
    def is_day_only(self) -> bool:
        """Whether the received stamp of its newest paper has a day and no time.

        It then counts from the opening of the office; on screen and paper it has a day.
        """
        if self.channel == Channel.WEB:
            return False
        papers = self.revisions.filter(paper_entry__isnull=False).order_by("-number")
        return papers.values_list("paper_entry__has_time", flat=True).first() is False

    def end_access(self, *, code_too: bool) -> None:
        """Void every link and cookie, with `code_too` also the private code; the caller saves."""
        self.session_generation += 1
        self.code_generation += code_too


@tracked(leave_out=["is_of_age", "works_for_city"])
class Revision(models.Model):
    """The application as first sent, or a correction. All are kept; one is current."""

    privacy = {
        privacy.RECORD: [
            "id",
            "application",
            "number",
            "is_current",
            "submission_key",
            "language",
            "received_at",
            "stored_at",
            "was_in_grace",
            "lives_in_city",
            "was_helped",
            "left_empty",
            "email_opens_about_you",
        ],
        privacy.COUNTED: ["is_of_age", "works_for_city"],
    }

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField("version")
    is_current = models.BooleanField("current version", default=True)
    submission_key = models.UUIDField(unique=True)
    language = models.CharField(max_length=7, choices=languages.as_choices())
    received_at = models.DateTimeField(help_text="What the deadline was judged on.")
    stored_at = models.DateTimeField(auto_now_add=True)
    was_in_grace = models.BooleanField("in the minutes of grace", default=False)
    lives_in_city = models.CharField(
        "lives in the city", max_length=8, choices=Resident, blank=True
    )
    is_of_age = models.BooleanField(
        "old enough",
        null=True,
        help_text="Whether they said they have the call’s minimum age, where it has one.",
    )
    works_for_city = models.BooleanField(
        "works for the City", null=True, help_text="Asked only where the call asks it."
    )
    was_helped = models.BooleanField("somebody helped", default=False)
    left_empty = ArrayField(
        models.CharField(max_length=80),
        verbose_name="questions left empty",
        default=list,
        blank=True,
        help_text='What the web form requires and a paper left empty: "step-field".',
    )
    email_opens_about_you = models.BooleanField(
        "email opens about-you answers",
        default=True,
        help_text="Whether a link to the address in it opens the about-you answers: not if staff "
        "could have written that address.",
    )

    objects = WithoutPracticeByApplication()
    with_practice = WithPractice()

    class Meta:
        default_permissions = ()
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_revision_a_number"),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(is_current=True),
                name="one_current_revision_an_application",
            ),
            dates.moments_in_range("received_at", name="a_revision_came_between_2000_and_2099"),
            models.CheckConstraint(
                # the clock of the web server may be a little ahead of the database's
                condition=Q(received_at__lte=F("stored_at") + timedelta(minutes=5)),
                name="what_is_stored_has_come",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="revisions_are_numbered_from_one"
            ),
            models.CheckConstraint(
                condition=~Q(lives_in_city="")
                | Q(left_empty__contains=["eligibility-lives_in_city"]),
                name="residency_is_answered_unless_a_paper_left_it_empty",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="age_and_work_are_said_where_the_call_asks",
                when=pgtrigger.After,  # its application may be inserted by the same statement
                operation=pgtrigger.Insert,
                func=body("applications", "age_and_work_are_said_where_the_call_asks"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} revision {self.number}"

    @property
    def is_day_only(self) -> bool:
        """The same of this revision's own paper."""
        is_on_paper = self.application.channel != Channel.WEB and hasattr(self, "paper_entry")
        return is_on_paper and not self.paper_entry.has_time
