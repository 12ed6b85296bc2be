"""Changes of contact, home or language after the deadline: that they were made, not what."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.enums import ContactMethod, Detail, Requester, Resident
from applications.models.application import Application
from applications.models.practice import refuse_practice_rows
from core import privacy


class ContactChange(models.Model):
    """One change; without `staff` the applicant made it, else `asker` asked staff for it.

    A new one has the number after the one that its writer saw, so of two at once the second is
    told. What was there before is kept nowhere.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "application",
            "number",
            "detail",
            "lives_in_city",
            "may_live_elsewhere",
            "asker",
            "way",
            "at",
        ],
        privacy.STAFF: ["staff"],
    }
    history_leaves_out = "all"  # append-only: it is its own history
    leads_to_applicant = "application"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    detail = models.CharField(max_length=8, choices=Detail)
    lives_in_city = models.CharField(
        "lives in the city", max_length=8, choices=Resident, blank=True
    )
    may_live_elsewhere = models.BooleanField(
        default=False, help_text="Whether the new home may be outside the city."
    )
    asker = models.CharField("who asked", max_length=10, choices=Requester, blank=True)
    way = models.CharField("how they asked", max_length=10, choices=ContactMethod, blank=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = "change of contact"
        verbose_name_plural = "changes of contact"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="one_change_of_contact_a_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="changes_of_contact_are_numbered_from_one"
            ),
            models.CheckConstraint(
                condition=Q(detail=Detail.HOME) & ~Q(lives_in_city="")
                | ~Q(detail=Detail.HOME) & Q(lives_in_city="", may_live_elsewhere=False),
                name="who_moves_says_whether_they_live_in_the_city",
            ),
            models.CheckConstraint(
                condition=Q(staff=None, asker="", way="")
                | Q(staff__isnull=False) & ~Q(asker="") & ~Q(way=""),
                name="staff_who_change_a_contact_say_who_asked",
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="no_contact_of_practice_is_changed", application="NEW.application_id"
            ),
            pgtrigger.Protect(
                name="changes_of_contact_are_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        ]
        indexes = [
            models.Index(
                fields=["application"],
                condition=Q(may_live_elsewhere=True),
                name="who_may_have_moved_away",
            )
        ]

    def __str__(self) -> str:
        return f"change {self.number} of the contact of application {self.application_id}"
