"""Mail to staff, in English: notices about their account, and personal links."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from core import mail
from core.greeting import greeting_name
from core.models import Invitation, OutgoingMail, User
from core.sign_in import devices

# What happened → the sentence about it
NOTICES = {
    "totp_activated": "An authenticator app was added.",
    "totp_deactivated": "The authenticator app was removed.",
    "webauthn_added": "A passkey was added.",
    "webauthn_removed": "A passkey was removed.",
    "recovery_codes_generated": "New recovery codes were made. The old ones no longer work.",
    "password_changed": "The password was changed.",
    "second_step_removed": (
        "An administrator removed your second step, so that you can set up a new one. You will be "
        "asked for it when you next sign in."
    ),
    "roles_changed": "An administrator changed your roles.",
    "reactivated": "An administrator opened your account again.",
}


def queue_notice(*, account: User, happened: str) -> OutgoingMail:
    """Tell the owner what `happened` (a key of NOTICES), so that they notice if it was not them."""
    context = {
        "name": greeting_name(account.name),
        "sentence": NOTICES[happened],
        "site": settings.SITE_URL,
    }
    return mail.queue(
        to_address=account.email,
        language="en",
        subject="A change to your account",
        body=render_to_string("core/notice.txt", context),
        holds_secret=False,
    )


def queue_invitation(*, invitation: Invitation) -> OutgoingMail:
    """The link with which somebody chooses a password."""
    context = {
        "invitation": invitation,
        "name": greeting_name(invitation.name),
        "roles": ", ".join(invitation.roles),
        "link": invitation_link(invitation),
    }
    return mail.queue(
        to_address=invitation.email,
        language="en",
        subject="Your account at the Community-Led Design Group",
        body=render_to_string("core/invitation.txt", context),
    )


def queue_password_link(*, account: User) -> OutgoingMail:
    """The link with which somebody chooses a new password."""
    token = default_token_generator.make_token(account)
    return _queue_link("password-set", "A new password", "password_link", account, token)


def queue_lock_out_link(*, account: User) -> OutgoingMail:
    """The link with which somebody who is locked out may try again."""
    token = devices.links.make_token(account)
    return _queue_link("lock-out-open", "A way past the lock", "lock_out_link", account, token)


def _queue_link(page: str, subject: str, template: str, account: User, token: str) -> OutgoingMail:
    path = reverse(page, args=[urlsafe_base64_encode(force_bytes(account.pk)), token])
    minutes = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) // timedelta(minutes=1)
    context = {
        "name": greeting_name(account.name),
        "link": f"{settings.SITE_URL}{path}",
        "minutes": minutes,
    }
    return mail.queue(
        to_address=account.email,
        language="en",
        subject=subject,
        body=render_to_string(f"core/{template}.txt", context),
    )


def invitation_link(invitation: Invitation) -> str:
    """The address where it is accepted, with its secret."""
    path = reverse("invitation-accept", args=[invitation.pk, invitation.token])
    return f"{settings.SITE_URL}{path}"
