"""Messages to residents, in their own language: never their answers, of their words the name."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications import codes, queries
from applications.models import Application, Call, Contact, Draft, Revision, Support
from core import email_address, mail
from core.greeting import greeted
from core.models import OutgoingMail


def receipt(
    *, revision: Revision, contact: Contact, language: str, is_correction: bool = False
) -> OutgoingMail:
    """ "We have your application", with the reference and the link; the gate stores it.

    `is_correction`: the applicant's own, who has had such a letter before.
    """
    subject = _("We have your application (%(reference)s)")
    if is_correction:
        subject = _("We have your correction (%(reference)s)")
    letter = _letter(
        "receipt",
        subject,
        about=revision.application,
        to_address=contact.email,
        language=language,
        name=contact.name,
        revision=revision,
        is_correction=is_correction,
    )
    return mail.written(**letter)


def queue_application_link(*, contact: Contact) -> OutgoingMail | None:
    """The way back to what was sent."""
    return _queue(
        "link",
        _("The link to your application (%(reference)s)"),
        about=contact.revision.application,
        to_address=contact.email,
        language=_language(contact),
        name=contact.name,
    )


def queue_draft_link(*, draft: Draft, to_address: str, language: str) -> OutgoingMail | None:
    """The way back to what is not sent yet."""
    return _queue(
        "link",
        _("The link to your application (%(reference)s)"),
        about=draft,
        to_address=to_address,
        language=language,
        name=_name(draft),
        draft=draft,
    )


def queue_reminder(*, draft: Draft) -> OutgoingMail | None:
    """ "You have not sent it yet", with the link."""
    return _queue(
        "reminder",
        _("Your application is not sent yet (%(reference)s)"),
        about=draft,
        to_address=draft.answers["contact"]["email"],
        language=draft.language,
        name=_name(draft),
        draft=draft,
    )


def queue_withdrawal(*, application: Application) -> OutgoingMail | None:
    """ "You have withdrawn"."""
    contact = queries.contacts_of([application])[application.pk]
    return _queue(
        "withdrawal",
        _("You have withdrawn your application (%(reference)s)"),
        about=application,
        to_address=contact.email,
        language=_language(contact),
        name=contact.name,
    )


def _queue(
    template: str, subject: Promise, *, to_address: str, **context: Any
) -> OutgoingMail | None:
    """Queue a letter; None where there is no address that mail can be sent to.

    What stands on a paper or in an unfinished application is kept as written, right or not.
    """
    if not email_address.can_be_sent_to(to_address):
        return None
    return mail.queue(**_letter(template, subject, to_address=to_address, **context))


def _letter(
    template: str,
    subject: Promise,
    *,
    about: Application | Draft,
    to_address: str,
    language: str,
    name: str,
    **context: Any,
) -> dict[str, str]:
    """What a message is made of: the name, unless it could become a link; the link back."""
    with translation.override(language):
        context |= {
            "call": about.call,
            "reference": about.reference,
            "link": _link(about.call, about.reference, about.code_generation),
            "name": greeted(name),
        }
        return {
            "to_address": to_address,
            "language": language,
            "subject": str(subject) % {"reference": about.reference},
            "body": render_to_string(f"applications/{template}.txt", context),
        }


def _link(call: Call, reference: str, generation: int) -> str:
    token = codes.link_token(reference, generation)
    path = reverse("applications:application-open", args=[call.slug, reference, token])
    return f"{settings.SITE_URL}{path}"


def _language(contact: Contact) -> str:
    """The language somebody asked to be written to in."""
    return Support.objects.get(revision=contact.revision_id).reads


def _name(draft: Draft) -> str:
    contact = draft.answers.get("contact", {})
    return contact.get("chosen_name") or contact.get("full_name") or ""
