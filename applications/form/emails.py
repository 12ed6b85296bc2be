"""Mail to residents, in their language; of what they wrote, only the name."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.form import codes, queries, site_cache
from applications.form.queries import access
from applications.models import Application, Contact, Draft, Revision, Support
from core import email_address, languages, mail
from core.greeting import greeting_name
from core.models import OutgoingMail

# Translators: the subject of an email; “we” are City staff
_TAKEN_BACK = _("We have withdrawn your application (%(reference)s)")


def receipt(
    *, revision: Revision, contact: Contact, language: str, is_correction: bool = False
) -> OutgoingMail:
    """ "We have your application", with the reference and the link; unsaved, the gate stores it.

    Its words: receipt.txt; application_receipt.html and _slip.html say the same on page and paper.

    `is_correction`: a correction by the applicant, who has had a receipt before.
    """
    subject = _("We have your application (%(reference)s)")
    if is_correction:
        subject = _("We have your correction (%(reference)s)")
    opens_about_you = revision.email_opens_about_you or access.email_opens_about_you(
        revision.application, contact.email
    )
    letter = _letter(
        "receipt",
        subject,
        about=revision.application,
        to_address=contact.email,
        language=language,
        name=contact.name,
        token=_token(revision.application, opens_about_you=opens_about_you),
        revision=revision,
        is_correction=is_correction,
    )
    return mail.build_message(**letter)


def queue_application_link(*, contact: Contact) -> OutgoingMail | None:
    """The link to an application."""
    application = contact.revision.application
    opens_about_you = access.email_opens_about_you(application, contact.email)
    return _queue(
        "link",
        _("The link to your application (%(reference)s)"),
        about=application,
        to_address=contact.email,
        language=_language(contact),
        name=contact.name,
        token=_token(application, opens_about_you=opens_about_you),
    )


def queue_draft_link(
    *, draft: Draft, to_address: str, language: str, opens_about_you: bool = True
) -> OutgoingMail | None:
    """The link to a draft."""
    return _queue(
        "link",
        _("The link to your application (%(reference)s)"),
        about=draft,
        to_address=to_address,
        language=language,
        name=_name(draft),
        token=_token(draft, opens_about_you=opens_about_you),
        draft=draft,
    )


def queue_reminder(*, draft: Draft) -> OutgoingMail | None:
    """ "You have not sent it yet", with the link."""
    return _queue(
        "reminder",
        _("Your application is not sent yet (%(reference)s)"),
        about=draft,
        to_address=draft.email,
        language=draft.language,
        name=_name(draft),
        token=_token(draft, opens_about_you=True),
        draft=draft,
    )


def queue_withdrawal(*, application: Application) -> OutgoingMail | None:
    """ "You have withdrawn"."""
    subject = _("You have withdrawn your application (%(reference)s)")
    return _queue_notice("withdrawal", subject, application)


def queue_taken_back(*, application: Application) -> OutgoingMail | None:
    """ "We have withdrawn your application", to whom we had written that we have it."""
    return _queue_notice("taken_back", _TAKEN_BACK, application)


def taken_back_in_english(*, application: Application) -> dict[str, Any]:
    """The subject and body of the same, for staff, without a name."""
    about = {"about": application, "to_address": "", "language": languages.ENGLISH.code}
    return _letter("taken_back", _TAKEN_BACK, **about, name="")


def queue_new_code(*, application: Application) -> OutgoingMail | None:
    """ "A new code was given out", without the code."""
    # Translators: the subject of an email; a code that opens one's own application.
    subject = _("A new private code for your application (%(reference)s)")
    return _queue_notice("new_code", subject, application)


def queue_address_changed(*, old: Contact) -> OutgoingMail | None:
    """ "We no longer write to this address", to the address that a correction removed."""
    # Translators: the subject of an email to the address that is no longer in the application.
    subject = _("The email address in your application was changed (%(reference)s)")
    return _queue_notice("address_changed", subject, old.revision.application, to=old)


def queue_about(
    application: Application, *, template: str, subject: Promise, has_link: bool, **context: Any
) -> OutgoingMail | None:
    """What a later app tells an applicant, from a template of its own that extends letter.txt."""
    contact = queries.contacts_of([application])[application.pk]
    opens_about_you = access.email_opens_about_you(application, contact.email)
    return _queue(
        template,
        subject,
        about=application,
        to_address=contact.email,
        language=_language(contact),
        name=contact.name,
        token=_token(application, opens_about_you=opens_about_you) if has_link else "",
        **context,
    )


def on_paper(
    application: Application, *, template: str, subject: Promise, **context: Any
) -> dict[str, Any]:
    """The language, subject and body of the same for somebody whom no mail reaches."""
    contact = queries.contacts_of([application])[application.pk]
    return _letter(
        template,
        subject,
        about=application,
        to_address="",
        language=_language(contact),
        name=contact.name,
        **context,
    )


def _queue_notice(
    template: str, subject: Promise, application: Application, *, to: Contact | None = None
) -> OutgoingMail | None:
    """A notice about an application, without a link."""
    contact = to or queries.contacts_of([application])[application.pk]
    return _queue(
        template,
        subject,
        about=application,
        to_address=contact.email,
        language=_language(contact),
        name=contact.name,
    )


def _queue(
    template: str, subject: Promise, *, to_address: str, **context: Any
) -> OutgoingMail | None:
    """Queue a message; None without a valid address.

    Addresses on paper and in drafts are stored as written, valid or not.
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
    token: str = "",
    **context: Any,
) -> dict[str, Any]:
    """The arguments of mail.queue; the text has the name, unless it looks like a link."""
    with translation.override(language):
        context |= {
            "call": about.call,
            "reference": about.reference,
            "is_unchecked": site_cache.has_unchecked_wording(
                languages.display_language(language).code, about.call
            ),
            "link": token and _address("application-open", about.call.slug, about.reference, token),
            "link_ends_at": timezone.now() + codes.LINK_LASTS,
            "lost_link": _address("code-lost", about.call.slug),
            "name": greeting_name(name),
        }
        return {
            "to_address": to_address,
            "language": language,
            "subject": str(subject) % {"reference": about.reference},
            "body": render_to_string(
                template if "/" in template else f"applications/form/{template}.txt", context
            ),
            "holds_secret": bool(token),
        }


def _token(about: Application | Draft, *, opens_about_you: bool) -> str:
    return codes.link_token(
        about.reference, about.session_generation, opens_about_you=opens_about_you
    )


def _address(page: str, *parts: str) -> str:
    return f"{settings.SITE_URL}{reverse(f'applications:{page}', args=parts)}"


def _language(contact: Contact) -> str:
    """The language in which the applicant wants to be written to."""
    return Support.objects.get(revision=contact.revision_id).reads


def _name(draft: Draft) -> str:
    contact = draft.answers.get("contact", {})
    return contact.get("chosen_name") or contact.get("full_name") or ""
