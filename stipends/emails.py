"""Mail about stipends, in the member's language: the words that stand on their own page."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from applications.form.notices import PaperNotice, notice_on_paper, queue_notice
from applications.models import Application
from core.models import OutgoingMail
from stipends.models import Installment
from stipends.parts import Part
from stipends.queries import installments, parts_of
from stipends.told import lacks_tax_form, told_parts

_TEMPLATE = "stipends/mail/news.txt"
# Translators: the subject of an email
_SUBJECT = _("News about your stipend (%(reference)s)")


def queue_news_of(part: Installment) -> OutgoingMail | None:
    """How one part stands now."""
    parts = parts_of(installments().filter(pk=part.pk))
    return queue_news(parts[0].application, parts)


def queue_news(application: Application, parts: Sequence[Part]) -> OutgoingMail | None:
    """How these parts stand, and what to do; None if no mail reaches them."""
    return queue_notice(
        application=application,
        template=_TEMPLATE,
        subject=_SUBJECT,
        has_link=True,
        parts=parts,
        lacks_tax_form=lacks_tax_form(parts),
    )


def news_on_paper(application: Application, parts: Sequence[Part]) -> PaperNotice:
    """The same words to print, for somebody whom no mail reaches."""
    return notice_on_paper(
        application=application,
        template=_TEMPLATE,
        subject=_SUBJECT,
        parts=told_parts(parts),
        lacks_tax_form=lacks_tax_form(parts),
    )
