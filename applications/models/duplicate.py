"""Possible duplicates, and a coordinator's decisions on them."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from applications.enums import Sign, Strength, Verdict
from applications.models.application import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.database_code import body
from core.history import tracked


def _checked(name: str, rule: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=body("applications", rule),
    )


class PossibleDuplicate(models.Model):
    """Two applications that the worker found to be similar; nobody has decided yet.

    Rows follow from contacts: when a contact changes or is erased, its rows are deleted.
    """

    privacy = {privacy.RECORD: ["id", "first", "second", "strength", "signs"]}
    history_leaves_out = "all"  # derived again whenever a contact changes

    first = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    strength = models.CharField(max_length=9, choices=Strength)
    signs = ArrayField(models.CharField(max_length=12, choices=Sign))

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_found_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="the_older_of_a_found_pair_comes_first"
            ),
        ]
        triggers = [
            _checked("found_pairs_are_of_one_call", "pairs_are_of_one_call"),
            refuse_practice_rows(name="practice_is_never_found_twice", application="NEW.first_id"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


@tracked(leave_out=["reason"])
class DuplicateMark(models.Model):
    """A coordinator's decision on two applications: the highest number of a pair is current.

    Of two from the same person, one counts and the other is set aside: kept unchanged, neither
    reviewed nor chosen. A new mark has the number after the one that its writer saw, so of two
    coordinators who decide at once, the second one is refused.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "first",
            "second",
            "number",
            "verdict",
            "set_aside",
            "at",
            "erased_at",
        ],
        privacy.STAFF: ["by"],
        privacy.SENSITIVE: ["reason"],
    }
    leads_to_applicant = ("first", "second")

    first = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=16, choices=Verdict)
    set_aside = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second", "number"], name="one_duplicate_mark_a_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="duplicate_marks_are_numbered_from_one"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="the_older_of_a_marked_pair_comes_first"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.SAME_PERSON)
                & (Q(set_aside=F("first")) | Q(set_aside=F("second")))
                | ~Q(verdict=Verdict.SAME_PERSON) & Q(set_aside=None),
                name="one_of_the_same_person_is_set_aside",
            ),
            models.CheckConstraint(
                condition=~Q(reason="", erased_at=None), name="a_duplicate_mark_has_a_reason"
            ),
        ]
        triggers = [
            _checked("marked_pairs_are_of_one_call", "pairs_are_of_one_call"),
            _checked("both_of_the_same_person_stand", "both_of_the_same_person_stand"),
            refuse_practice_rows(name="practice_is_nobodys_duplicate", application="NEW.first_id"),
            pgtrigger.Protect(name="a_mark_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="a_mark_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["reason", "erased_at"]),
            ),
            pgtrigger.Protect(
                name="a_reason_is_only_ever_erased",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(new__reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"mark {self.number} on {self.first_id} and {self.second_id}"

    @property
    def counts_id(self) -> int | None:
        """The id of the one that counts, of two from the same person."""
        if self.set_aside_id is None:
            return None
        return self.second_id if self.set_aside_id == self.first_id else self.first_id
