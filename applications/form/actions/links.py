"""Access for applicants: a link by e-mail, or a new private code."""

from applications.form import emails, queries
from applications.form.queries import access
from applications.models import Application, Call, Draft
from core import access_log
from core.actions import ChangedMeanwhile, action
from core.models import AccessEvent, User

GIVEN_MEANWHILE = (
    "Somebody else gave out a new code a moment ago. Give out another only if it is needed."
)
MOST_LINKS = 10  # in answer to one request, the newest first


@action
def send_draft_link(
    *, by: User | None, draft: Draft, email: str, language: str, opens_about_you: bool = True
) -> None:
    """Queue the link to a draft, to any address that its writer gives.

    It opens the about-you answers only if its writer, or the owner of `email`, may see them.
    """
    if draft.corrects and not opens_about_you:
        opens_about_you = access.email_opens_about_you(draft.corrects, email)
    emails.queue_draft_link(
        draft=draft, to_address=email, language=language, opens_about_you=opens_about_you
    )


@action
def send_lost_links(*, by: User | None, call: Call, email: str) -> None:
    """Queue a link for each application and draft of `call` that has this address.

    It goes to the stored address: the database's comparison also matches some that differ.
    """
    for contact in queries.contacts_with_email(call, email)[:MOST_LINKS]:
        emails.queue_application_link(contact=contact)
    for draft in queries.drafts_with_email(call, email)[:MOST_LINKS]:
        emails.queue_draft_link(draft=draft, to_address=draft.email, language=draft.language)


@action
def reissue_code(*, by: User, application: Application, seen: int | None = None) -> Application:
    """Void the private code, links and cookies of `application`, and mail the applicant.

    The access log records who issued which code. `seen` is the generation that the
    caller saw: sending the form twice issues one code. Refused if somebody else issued one.
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
