"""Mail that later apps send about an application; its words are theirs, how it is made is ours."""

from typing import Any

from django.utils.functional import Promise

from applications.form import emails
from applications.models import Application
from core.models import OutgoingMail


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
