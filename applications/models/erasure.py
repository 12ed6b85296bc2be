"""Requests to erase an applicant, which take two members of staff, and erasures after a restore."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.enums import ErasureStatus, Requester
from applications.models.application import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.database_code import body
from core.history import tracked
from core.pills import Pill

_STAFF = settings.AUTH_USER_MODEL


@tracked()
class Erasure(models.Model):
    """A request to erase somebody: one member of staff enters it, another carries it out.

    One that is `is_repeated` was carried out before the database was restored to an earlier state;
    who asked and who erased is then lost, and it was carried out again by command.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "application",
            "status",
            "asker",
            "requested_at",
            "settled_at",
            "rows_erased",
            "is_repeated",
        ],
        privacy.STAFF: ["requested_by", "settled_by", "authorization"],
    }

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=ErasureStatus, default=ErasureStatus.REQUESTED)
    asker = models.CharField(max_length=10, choices=Requester)
    authorization = models.CharField(max_length=200)
    requested_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(_STAFF, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    rows_erased = models.PositiveIntegerField("records erased", default=0)
    is_repeated = models.BooleanField("repeated after a restore", default=False, db_default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(status=ErasureStatus.CANCELLED),
                name="one_standing_erasure_an_application",
            ),
            models.CheckConstraint(
                condition=Q(status=ErasureStatus.REQUESTED, settled_by=None, settled_at=None)
                | ~Q(status=ErasureStatus.REQUESTED)
                & (Q(settled_by__isnull=False) | Q(is_repeated=True))
                & Q(settled_at__isnull=False),
                name="a_settled_erasure_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(requested_by__isnull=False) | Q(is_repeated=True),
                name="an_erasure_says_who_asked",
            ),
            models.CheckConstraint(
                condition=~Q(status=ErasureStatus.ERASED)
                | Q(is_repeated=True)
                | ~Q(settled_by=F("requested_by")),
                name="nobody_erases_what_they_requested",
            ),
            models.CheckConstraint(
                condition=~Q(authorization=""), name="an_erasure_says_who_allowed_it"
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="practice_is_cleared_not_erased",
                application="NEW.application_id",
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"

    @property
    def pill(self) -> Pill:
        """Its status."""
        return ErasureStatus(self.status).pill


pgtrigger.register(
    pgtrigger.Trigger(
        name="nobody_on_hold_is_erased",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__erased_at__isnull=True, new__erased_at__isnull=False),
        func=body("applications", "nobody_on_hold_is_erased"),
    ),
    pgtrigger.Protect(
        name="who_is_erased_stays_erased",
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__erased_at__isnull=False),
    ),
)(Application)
