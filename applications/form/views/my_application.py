"""An applicant's own pages: find, check, correct or withdraw an application."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.enums import ApplicationStatus
from applications.form import codes, queries
from applications.form.actions.correct import start_correction
from applications.form.actions.drafts import clear_draft
from applications.form.actions.withdraw import confirm_availability, withdraw_application
from applications.form.forms.details import FORMS
from applications.form.forms.my_application import FindForm
from applications.form.forms.steps import BY_SLUG
from applications.form.queries import access
from applications.form.queries.details import may_change_details
from applications.form.queries.sent import answers_as_sent, begun_correction, is_changed
from applications.form.queries.taken_back import was_taken_back
from applications.form.timeline import timeline
from applications.form.views import (
    answer_summary,
    details,
    draft_cookie,
    ended,
    limits,
    outage_grace,
    step_page,
    typed_cookie,
    unvalidated,
)
from applications.form.views.public import published_call
from applications.models import Application, Call, Draft
from applications.models.draft import ABOUT_YOU, DECLARATION, DraftKey, draft_status
from applications.models.representation import about_you_as_sent
from core.actions import Refused

TOO_MANY = "too-many"
DROPPED = "dropped"  # a correction was just deleted
# The same message whichever is wrong, and whether or not the reference exists.
NOT_FOUND = _(
    "We cannot find an application with this reference and this private code. "
    "Please check both, letter by letter."
)
TOO_OFTEN = _("There were too many tries. Please wait 15 minutes and try again.")


@never_cache
def application_find(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a draft or application by its reference and private code."""
    call = published_call(slug)
    if request.method == "POST":
        return _find(request, call)
    form = typed_cookie.form_of(request, FindForm, call)
    if form.is_bound and form.is_valid():
        form.add_error(None, TOO_OFTEN if TOO_MANY in request.GET else NOT_FOUND)
    begun = draft_status(draft_cookie.read(request, call), call)
    context = {"has_draft": begun.has_draft, "sent": begun.sent}
    return typed_cookie.page(
        request, "applications/form/application_find.html", call, form, **context
    )


def _find(request: HttpRequest, call: Call) -> HttpResponse:
    """Give access if reference and code are right; else redirect to the page, which says why."""
    form, error = FindForm(call=call, data=request.POST), ""
    if unvalidated.OTHER_LANGUAGE in request.POST:
        return typed_cookie.redirect_with_typed(form, request.get_full_path())
    if form.is_valid():
        reference, code = form.cleaned_data["reference"], form.cleaned_data["code"]
        if not limits.may_find(request, reference):
            error = f"&{TOO_MANY}"
        elif found := _find_by_code(call, reference, code):
            return _give_access(call, found, _draft_key(found, not _is_known_to_staff(found)))
    response = typed_cookie.redirect_with_typed(
        form, f"{request.path}?{step_page.SHOW_ERRORS}{error}"
    )
    if error:
        outage_grace.remember_try(response, request, call)
    return response


@never_cache
def application_open(request: HttpRequest, slug: str, reference: str, token: str) -> HttpResponse:
    """Open the link of a mail. It changes nothing, since virus scanners open it, too."""
    call = published_call(slug)
    link = codes.read_link(token, reference)
    if link is None:
        return ended.unknown_link(request, call)
    found = queries.find_by_reference(call, reference)
    if found is None or link.generation != found.session_generation:
        return ended.respond(request, call)
    draft_key = _draft_key(found, link.opens_about_you, link.ends_at)
    return (
        ended.respond(request, call) if draft_key.is_over else _give_access(call, found, draft_key)
    )


@never_cache
def link_unknown(request: HttpRequest, slug: str, rest: str) -> HttpResponse:
    """A private link that lost its end, or has something added."""
    return ended.unknown_link(request, published_call(slug))


def _with_application(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call `view` with the cookie and its application; without one, ask for the code."""

    @wraps(view)
    def run(request: HttpRequest, slug: str) -> HttpResponse:
        call = published_call(slug)
        cookie = draft_cookie.read(request, call)
        application = draft_cookie.application_of(cookie)
        if application is None:
            return ended.ask_for_code(request, call)
        return view(request, call, cookie, application)

    return run


@never_cache
@_with_application
def application_status(
    request: HttpRequest, call: Call, cookie: DraftKey, application: Application
) -> HttpResponse:
    """The status of the application, its answers, and what can still be done."""
    revision = queries.current_revision(application)
    way = queries.contact_sent_with(revision).preferred_way
    sent = answers_as_sent(revision)
    shows_all = cookie.opens_about_you
    if shows_all:
        sent[ABOUT_YOU] = about_you_as_sent(revision)
    correction = begun_correction(application)
    context = {
        "call": call,
        "application": application,
        "revision": revision,
        "stands": application.status == ApplicationStatus.RECEIVED,
        "is_late": application.status == ApplicationStatus.LATE,
        "is_refused": application.status == ApplicationStatus.REFUSED,
        "is_withdrawn": application.status == ApplicationStatus.WITHDRAWN,
        "is_taken_back": was_taken_back(application),
        "is_open": not call.has_closed,
        "correction": correction,
        "is_correction_deleted": DROPPED in request.GET and correction is None,
        "steps": timeline(call, sent_at=application.received_at, way=way),
        "changeable_steps": may_change_details(application) and [BY_SLUG[name] for name in FORMS],
        "is_meanwhile": "meanwhile" in request.GET,
        "changed_step": getattr(BY_SLUG.get(request.GET.get(details.CHANGED)), "title", ""),
        "groups": answer_summary.groups(
            call, sent, hidden={ABOUT_YOU} - sent.keys(), hidden_since=revision.received_at
        ),
        "last_answers": answer_summary.last_answers(sent[DECLARATION]),
        "link_shows_hidden_answers": not shows_all and access.link_opens_about_you(application),
    }
    return render(request, "applications/form/application_status.html", context)


@require_POST
@_with_application
def correction_start(
    request: HttpRequest, call: Call, cookie: DraftKey, application: Application
) -> HttpResponse:
    """Start a correction, or continue the one already begun."""
    try:
        correction = start_correction(by=None, application=application, language=get_language())
    except Refused:  # closed or withdrawn meanwhile, as the status page says
        return redirect("applications:application-status", call.slug)
    return _keep_access(call, correction, cookie)


@never_cache
@_with_application
def correction_drop(
    request: HttpRequest, call: Call, cookie: DraftKey, application: Application
) -> HttpResponse:
    """Confirm, then delete an unsent correction."""
    correction = queries.correction_of(application)
    if request.method == "POST":
        if correction is None:
            return _keep_access(call, application, cookie)
        query = f"?{DROPPED}" if is_changed(correction) else ""
        clear_draft(by=None, submission_key=correction.pk)
        return _keep_access(call, application, cookie, query)
    if correction is None:
        return redirect("applications:application-status", call.slug)
    return render(request, "applications/form/correction_drop.html", {"call": call})


@never_cache
@_with_application
def application_withdraw(
    request: HttpRequest, call: Call, cookie: DraftKey, application: Application
) -> HttpResponse:
    """Confirm, then withdraw."""
    if request.method == "POST":
        application = withdraw_application(by=None, application=application)
        return _keep_access(call, application, cookie)
    if application.status in (ApplicationStatus.WITHDRAWN, ApplicationStatus.REFUSED):
        return redirect("applications:application-status", call.slug)
    context = {
        "call": call,
        "reference": application.reference,
        "is_open": not call.has_closed,
    }
    return render(request, "applications/form/application_withdraw.html", context)


@require_POST
def availability_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Yes, I am still available"."""
    call = published_call(slug)
    if application := draft_cookie.application_of(draft_cookie.read(request, call)):
        confirm_availability(by=None, application=application)
    return redirect("applications:application-status", call.slug)


def _find_by_code(call: Call, reference: str, code: str) -> Draft | Application | None:
    """The draft or application, if the code is right; as much work for an unknown reference."""
    found = queries.find_by_reference(call, reference)
    generation = found.code_generation if found else 0
    return found if codes.is_private_code(code, reference, generation) else None


def _is_known_to_staff(found: Draft | Application) -> bool:
    return isinstance(found, Application) and access.is_code_known_to_staff(found)


def _draft_key(
    found: Draft | Application, opens_about_you: bool, ends_at: int | None = None
) -> DraftKey:
    """The cookie's content for a draft or application."""
    is_draft = isinstance(found, Draft)
    key = found.pk if is_draft else queries.current_revision(found).submission_key
    return DraftKey(key, found.session_generation, opens_about_you, ends_at)


def _keep_access(
    call: Call, found: Draft | Application, cookie: DraftKey, query: str = ""
) -> HttpResponse:
    """The same access as the cookie has, now to the application or its correction."""
    draft_key = _draft_key(found, cookie.opens_about_you, cookie.ends_at)
    return _give_access(call, found, draft_key, query)


def _give_access(
    call: Call, found: Draft | Application, draft_key: DraftKey, query: str = ""
) -> HttpResponse:
    """Set the cookie, and redirect to the draft or to the status page."""
    is_draft = isinstance(found, Draft)
    page = "applications:application-check" if is_draft else "applications:application-status"
    response = redirect(reverse(page, args=[call.slug]) + query)
    is_new = is_draft and found.corrects_id is None
    draft_cookie.write(response, call, draft_key, until_closed=not is_new)
    return response
