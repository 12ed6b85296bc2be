"""Applicants' access: what links and codes open."""

import uuid
from datetime import timedelta

from django.utils import timezone

from applications.form.queries import revision_by_key
from applications.models import Application, Contact, Draft
from core.models import AccessEvent, User

GIVEN_OUT = "new code {}"  # text of the access event
SLIP_OPEN_FOR = timedelta(hours=1)


def application_by_key(submission_key: uuid.UUID) -> Application | None:
    """The application that was sent or is being corrected with this key."""
    if revision := revision_by_key(submission_key):
        return revision.application
    draft = Draft.objects.filter(pk=submission_key).select_related("corrects__call").first()
    return draft and draft.corrects


def email_opens_about_you(application: Application, email: str) -> bool:
    """Whether a link to this address opens the about-you answers.

    It must have been in a revision that staff could not have sent for the applicant.
    """
    return Contact.objects.filter(
        email=email, revision__application=application, revision__email_opens_about_you=True
    ).exists()


def link_opens_about_you(application: Application) -> bool:
    """Whether a link to its current address opens the about-you answers."""
    now = Contact.objects.filter(revision__application=application, revision__is_current=True)
    email = now.values_list("email", flat=True).first()
    return bool(email) and email_opens_about_you(application, email)


def is_code_known_to_staff(application: Application) -> bool:
    """Whether staff issued its private code."""
    issued = AccessEvent.objects.filter(
        what=AccessEvent.What.PRIVATE_CODE, object_id=application.pk
    )
    return issued.exists()


def has_given_out(by: User, application: Application) -> bool:
    """Whether `by` issued the current code within the last hour."""
    issued = AccessEvent.objects.filter(
        by=by,
        what=AccessEvent.What.PRIVATE_CODE,
        object_id=application.pk,
        query=GIVEN_OUT.format(application.code_generation),
        at__gte=timezone.now() - SLIP_OPEN_FOR,
    )
    return issued.exists()
