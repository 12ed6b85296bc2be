"""Mail that later apps send about an application; its words are theirs, how it is made is ours."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from applications.form import emails
from applications.form.queries import emails_of
from applications.models import Application
from core.email_address import can_be_sent_to
from core.languages import Language, display_language
from core.models import OutgoingMail


@dataclass(frozen=True)
class PaperNotice:
    """A notice to be printed: what the mail would say."""

    language: Language
    subject: str
    body: str


def queue_notice(
    *, application: Application, template: str, subject: Promise, has_link: bool, **context: Any
) -> OutgoingMail | None:
    """In the applicant's language, to their address of now; None if no mail reaches them.

    `template` extends applications/form/letter.txt; with `has_link` it has the `link` to "check my
    application". A date among the `context` is put into words by the template.
    """
    return emails.queue_about(
        application, template=template, subject=subject, has_link=has_link, **context
    )


def notice_on_paper(
    *, application: Application, template: str, subject: Promise, **context: Any
) -> PaperNotice:
    """The same words for somebody whom no mail reaches; without a link."""
    words = emails.on_paper(application, template=template, subject=subject, **context)
    return PaperNotice(display_language(words["language"]), words["subject"], words["body"])


def without_email(applications: Iterable[int]) -> set[int]:
    """Ids of those whom no mail reaches: somebody calls them, or writes on paper."""
    emails_now = emails_of(applications).items()
    return {pk for pk, email in emails_now if not can_be_sent_to(email)}
