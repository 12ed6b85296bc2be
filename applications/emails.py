"""Messages to residents, in their own language."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from applications.models import Contact, Revision
from core import mail
from core.models import OutgoingMail


def queue_receipt(*, revision: Revision, contact: Contact, language: str) -> OutgoingMail:
    """ "We have your application", with the reference and no answers; goes to the e-mail given."""
    call = revision.application.call
    with translation.override(language):
        context = {"revision": revision, "contact": contact, "call": call}
        return mail.queue(
            to_address=contact.email,
            language=language,
            subject=_("We have your application (%(reference)s)")
            % {"reference": revision.application.reference},
            body=render_to_string("applications/receipt.txt", context),
        )
