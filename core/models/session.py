"""Sessions of the staff site, each with whose it is."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from core import privacy


class Session(AbstractBaseSession):
    """As Django's own, beside the account that is signed in: one statement finds both.

    Written by core.sign_in.sessions only; what it holds is encrypted.
    """

    privacy = {
        privacy.SECRET: ["session_key", "session_data", "expire_date"],
        privacy.STAFF: ["person"],
    }
    history_leaves_out = "all"  # deleted once it has ended

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )

    class Meta(AbstractBaseSession.Meta):
        default_permissions = ()
