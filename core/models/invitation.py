"""An invitation to the staff site, valid for a week."""

import base64
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from core import privacy
from core.history import tracked
from core.permissions import Role

LASTS = timedelta(days=7)
TOKEN_BYTES = 24  # 192 bits


def a_week_from_now() -> datetime:
    """When an invitation sent now expires."""
    return timezone.now() + LASTS


@tracked()
class Invitation(models.Model):
    """Is accepted, taken back, or expires. The secret of its link is stored nowhere."""

    privacy = {
        privacy.RECORD: ["id", "generation"],
        privacy.STAFF: [
            "email",
            "name",
            "roles",
            "invited_by",
            "invited_at",
            "expires_at",
            "accepted_at",
            "account",
            "taken_back_by",
            "taken_back_at",
        ],
    }

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=128)
    roles = ArrayField(models.CharField(max_length=20, choices=Role))
    # NULL for the first administrator, invited by a command on the server.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=a_week_from_now)
    generation = models.PositiveIntegerField("links sent before", default=1)
    accepted_at = models.DateTimeField(null=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at=None, taken_back_at=None),
                name="one_open_invitation_for_an_address",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="invited_addresses_are_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(roles__len__gte=1), name="an_invitation_names_at_least_one_role"
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values), name="an_invitation_names_known_roles"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")),
                name="an_invitation_runs_out_after_it_was_written",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, account=None)
                | Q(accepted_at__isnull=False, account__isnull=False),
                name="an_accepted_invitation_is_an_account",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="taking_an_invitation_back_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(taken_back_at=None),
                name="an_invitation_is_accepted_or_taken_back_never_both",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Neither accepted nor taken back; if expired, it can be sent again."""
        return self.accepted_at is None and self.taken_back_at is None

    @property
    def is_open(self) -> bool:
        """Whether its link works."""
        return self.is_waiting and timezone.now() < self.expires_at

    @property
    def token(self) -> str:
        """The secret part of its link: an HMAC of its id and generation."""
        message = f"invitation:{self.pk}:{self.generation}".encode()
        digest = hmac.digest(settings.LINK_KEY.encode(), message, "sha256")
        return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()

    def is_token(self, token: str) -> bool:
        """Whether `token` is the secret; compared in constant time."""
        return hmac.compare_digest(token.encode(), self.token.encode())
