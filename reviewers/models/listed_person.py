"""People whom readers know, and what coordinators found about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked
from reviewers.models.reader import Reader


@tracked(leave_out=["name", "note"])
class ListedPerson(models.Model):
    """A name that a reader gave beforehand; the reader never learns whether they applied.

    `application` is the one that a coordinator found to be theirs.
    """

    privacy = {
        privacy.RECORD: ["id", "reader", "application", "listed_at", "removed_at"],
        privacy.PERSONAL: ["name"],
        privacy.SENSITIVE: ["note"],
    }
    leads_to_applicant = "application"

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="listed_people")
    name = models.CharField(max_length=200)
    note = models.CharField("how they know them", max_length=200, blank=True)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="+"
    )
    listed_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "listed people"
        ordering = ["reader", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | Q(application__isnull=False),
                name="a_listed_person_has_a_name_until_erased",
            ),
            models.UniqueConstraint(
                fields=["reader", "name"],
                condition=Q(removed_at=None) & ~Q(name=""),
                name="a_reader_lists_a_name_once",
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="practice_is_nobody_a_reader_knows", application="NEW.application_id"
            )
        ]

    def __str__(self) -> str:
        return f"listed person {self.pk}"


@tracked()
class OtherPerson(models.Model):
    """An applicant whom a coordinator found to be somebody else than a listed person."""

    privacy = {
        privacy.RECORD: ["id", "listed", "application", "at"],
        privacy.STAFF: ["by"],
    }

    listed = models.ForeignKey(ListedPerson, on_delete=models.CASCADE, related_name="other_people")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "other people"
        ordering = ["listed", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listed", "application"], name="somebody_is_told_apart_once"
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="practice_is_nobody_s_friend", application="NEW.application_id"
            )
        ]

    def __str__(self) -> str:
        return f"{self.listed_id} is not {self.application_id}"
