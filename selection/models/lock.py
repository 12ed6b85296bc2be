"""What a coordinator fixed by hand: who is always or never in, and who may not sit together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked
from selection.enums import LockKind, PairKind

_LIFTED = Q(lifted_by__isnull=False, lifted_at__isnull=False) & ~Q(lift_reason="")
_STANDS = Q(lifted_by=None, lifted_at=None, lift_reason="")


class _ByHand(models.Model):
    """Who fixed it, when and why, and the same for lifting it."""

    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lift_reason = models.TextField(blank=True)

    class Meta:
        abstract = True


@tracked()
class Lock(_ByHand):
    """Somebody who sits in any case, or does not sit."""

    privacy = {
        privacy.RECORD: ["id", "application", "kind", "at", "lifted_at"],
        privacy.STAFF: ["reason", "by", "lifted_by", "lift_reason"],
    }

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="locks")
    kind = models.CharField(max_length=3, choices=LockKind)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(lifted_at=None),
                name="one_standing_lock_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & (_STANDS | _LIFTED),
                name="a_lock_says_who_when_and_why",
            ),
        ]
        triggers = [
            refuse_practice_rows(name="practice_is_never_locked", application="NEW.application_id")
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.kind}"


@tracked()
class Apart(_ByHand):
    """Two people of whom at most one sits, `first` with the smaller id."""

    privacy = {
        privacy.RECORD: ["id", "first", "second", "kind", "at", "lifted_at"],
        privacy.STAFF: ["reason", "by", "lifted_by", "lift_reason"],
    }

    first = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=PairKind)

    class Meta:
        default_permissions = ()
        verbose_name = "pair kept apart"
        verbose_name_plural = "pairs kept apart"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(lifted_at=None), name="one_mark_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="a_pair_kept_apart_is_two_people_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & (_STANDS | _LIFTED),
                name="a_pair_kept_apart_says_who_when_and_why",
            ),
        ]
        triggers = [
            refuse_practice_rows(name="practice_is_kept_from_nobody", application="NEW.first_id")
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"

    @property
    def of(self) -> frozenset[int]:
        """The ids of both applications."""
        return frozenset((self.first_id, self.second_id))
