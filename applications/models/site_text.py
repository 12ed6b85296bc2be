"""Text that staff write for public pages: the office, notices and pages."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from applications.enums import NoticeState
from applications.models.call import Call
from core import dates, privacy

HOME = "home"  # its title and text are at the top of the home page
HELP = "language-help"  # how to get help in one's language
CRISIS = "get-help-now"  # the page with crisis lines
OFFICE = "office"  # the key of the only office
PRIVACY = "privacy"  # how we use personal information


class Office(models.Model):
    """The city's office, named on every public page, and how to reach it. One row."""

    privacy = {privacy.CONFIGURATION: ["id", "key", "city", "name", "phone", "email"]}

    key = models.SlugField(unique=True, default=OFFICE, editable=False)
    city = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(key=OFFICE), name="there_is_one_office"),
        ]

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """A dated notice, such as the one on COVID-19."""

    privacy = {privacy.CONFIGURATION: ["id", "key", "title", "body", "starts_on", "ends_on"]}

    key = models.SlugField(unique=True)
    title = models.CharField(max_length=160)
    body = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_notice_ends_after_it_starts",
            ),
            dates.days_in_range(
                "starts_on", "ends_on", name="a_notice_stands_between_2000_and_2099"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_shown_on(self, day: date) -> bool:
        """Whether it is shown on `day`."""
        return self.state_on(day) == NoticeState.SHOWN

    def state_on(self, day: date) -> NoticeState:
        """Whether it is shown on `day`, before, or no more."""
        if day < self.starts_on:
            return NoticeState.LATER
        return NoticeState.OVER if self.ends_on and self.ends_on < day else NoticeState.SHOWN


class Page(models.Model):
    """A page, or the top of the home page.

    applications.form.prose renders its text. A call's pages are linked from the call, all others
    from the footer of the site.
    """

    privacy = {privacy.CONFIGURATION: ["id", "key", "call", "title", "body", "order"]}

    copied_with = "call"

    key = models.SlugField(unique=True)
    call = models.ForeignKey(
        Call, on_delete=models.CASCADE, null=True, blank=True, related_name="pages"
    )
    title = models.CharField(max_length=160)
    body = models.TextField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(key=HOME) | Q(call=None), name="the_home_page_belongs_to_no_call"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("applications:page-detail", args=[self.key])

    @property
    def is_crisis(self) -> bool:
        """Whether it is the crisis page, which shows nothing else."""
        return self.key == CRISIS
