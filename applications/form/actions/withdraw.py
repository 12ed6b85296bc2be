"""Withdraw an application, or confirm that it is still wanted."""

from django.contrib.messages.constants import INFO
from django.utils import timezone

from applications.enums import APPLICATION_MOVES, ApplicationStatus, ContactMethod, Requester
from applications.form import emails
from applications.models import Application, Draft, WithdrawalRequest
from core.actions import Refused, action
from core.models import User
from core.states import may_move


@action
def withdraw_application(
    *, by: User | None, application: Application, is_told: bool = True
) -> Application:
    """Withdraw an application for good, and delete an unsent correction. May be repeated.

    Voids every link and cookie; the private code stays valid. The applicant gets a mail, unless
    they were never written to: then they are not `is_told`.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if not may_move(APPLICATION_MOVES, application.status, ApplicationStatus.WITHDRAWN, by=by):
        return application
    application.status = ApplicationStatus.WITHDRAWN
    application.withdrawn_at = timezone.now()
    application.end_access(code_too=False)
    application.save()
    Draft.objects.filter(corrects=application).delete()
    if is_told:
        emails.queue_withdrawal(application=application)
    return application


@action
def withdraw_for_applicant(
    *, by: User, application: Application, asker: Requester, way: ContactMethod, note: str
) -> None:
    """Withdraw at an applicant's request to staff. Refused if it is withdrawn already."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.status == ApplicationStatus.WITHDRAWN:
        message = f"{application.reference} was withdrawn before."
        raise Refused(message, "already_withdrawn", level=INFO)
    WithdrawalRequest.objects.create(
        application=application, asker=asker, way=way, note=note, by=by
    )
    withdraw_application(by=by, application=application)


@action
def confirm_availability(*, by: User | None, application: Application) -> None:
    """Note that an applicant still wants to take part, unless the application is withdrawn."""
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.status == ApplicationStatus.RECEIVED:
        application.still_available_at = timezone.now()
        application.save()
