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

LAST = "last_counter"  # in the authenticator's data: the counter of the last code used


@action
def use_code(*, by: User, app: Authenticator, code: str) -> bool:
    """Use up a valid code; False if it is wrong, or it or a later one was used before.

    The authenticator's row is locked: of two requests with the same code, one succeeds.
    """
    app = Authenticator.objects.select_for_update().get(pk=app.pk)
    secret = decrypt(app.data["secret"])
    matching = [
        counter
        for counter in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter)))
    ]
    if not matching or max(matching) <= app.data.get(LAST, -1):
        return False
    app.data[LAST] = max(matching)
    app.save(update_fields=["data"])
    return True
