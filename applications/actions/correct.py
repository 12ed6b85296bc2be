"""Begin to correct what was sent."""

from django.utils import timezone

from applications import queries
from applications.actions.submit import NotAccepted
from applications.enums import ApplicationStatus
from applications.models import AboutYouDraft, Application, Draft
from applications.models.representation import about_you_as_sent
from core.actions import action
from core.models import User


@action
def start_correction(*, by: User | None, application: Application, language: str) -> Draft:
    """A draft that holds what was sent last; the one begun before, if it is still there.

    Nothing changes for the application until it is sent. Raises NotAccepted after the
    deadline, and for a withdrawn application.
    """
    # Its row is the queue: two who begin at once share one correction.
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.status == ApplicationStatus.WITHDRAWN:
        raise NotAccepted
    if not application.call.accepts_at(timezone.now()):
        raise NotAccepted
    if begun := queries.correction_of(application):
        return begun
    revision = queries.current_revision(application)
    draft = Draft.objects.create(
        call=application.call,
        reference=application.reference,
        code_generation=application.code_generation,
        corrects=application,
        language=language,
        answers=queries.answers_as_sent(revision),
    )
    AboutYouDraft.objects.create(draft=draft, answers=about_you_as_sent(revision))
    return draft
