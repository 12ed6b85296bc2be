"""Mail about stipends, in the member's language: the words that stand on their own page."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from applications.form import site_cache
from applications.form.notices import queue_notice
from applications.models import Application
from core.models import OutgoingMail
from stipends.models import Installment
from stipends.parts import Part
from stipends.queries import installments, parts_of
from stipends.told import lacks_tax_form

_TEMPLATE = "stipends/mail/news.txt"


def queue_news_of(part: Installment) -> OutgoingMail | None:
    """How one part stands now."""
    parts = parts_of(installments().filter(pk=part.pk))
    return queue_news(parts[0].application, parts)


def queue_news(application: Application, parts: Sequence[Part]) -> OutgoingMail | None:
    """How these parts stand, and what to do; None if no mail reaches them."""
    # Translators: the subject of an email
    subject = _("News about your stipend (%(reference)s)")
    return queue_notice(
        application=application,
        template=_TEMPLATE,
        subject=subject,
        has_link=False,
        parts=parts,
        lacks_tax_form=lacks_tax_form(parts),
    )


def news_as_letter(
    application: Application, parts: Sequence[Part], *, name: str, language: str
) -> str:
    """The same words to print, for somebody whom no mail reaches."""
    call = application.call
    with translation.override(language):
        return render_to_string(
            _TEMPLATE,
            {
                "name": name,
                "call": call,
                "reference": application.reference,
                "is_unchecked": site_cache.has_unchecked_wording(language, call),
                "parts": parts,
                "lacks_tax_form": lacks_tax_form(parts),
            },
        )
