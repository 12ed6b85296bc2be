"""Messages to residents, in their own language: never their answers, of their words the name."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications import codes, queries
from applications.models import Application, Call, Contact, Draft, Revision, Support
from core import mail
from core.models import OutgoingMail

# What a mail program would make a link of. Nobody is greeted by a name like this.
_LINK_LIKE = re.compile(r"://|@|www\.|\w\.\w{2}", re.IGNORECASE)


def is_address(email: str) -> bool:
    """Whether mail may be sent there; what stands on a paper is kept as written, right or not."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


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


def queue_application_link(*, contact: Contact) -> OutgoingMail:
    """The way back to what was sent."""
    letter = _letter(
        "link",
        _("The link to your application (%(reference)s)"),
        about=contact.revision.application,
        to_address=contact.email,
        language=_language(contact),
        name=contact.name,
    )
    return mail.queue(**letter)


def queue_draft_link(*, draft: Draft, to_address: str, language: str) -> OutgoingMail:
    """The way back to what is not sent yet."""
    letter = _letter(
        "link",
        _("The link to your application (%(reference)s)"),
        about=draft,
        to_address=to_address,
        language=language,
        name=_name(draft),
        draft=draft,
    )
    return mail.queue(**letter)


def queue_reminder(*, draft: Draft) -> OutgoingMail:
    """ "You have not sent it yet", with the link."""
    letter = _letter(
        "reminder",
        _("Your application is not sent yet (%(reference)s)"),
        about=draft,
        to_address=draft.answers["contact"]["email"],
        language=draft.language,
        name=_name(draft),
        draft=draft,
    )
    return mail.queue(**letter)


def queue_withdrawal(*, application: Application) -> OutgoingMail | None:
    """ "You have withdrawn"; None for somebody without e-mail."""
    contact = queries.contacts_of([application])[application.pk]
    if not is_address(contact.email):
        return None
    letter = _letter(
        "withdrawal",
        _("You have withdrawn your application (%(reference)s)"),
        about=application,
        to_address=contact.email,
        language=_language(contact),
        name=contact.name,
    )
    return mail.queue(**letter)


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
            "name": "" if _LINK_LIKE.search(name) else name,
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
