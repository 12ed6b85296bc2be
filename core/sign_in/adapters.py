"""Adapters of django-allauth: limits, reauthentication, messages, mail, encryption."""

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

# Seconds after signing in without asking again before a change to how somebody signs in.
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
        """No: staff are invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Never from a header that anybody can write."""
        return client_address(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The account with this password; tries are counted for unknown addresses, too."""
        email = credentials["email"]
        account_tried = User.objects.filter(email=email.lower()).first()
        tries = limits.of_password(request, email, devices.known(request, account_tried))
        if used_up := [each for each in tries if not each.count()]:
            is_own = tries[-1] in used_up
            what = Event.PASSWORD_LOCKED if is_own else Event.NETWORK_LOCKED
            security_log.note_lock_out(request, what, account_tried, used_up[-1])
            raise self.validation_error("too_many_login_attempts")
        account = super().authenticate(request, **credentials)
        if account is None:
            security_log.note(request, Event.WRONG_PASSWORD, account_tried)
            return None
        for each in tries:
            each.give_back()
        return account

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Remember the browser: its owner has signed in there."""
        response = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: `authenticate` counts the tries."""

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Not right after signing in; for accounts with a second step, right after that."""
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
        """Mail the owner what changed in how they sign in."""
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
        """A passkey's name unless its owner gives it another."""
        existing = Authenticator.objects.filter(user=user, type=type)
        return "Passkey" if not existing else f"Passkey {len(existing) + 1}"

    def get_totp_issuer(self) -> str:
        return SITE

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": SITE}
