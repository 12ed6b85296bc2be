"""Let people back in: a link by e-mail, or a new private code."""

from applications.form import emails, queries
from applications.form.queries import access
from applications.models import Application, Call, Draft
from core import access_log
from core.actions import ChangedMeanwhile, action
from core.models import AccessEvent, User

GIVEN_MEANWHILE = (
    "Somebody else gave out a new code a moment ago. Give out another only if it is needed."
)
MOST_LINKS = 10  # in answer to one question, the newest first


@action
def send_draft_link(
    *, by: User | None, draft: Draft, email: str, language: str, opens_about_you: bool = True
) -> None:
    """Queue the link to an unfinished application, to whichever address its writer gives.

    It opens no more than its writer may see, unless the address does.
    """
    if draft.corrects and not opens_about_you:
        opens_about_you = access.email_opens_about_you(draft.corrects, email)
    emails.queue_draft_link(
        draft=draft, to_address=email, language=language, opens_about_you=opens_about_you
    )


@action
def send_lost_links(*, by: User | None, call: Call, email: str) -> None:
    """Queue a link for each application and draft of `call` that has this address.

    It goes to the address as it is stored: letters that only look alike match some that differ.
    """
    for contact in queries.contacts_with_email(call, email)[:MOST_LINKS]:
        emails.queue_application_link(contact=contact)
    for draft in queries.drafts_with_email(call, email)[:MOST_LINKS]:
        emails.queue_draft_link(draft=draft, to_address=draft.email, language=draft.language)


@action
def reissue_code(*, by: User, application: Application, seen: int | None = None) -> Application:
    """Make the private code, links and cookies of `application` void; the applicant is told.

    Who gave out which new code is on record. With the generation that the caller saw, a second
    press does not void what the first gave; refused when somebody else gave one out.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if seen not in (None, application.code_generation):
        if not access.has_given_out(by, application):
            raise ChangedMeanwhile(GIVEN_MEANWHILE)
        return application
    application.end_access(code_too=True)
    application.save()
    access_log.record(
        by=by,
        what=AccessEvent.What.PRIVATE_CODE,
        object_id=application.pk,
        query=access.GIVEN_OUT.format(application.code_generation),
    )
    emails.queue_new_code(application=application)
    return application
