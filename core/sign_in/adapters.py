"""How django-allauth asks us: limits, reauthentication, words, mail, encryption."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from core import emails
from core.addresses import client_address
from core.models import SecurityEvent, User
from core.sign_in import devices, encryption, limits, second_step, security_log

Event = SecurityEvent.What

SITE = "Community-Led Design Group"
CODE_WRONG = "This code is not right, or it was used before. Wait for the next one and type that."
TOO_MANY = (
    "There were too many tries. Wait an hour, then try again, or get a link by email that lets you "
    "go on now. If it was not you, somebody may be guessing at your password: tell your "
    "administrator."
)
TOO_MANY_CODES = (
    "There were too many tries. Wait five minutes, then try again. If that does not help, get a "
    "link by email from the sign-in page. If it was not you, somebody knows your password: choose "
    "another and tell your administrator."
)

# Whoever showed who they are this many seconds ago is not asked again before a change to how
# they sign in.
RECENT = 5 * 60


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with e-mail address and password; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": (
            "Check your email address and password. Capital letters matter in the password."
        ),
        "incorrect_password": "This is not your password. Capital letters matter.",
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Staff come by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Never a header that anybody may write."""
        return client_address(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The account whose password this is; every try counts, known address or not."""
        email = credentials["email"]
        meant = User.objects.filter(email=email.lower()).first()
        tries = limits.of_password(request, email, devices.known(request, meant))
        if used_up := [each for each in tries if not each.count()]:
            is_own = tries[-1] in used_up
            what = Event.PASSWORD_LOCKED if is_own else Event.NETWORK_LOCKED
            security_log.note_lock_out(request, what, meant, used_up[-1])
            raise self.validation_error("too_many_login_attempts")
        account = super().authenticate(request, **credentials)
        if account is None:
            security_log.note(request, Event.WRONG_PASSWORD, meant)
            return None
        for each in tries:
            each.give_back()
        return account

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        """Whoever got this far comes from a browser of theirs."""
        response = super().post_login(request, user, **given)
        devices.remember(request, response, user)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted in `authenticate` already."""

    def is_reauthentication_required(self, *, app: str, **_given: Any) -> bool:
        """Not of somebody who has just signed in; with a second step, who has just taken it."""
        request = self.request
        records = get_authentication_records(request, request.user)
        if second_step.has_one(request.user):
            records = [record for record in records if record["method"] == "mfa"]
        return not any(time.time() - record["at"] < RECENT for record in records)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody what changed in how they sign in."""
        emails.queue_notice(account=user, happened=template_prefix.rpartition("/")[2])


class FactorAdapter(DefaultMFAAdapter):
    """Authenticator apps, passkeys and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": CODE_WRONG,
    }

    def encrypt(self, text: str) -> str:
        """Before it is stored."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """After it is read."""
        return encryption.decrypt(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a passkey is called until its owner finds a better name."""
        held = Authenticator.objects.filter(user=user, type=type)
        return "Passkey" if not held else f"Passkey {len(held) + 1}"

    def get_totp_issuer(self) -> str:
        return SITE

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": SITE}
