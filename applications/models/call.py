"""A call for applications: its dates, seats, stipend and wording."""

from datetime import date, datetime, timedelta

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from applications.enums import Arrival, CallState, DeadlineRule
from core import dates, privacy
from core.database_code import body

CLOSING_SOON = timedelta(days=3)
HAS_OPENED = "OLD.is_published AND OLD.opens_at <= now()"


class Call(models.Model):
    """A call for applications. The server's clock decides when it is open."""

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "slug",
            "reference_prefix",
            "is_published",
            "opens_at",
            "closes_at",
            "grace_minutes",
            "deadline_rule",
            "minimum_age",
            "asks_city_employment",
            "seats",
            "stipend_cents",
            "city",
            "title",
            "summary",
            "time_needed",
            "stipend_when",
            "counter_hours",
            "about_you_intro",
            "consent",
            "answers_until",
            "meets_from",
            "meets_until",
            "mail_address",
            "counter_address",
            "help_phone",
            "help_email",
        ]
    }

    slug = models.SlugField("address of its page", unique=True)
    reference_prefix = models.CharField("beginning of references", max_length=4)
    is_published = models.BooleanField("published", default=False)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(help_text="Boston time.")
    grace_minutes = models.PositiveSmallIntegerField(
        "minutes of grace",
        default=0,
        help_text="Minutes after closing in which an application still counts.",
    )
    deadline_rule = models.CharField(
        max_length=8, choices=DeadlineRule, default=DeadlineRule.RECEIVED
    )
    minimum_age = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="In years. Empty: nobody is asked how old they are."
    )
    asks_city_employment = models.BooleanField(
        "asks about work for the City",
        default=False,
        help_text="Whether applicants are asked if they work for the city.",
    )
    answers_until = models.DateField(
        "everyone gets an answer by",
        null=True,
        blank=True,
        help_text="The day by which everyone gets an answer.",
    )
    meets_from = models.DateField(
        "first meeting", null=True, blank=True, help_text="The first meeting."
    )
    meets_until = models.DateField(
        "last meeting", null=True, blank=True, help_text="The last meeting."
    )
    seats = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    stipend_cents = models.PositiveIntegerField()

    # Wording, translated
    city = models.CharField(max_length=60, help_text="The city's name as readers write it.")
    title = models.CharField(max_length=160)
    summary = models.TextField()
    time_needed = models.TextField(blank=True)
    stipend_when = models.TextField(blank=True, help_text="When and how the stipend is paid.")
    counter_hours = models.CharField(max_length=160, blank=True)
    about_you_intro = models.TextField(blank=True)
    consent = models.TextField()

    mail_address = models.TextField(blank=True)
    counter_address = models.TextField(blank=True)
    help_phone = models.CharField(max_length=40, blank=True)
    help_email = models.EmailField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_call_closes_after_it_opens"
            ),
            dates.moments_in_range(
                "opens_at", "closes_at", name="a_call_opens_and_closes_between_2000_and_2099"
            ),
            dates.days_in_range(
                "answers_until",
                "meets_from",
                "meets_until",
                name="a_call_promises_days_between_2000_and_2099",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_call_has_at_least_one_seat"),
            models.CheckConstraint(
                condition=Q(minimum_age=None) | Q(minimum_age__gte=1, minimum_age__lte=99),
                name="a_minimum_age_is_an_age",
            ),
            models.CheckConstraint(
                condition=Q(meets_until=None)
                | Q(meets_from__isnull=False, meets_until__gte=F("meets_from")),
                name="a_group_meets_last_after_it_meets_first",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="an_open_call_keeps_its_address_and_rules",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(HAS_OPENED),
                func=body("applications", "an_open_call_keeps_its_address_and_rules"),
            ),
            pgtrigger.Trigger(
                name="an_open_deadline_moves_only_later_for_a_reason",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(HAS_OPENED),
                func=body("applications", "an_open_deadline_moves_only_later_for_a_reason"),
            ),
            pgtrigger.Trigger(
                name="a_call_somebody_applied_to_stays_published",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__is_published=True, new__is_published=False),
                func=body("applications", "a_call_somebody_applied_to_stays_published"),
            ),
            pgtrigger.Trigger(
                name="an_open_call_somebody_has_begun_stays_published",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"{HAS_OPENED} AND NOT NEW.is_published"),
                func=body("applications", "an_open_call_somebody_has_begun_stays_published"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("applications:call-detail", args=[self.slug])

    @property
    def stipend_dollars(self) -> int:
        """In whole dollars, for public pages."""
        return self.stipend_cents // 100

    @property
    def has_opened(self) -> bool:
        """Whether residents could already apply: from then on its rules are fixed."""
        return self.is_published and self.opens_at <= timezone.now()

    @property
    def has_closed(self) -> bool:
        """Whether the deadline has passed; the deadline itself is in time."""
        return self.state == CallState.CLOSED

    @property
    def state(self) -> CallState:
        """The state of the call now."""
        return self.state_at(timezone.now())

    @property
    def days_left(self) -> int:
        """Days until the day on which it closes; 0 on that day."""
        return (timezone.localdate(self.closes_at) - timezone.localdate()).days

    def state_at(self, moment: datetime) -> CallState:
        """The state at `moment`, without the grace period, which no page mentions."""
        if moment < self.opens_at:
            return CallState.UPCOMING
        if moment > self.closes_at:
            return CallState.CLOSED
        return CallState.CLOSING_SOON if self.closes_at - moment <= CLOSING_SOON else CallState.OPEN

    def accepts_at(self, moment: datetime) -> bool:
        """Whether an application received at `moment` is in time, grace included."""
        return self.arrival(moment) in (Arrival.ON_TIME, Arrival.IN_GRACE)

    def arrival(self, received_at: datetime, postmarked_on: date | None = None) -> Arrival:
        """Whether an application received then is in time; `postmarked_on` is for mail only.

        Under the postmark rule, mail with a postmark of the last day or before is on time,
        whenever it comes. A postmark has no hour, so the whole day counts. Without a legible
        postmark, the time of receipt decides.
        """
        if not self.is_published or received_at < self.opens_at:
            return Arrival.TOO_EARLY
        if received_at <= self.closes_at or self._is_postmarked_in_time(postmarked_on):
            return Arrival.ON_TIME
        last = self.closes_at + timedelta(minutes=self.grace_minutes)
        return Arrival.IN_GRACE if received_at <= last else Arrival.LATE

    @property
    def last_postmark(self) -> date:
        """The last day for postmarks; a call that closes at midnight ends the day before."""
        return timezone.localdate(self.closes_at - timedelta(microseconds=1))

    def _is_postmarked_in_time(self, postmarked_on: date | None) -> bool:
        if self.deadline_rule != DeadlineRule.POSTMARK or postmarked_on is None:
            return False
        return timezone.localdate(self.opens_at) <= postmarked_on <= self.last_postmark


class CallSection(models.Model):
    """A heading and text on the call's page, rendered by applications.form.prose."""

    privacy = {privacy.CONFIGURATION: ["id", "call", "key", "heading", "body", "order"]}

    copied_with = "call"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField()
    heading = models.CharField(max_length=160)
    body = models.TextField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="one_section_a_key"),
            models.UniqueConstraint(
                fields=["call", "order"],
                deferrable=models.Deferrable.DEFERRED,
                name="each_section_has_its_own_place",
            ),
        ]

    def __str__(self) -> str:
        return self.heading
