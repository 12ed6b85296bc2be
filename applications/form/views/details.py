"""An applicant's contact, home and language after the deadline: one page for each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from applications.enums import Detail
from applications.form import queries
from applications.form.actions.change_details import change_details
from applications.form.forms.details import FORMS
from applications.form.forms.step_form import StepForm
from applications.form.forms.steps import BY_SLUG
from applications.form.queries.details import changes_so_far, may_change_details
from applications.form.queries.sent import answers_as_sent
from applications.form.views import closed, draft_cookie, ended, step_page, unvalidated
from applications.form.views.public import published_call
from applications.models import Application, Call
from core.actions import ChangedMeanwhile

CHANGED = "changed"
MEANWHILE = _(
    "This page was changed in the meantime, in another window or by our staff. "
    "Please check what stands here, and save it again."
)


@never_cache
def detail_change(request: HttpRequest, slug: str, detail: str) -> HttpResponse:
    """Show one step with what is stored, or put in its place what is sent."""
    call = published_call(slug)
    if detail not in FORMS:
        raise Http404
    cookie = draft_cookie.read(request, call)
    application = draft_cookie.application_of(cookie)
    if application is None:
        return _without_access(request, call, Detail(detail))
    status_page = reverse("applications:application-status", args=[call.slug])
    if not may_change_details(application) or unvalidated.BACK in request.POST:
        return redirect(status_page)
    if request.method != "POST":
        form = FORMS[Detail(detail)](call=call, initial=_stored(application, Detail(detail)))
        return _page(request, application, form, seen=changes_so_far(application))
    if unvalidated.OTHER_LANGUAGE in request.POST:
        typed = _typed(FORMS[Detail(detail)](call=call, data=request.POST))
        form = FORMS[Detail(detail)](call=call, initial=typed)
        return _page(request, application, form, seen=_seen(request))
    form = FORMS[Detail(detail)](call=call, data=request.POST)
    if not form.is_valid():
        return _page(request, application, form, seen=_seen(request))
    try:
        change_details(
            by=None,
            application=application,
            detail=Detail(detail),
            given=form.cleaned_data,
            seen=_seen(request),
            opens_about_you=cookie.opens_about_you,
        )
    except ChangedMeanwhile:
        form.add_error(None, MEANWHILE)
        return _page(request, application, form, seen=changes_so_far(application))
    return redirect(f"{status_page}?{CHANGED}={detail}#details")


def _without_access(request: HttpRequest, call: Call, detail: Detail) -> HttpResponse:
    """Ask for the code; what was typed is shown for copying."""
    if request.method != "POST":
        return ended.ask_for_code(request, call)
    form = FORMS[detail](call=call, data=request.POST)
    return ended.respond(request, call, typed=closed.typed_texts(form))


def _stored(application: Application, detail: Detail) -> dict[str, Any]:
    """What the form shows first: all but whether they live in the city, which is asked anew."""
    return answers_as_sent(queries.current_revision(application))[detail.value]


def _typed(form: StepForm) -> dict[str, Any]:
    return {field.name: field.value() for field in form}


def _seen(request: HttpRequest) -> int:
    """The last change that the page knew of; of a page that was tampered with, none."""
    written = request.POST.get("seen", "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 0


def _page(
    request: HttpRequest, application: Application, form: StepForm, *, seen: int
) -> HttpResponse:
    detail = request.resolver_match.kwargs["detail"]
    context = {
        "call": application.call,
        "step": BY_SLUG[detail],
        "form": form,
        "seen": seen,
        "is_home": detail == Detail.HOME,
        "confirmed": form.confirmed or step_page.confirmed_on(form.initial, type(form)),
        "keeps_typed": True,
        "back_url": reverse("applications:application-status", args=[application.call.slug]),
    }
    return render(request, "applications/form/detail_change.html", context)
