"""The queue of outgoing mail: written in the caller's transaction, sent by the worker."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core import languages, practice, privacy


class OutgoingMail(models.Model):
    """One message in its reader's language; its Message-ID is set when it is queued."""

    privacy = {
        privacy.RECORD: [
            "id",
            "language",
            "message_id",
            "queued_at",
            "attempts",
            "next_attempt_at",
            "sent_at",
            "given_up_at",
            "last_error",
            "holds_secret",
        ],
        privacy.PERSONAL: ["to_address", "subject", "body"],
    }
    # A queue, not a record: the application's history says what happened.
    history_leaves_out = "all"

    to_address = models.EmailField(max_length=254)
    language = models.CharField(max_length=7, choices=languages.as_choices())
    subject = models.CharField(max_length=200)
    body = models.TextField()
    holds_secret = models.BooleanField(
        default=True,
        help_text="Whether the body may hold a link that lets somebody in. It goes once it "
        "is sent.",
    )
    message_id = models.CharField(max_length=120, unique=True)
    queued_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(
        null=True, help_text="When we stopped trying: it could not be delivered for so long."
    )
    last_error = models.CharField(max_length=80, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(attempts__gt=0), name="sent_mail_was_attempted"
            ),
            models.CheckConstraint(
                condition=Q(holds_secret=False) | Q(sent_at=None) | Q(body=""),
                name="sent_mail_holds_no_secret",
            ),
            models.CheckConstraint(
                condition=Q(given_up_at=None) | Q(sent_at=None, body="", attempts__gt=0),
                name="mail_given_up_was_never_sent_and_keeps_no_words",
            ),
            models.CheckConstraint(
                condition=practice.NEVER_MAILED, name="a_practice_application_is_never_mailed"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at=None, given_up_at=None),
                name="mail_waiting_by_time",
            ),
            models.Index(
                fields=["sent_at"],
                condition=Q(sent_at__isnull=False) & ~Q(body=""),
                name="mail_to_purge_by_time",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id
