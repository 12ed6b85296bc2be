"""Queue a message inside the caller's transaction, and send what waits, each exactly once."""

from datetime import timedelta
from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from core.models import OutgoingMail

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
KEPT_AFTER_SENDING = timedelta(days=30)  # what a message said, for whoever asks about it
TRIED_FOR = timedelta(days=30)


def queue(
    *, to_address: str, language: str, subject: str, body: str, holds_secret: bool = True
) -> OutgoingMail:
    """Store a message written in `language`; it leaves only if the caller commits."""
    message = written(
        to_address=to_address,
        language=language,
        subject=subject,
        body=body,
        holds_secret=holds_secret,
    )
    message.save()
    return message


def written(
    *, to_address: str, language: str, subject: str, body: str, holds_secret: bool = True
) -> OutgoingMail:
    """A message for the caller to store together with what it is about.

    `holds_secret`: a link in it lets somebody in, so the body is not kept once it is sent.
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
    """Send every message that is due; returns how many left. Safe to run in several workers.

    Each message is claimed and marked in a transaction of its own: killed in between, at
    most that one is sent again, under the same Message-ID.
    """
    sent = 0
    while (left := _send_next()) is not None:
        sent += left
    return sent


def purge_sent() -> int:
    """Forget the words of what was sent long ago; returns of how many. The worker's job."""
    sent = OutgoingMail.objects.filter(sent_at__lte=timezone.now() - KEPT_AFTER_SENDING)
    return sent.exclude(body="").update(body="")


def give_up() -> int:
    """Stop trying what could not be delivered for long, and forget its words; returns how many.

    The worker's job. What was never tried waits on.
    """
    failing = OutgoingMail.objects.filter(sent_at=None, given_up_at=None, attempts__gt=0)
    long_ago = failing.filter(queued_at__lte=timezone.now() - TRIED_FOR)
    return long_ago.update(body="", given_up_at=timezone.now())


def _send_next() -> bool | None:
    """Try one message: True sent, False to be tried later, None when nothing is due."""
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
        # Whatever goes wrong with one message must not hold up the next ones.
        except Exception as error:  # noqa: BLE001
            # The class alone: a server's answer may quote the address.
            mail.last_error = type(error).__name__
            wait = min(FIRST_WAIT * 2 ** min(mail.attempts - 1, 10), LONGEST_WAIT)
            mail.next_attempt_at = timezone.now() + wait
        else:
            mail.sent_at = timezone.now()
            if mail.holds_secret:
                mail.body = ""
        mail.save()
        return mail.sent_at is not None
