"""The security log: one row for each failed sign-in and each lock-out."""

import pgtrigger
from django.conf import settings
from django.db import models

from core import privacy


class SecurityEvent(models.Model):
    """Never has a password, a code, or a typed address that is no account's. Append-only."""

    privacy = {
        privacy.RECORD: ["id", "at", "what"],
        privacy.STAFF: ["account", "network"],
    }
    history_leaves_out = "all"  # it is a log already

    class What(models.TextChoices):
        """What happened."""

        WRONG_PASSWORD = "wrong_password", "wrong password"
        WRONG_CODE = "wrong_code", "wrong code at the second step"
        PASSWORD_LOCKED = "password_locked", "locked out after too many passwords"
        CODE_LOCKED = "code_locked", "locked out after too many codes"
        NETWORK_LOCKED = "network_locked", "network locked out after too many tries"

    LOCK_OUTS = (What.PASSWORD_LOCKED, What.CODE_LOCKED, What.NETWORK_LOCKED)

    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=20, choices=What)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Null where what was typed is no account’s address.",
    )
    network = models.CharField(
        max_length=50, help_text="Where it came from, shortened: 192.0.2.0/24."
    )

    class Meta:
        default_permissions = ()
        verbose_name_plural = "security events"
        indexes = [
            models.Index(fields=["account", "-id"], name="security_events_by_account"),
            models.Index(fields=["what", "-at"], name="security_events_by_kind"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="security_events_are_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return self.get_what_display()
