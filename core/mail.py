"""Queue mail in the caller's transaction; the worker sends each message exactly once."""

from datetime import timedelta
from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from core.models import OutgoingMail

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
KEPT_AFTER_SENDING = timedelta(days=30)  # the body, in case somebody asks about it
TRIED_FOR = timedelta(days=30)


def queue(
    *, to_address: str, language: str, subject: str, body: str, holds_secret: bool = True
) -> OutgoingMail:
    """Store a message in `language`; it is sent only if the caller commits."""
    message = build_message(
        to_address=to_address,
        language=language,
        subject=subject,
        body=body,
        holds_secret=holds_secret,
    )
    message.save()
    return message


def build_message(
    *, to_address: str, language: str, subject: str, body: str, holds_secret: bool = True
) -> OutgoingMail:
    """An unsaved message, for the caller to store with the rows that it is about.

    `holds_secret`: it has a link with a secret, so its body is deleted once it is sent.
    """
    return OutgoingMail(
        holds_secret=holds_secret,
        to_address=to_address,
        language=language,
        subject=subject,
        body=body,
        message_id=make_msgid(domain="design-group"),
    )


def send_waiting() -> int:
    """Send every message that is due; returns how many. Several workers may run it at once.

    Each message has its own transaction: if the worker is killed, at most one message is sent
    again, with the same Message-ID.
    """
    sent = 0
    while (was_sent := _send_next()) is not None:
        sent += was_sent
    return sent


def purge_sent() -> int:
    """Delete the bodies of mail sent long ago; returns how many. A job of the worker."""
    sent = OutgoingMail.objects.filter(sent_at__lte=timezone.now() - KEPT_AFTER_SENDING)
    return sent.exclude(body="").update(body="")


def give_up() -> int:
    """Give up on mail that failed for TRIED_FOR, and delete its body; returns how many.

    A job of the worker. Mail that was never tried stays queued.
    """
    failing = OutgoingMail.objects.filter(sent_at=None, given_up_at=None, attempts__gt=0)
    long_ago = failing.filter(queued_at__lte=timezone.now() - TRIED_FOR)
    return long_ago.update(body="", given_up_at=timezone.now())


def _send_next() -> bool | None:
    """Try one message: True if sent, False if it failed, None if nothing is due."""
    with transaction.atomic():
        waiting = OutgoingMail.objects.filter(sent_at=None, given_up_at=None)
        due = waiting.filter(next_attempt_at__lte=timezone.now())
        mail = due.select_for_update(skip_locked=True).order_by("next_attempt_at", "pk").first()
        if mail is None:
            return None
        mail.attempts += 1
        try:
            EmailMessage(
                subject=mail.subject,
                body=mail.body,
                to=[mail.to_address],
                headers={"Message-ID": mail.message_id, "Content-Language": mail.language},
            ).send()
        # An error with one message must not stop the next ones.
        except Exception as error:  # noqa: BLE001
            # Only the class: a server's answer may quote the address.
            mail.last_error = type(error).__name__
            wait = min(FIRST_WAIT * 2 ** min(mail.attempts - 1, 10), LONGEST_WAIT)
            mail.next_attempt_at = timezone.now() + wait
        else:
            mail.sent_at = timezone.now()
            if mail.holds_secret:
                mail.body = ""
        mail.save()
        return mail.sent_at is not None
