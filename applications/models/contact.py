"""Names, addresses and contact details; no other module has them."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from applications.enums import ContactWay
from applications.models.application import Revision
from applications.models.place import Neighborhood, SpokenLanguage
from applications.models.practice import WithoutPracticeByRevision, WithPractice
from core import languages, privacy
from core.history import tracked

# Each way to contact somebody, with its fields; if the first is filled in, the way is given.
WAYS = {
    ContactWay.EMAIL: ("email",),
    ContactWay.PHONE: ("phone", "may_text", "may_leave_voicemail"),
    ContactWay.POST: ("post_address", "wants_plain_envelope"),
    ContactWay.PICK_UP: ("wants_pick_up",),
    ContactWay.TRUSTED: ("trusted_contact",),
}


def given_ways(contact: Mapping[str, Any]) -> list[str]:
    """The ways that are given in a contact's fields (by name)."""
    return [way.value for way, names in WAYS.items() if contact.get(names[0])]


_CONTENT = [
    "full_name",
    "chosen_name",
    "email",
    "phone",
    "may_text",
    "may_leave_voicemail",
    "post_address",
    "wants_plain_envelope",
    "wants_pick_up",
    "trusted_contact",
    "preferred_way",
    "wants_later_calls",
    "street",
    "unit",
    "zip_code",
    "place_description",
]
_NO_NAME = Q(full_name="", chosen_name="")
_NO_WAY = Q(email="", phone="", post_address="", wants_pick_up=False, trusted_contact="")
_NOTHING = (
    _NO_NAME
    & _NO_WAY
    & Q(may_text=False, may_leave_voicemail=False, wants_plain_envelope=False, preferred_way="")
    & Q(wants_later_calls=False)
    & Q(street="", unit="", zip_code="", place_description="")
)
# Incomplete on paper, or erased.
_MAY_LACK = Q(is_complete=False) | Q(erased_at__isnull=False)


@tracked(leave_out=[*_CONTENT, "neighborhood"])
class Contact(models.Model):
    """Name, contact details and home of one revision; no join leads here from an application."""

    privacy = {
        privacy.RECORD: ["revision", "is_complete", "erased_at"],
        privacy.COUNTED: ["neighborhood"],
        privacy.PERSONAL: _CONTENT,
    }
    leads_to_applicant = "revision__application"

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    erased_at = models.DateTimeField(null=True, editable=False)
    full_name = models.TextField(blank=True)
    chosen_name = models.TextField(blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.TextField(blank=True)
    may_text = models.BooleanField(default=False)
    may_leave_voicemail = models.BooleanField(default=False)
    post_address = models.TextField("mailing address", blank=True)
    wants_plain_envelope = models.BooleanField(default=False)
    wants_pick_up = models.BooleanField(default=False)
    trusted_contact = models.TextField(blank=True)
    preferred_way = models.CharField(max_length=8, choices=ContactWay, blank=True)
    wants_later_calls = models.BooleanField(
        default=False, help_text="Whether we may tell them when they can apply for something else."
    )
    neighborhood = models.ForeignKey(
        Neighborhood, on_delete=models.PROTECT, null=True, related_name="+"
    )
    street = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    zip_code = models.TextField("ZIP code", blank=True)
    place_description = models.TextField("where they stay", blank=True)
    is_complete = models.BooleanField(
        "complete",
        default=True,
        help_text="False where a paper gave no name, no way or no neighborhood.",
    )

    objects = WithoutPracticeByRevision()
    with_practice = WithPractice()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=_MAY_LACK | ~_NO_NAME, name="a_contact_has_a_name"),
            models.CheckConstraint(
                condition=_MAY_LACK | ~_NO_WAY, name="a_contact_can_be_reached_in_some_way"
            ),
            models.CheckConstraint(
                condition=_MAY_LACK | Q(neighborhood__isnull=False),
                name="a_contact_names_a_neighborhood_or_an_answer_that_is_none",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | _NOTHING, name="an_erased_contact_holds_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"contact of revision {self.pk}"

    @property
    def name(self) -> str:
        """The name that we use in messages."""
        return self.chosen_name or self.full_name


_SUPPORT = [
    "reads",
    "speaks",
    "speaks_other",
    "needs_interpreter",
    "accommodation",
    "needs_childcare",
    "needs_transport",
]


@tracked(leave_out=_SUPPORT)
class Support(models.Model):
    """Languages and support needed, of one revision."""

    privacy = {privacy.RECORD: ["revision"], privacy.SENSITIVE: _SUPPORT}
    leads_to_applicant = "revision__application"

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    reads = models.CharField(max_length=7, choices=languages.as_choices())
    speaks = models.ForeignKey(
        SpokenLanguage, on_delete=models.PROTECT, null=True, related_name="+"
    )
    speaks_other = models.TextField(blank=True)
    needs_interpreter = models.BooleanField(default=False)
    accommodation = models.TextField(blank=True)
    needs_childcare = models.BooleanField(default=False)
    needs_transport = models.BooleanField(default=False)

    objects = WithoutPracticeByRevision()
    with_practice = WithPractice()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "languages and support"

    def __str__(self) -> str:
        return f"support of revision {self.pk}"
