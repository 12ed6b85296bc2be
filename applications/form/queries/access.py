"""What lets an applicant in, and how much of what they sent it opens."""

import uuid
from datetime import timedelta

from django.utils import timezone

from applications.form.queries import revision_sent_as
from applications.models import Application, Contact, Draft
from core.models import AccessEvent, User

GIVEN_OUT = "new code {}"  # as access events say it
SLIP_OPEN_FOR = timedelta(hours=1)


def application_under(submission_key: uuid.UUID) -> Application | None:
    """The application that was sent, or is being corrected, under this key."""
    if revision := revision_sent_as(submission_key):
        return revision.application
    draft = Draft.objects.filter(pk=submission_key).select_related("corrects__call").first()
    return draft and draft.corrects


def email_opens_about_you(application: Application, email: str) -> bool:
    """Whether a link to this address opens the about-you answers.

    It stood in what the applicant sent while no staff could have sent it in their place.
    """
    return Contact.objects.filter(
        email=email, revision__application=application, revision__email_opens_about_you=True
    ).exists()  # fmt: skip


def link_opens_about_you(application: Application) -> bool:
    """Whether a link to the address that stands in it now opens the about-you answers."""
    now = Contact.objects.filter(revision__application=application, revision__is_current=True)
    email = now.values_list("email", flat=True).first()
    return bool(email) and email_opens_about_you(application, email)


def is_code_known_to_staff(application: Application) -> bool:
    """Whether staff gave out its private code: a new one is never given out by anybody else."""
    shown = AccessEvent.objects.filter(what=AccessEvent.What.PRIVATE_CODE, object_id=application.pk)
    return shown.exists()


def has_given_out(by: User, application: Application) -> bool:
    """Whether it was `by` who gave out the code that is valid now, within the hour."""
    given = AccessEvent.objects.filter(
        by=by,
        what=AccessEvent.What.PRIVATE_CODE,
        object_id=application.pk,
        query=GIVEN_OUT.format(application.code_generation),
        at__gte=timezone.now() - SLIP_OPEN_FOR,
    )
    return given.exists()
