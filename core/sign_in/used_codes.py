"""Each code of an authenticator app works once, and none after a later one (RFC 6238, 5.2)."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt

from core.actions import action
from core.models import User

LAST = "last_counter"  # in the app's data: the half minute of the last code that was taken


@action
def use_code(*, by: User, app: Authenticator, code: str) -> bool:
    """Take a right code of `app`, for good; False when it or a later one was taken before.

    The app's row is the queue: of two who send the same code at once, one is let in.
    """
    app = Authenticator.objects.select_for_update().get(pk=app.pk)
    secret = decrypt(app.data["secret"])
    fitting = [
        counter
        for counter in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter)))
    ]
    if not fitting or max(fitting) <= app.data.get(LAST, -1):
        return False
    app.data[LAST] = max(fitting)
    app.save(update_fields=["data"])
    return True
