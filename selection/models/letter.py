"""The letters that went: by email, on paper, or told."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from core import privacy
from core.database_code import body
from core.history import tracked
from core.models import OutgoingMail
from core.pills import Pill
from selection.letter_enums import Ineligibility, LetterChannel, LetterState, ReturnReason
from selection.models.letter_template import LetterTemplate
from selection.models.release import Decision

_RETURN = ["returned_by", "returned_at", "return_reason"]
_LATER = ["mail", "printed_by", "printed_at", *_RETURN]


@tracked()
class Letter(models.Model):
    """The answer to one person, as it went: by email, on paper, or told.

    Its words are those of `template`, which never change, and of `english` below them where nobody
    has checked the translation. One that came back stays, and another may follow it.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "decision",
            "template",
            "english",
            "channel",
            "why",
            "mail",
            "let_go_at",
            "printed_at",
            "returned_at",
            "return_reason",
        ],
        privacy.STAFF: ["let_go_by", "printed_by", "returned_by"],
    }

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="letters")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="letters")
    english = models.ForeignKey(
        LetterTemplate, on_delete=models.PROTECT, null=True, related_name="+"
    )
    channel = models.CharField(max_length=6, choices=LetterChannel)
    why = models.CharField("why not eligible", max_length=9, choices=Ineligibility, blank=True)
    mail = models.OneToOneField(
        OutgoingMail, on_delete=models.SET_NULL, null=True, related_name="letter"
    )
    let_go_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    let_go_at = models.DateTimeField(auto_now_add=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    printed_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(
        "why it came back", max_length=8, choices=ReturnReason, blank=True
    )

    class Meta:
        default_permissions = ()
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "channel"],
                condition=Q(returned_at=None),
                name="one_letter_a_decision_a_channel",
            ),
            models.CheckConstraint(
                condition=Q(printed_by=None, printed_at=None)
                | Q(
                    printed_by__isnull=False,
                    printed_at__isnull=False,
                    channel=LetterChannel.PRINT,
                ),
                name="a_printed_letter_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(returned_by=None, returned_at=None, return_reason="")
                | Q(returned_by__isnull=False, returned_at__isnull=False)
                & ~Q(return_reason="")
                & ~Q(channel=LetterChannel.SPOKEN),
                name="a_returned_letter_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(mail=None) | Q(channel=LetterChannel.MAIL),
                name="only_an_emailed_letter_has_a_mail",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_letter_says_what_was_decided",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=body("selection", "a_letter_says_what_was_decided"),
            ),
            pgtrigger.Protect(
                name="a_letter_is_never_deleted",
                operation=pgtrigger.Delete,
                # always so: without a condition the table would be append-only, see database_roles
                condition=pgtrigger.Q(old__let_go_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="a_letter_stays_as_it_went",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=_LATER),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.get_channel_display()}"

    waits = True  # to be printed, unless a query finds that nobody needs it any more

    @property
    def state(self) -> LetterState:
        """Where it is now."""
        if self.returned_at:
            return LetterState.RETURNED
        if self.channel == LetterChannel.SPOKEN:
            return LetterState.TOLD
        if self.channel == LetterChannel.PRINT:
            if self.printed_at:
                return LetterState.PRINTED
            return LetterState.TO_PRINT if self.waits else LetterState.NOT_NEEDED
        return state_of_mail(self.mail)

    @property
    def pill(self) -> Pill:
        """Where it is now."""
        return self.state.pill


def state_of_mail(mail: OutgoingMail | None) -> LetterState:
    """Where an email is now."""
    if mail is None:
        return LetterState.ERASED
    if mail.sent_at:
        return LetterState.SENT
    return LetterState.REFUSED if mail.attempts else LetterState.QUEUED
