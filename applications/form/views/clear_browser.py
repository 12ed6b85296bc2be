"""For shared computers: delete a draft, or this browser's cookies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from applications.form.actions.drafts import clear_draft
from applications.form.forms import steps
from applications.form.views import draft_cookie, outage_grace, step_page, typed_cookie
from applications.form.views.public import published_call
from applications.models import Call
from applications.models.draft import load_draft

DELETED, CLEARED = "deleted", "cleared"  # what was just done, in the query string


@never_cache
def draft_clear(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm, then delete the draft and this browser's cookies."""
    call = published_call(slug)
    cookie = draft_cookie.read(request, call)
    saved = load_draft(cookie, call)
    if request.method == "POST":
        if saved:
            clear_draft(by=None, submission_key=saved.draft.pk)
        return _clear_cookies(call, f"{request.path}?{DELETED}" if saved else request.path)
    if cookie is None:
        return _show_cleared(request, call)
    if saved is None:
        return redirect("applications:application-status", call.slug)
    step = steps.BY_SLUG.get(request.GET.get("from", ""))
    context = {
        "call": call,
        "corrects": saved.draft.corrects_id,
        "back_url": step_page.url(call, step) if step else step_page.url_of_check(call),
    }
    return render(request, "applications/form/draft_clear.html", context)


@never_cache
def application_forget(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete this browser's cookies; the server keeps everything."""
    call = published_call(slug)
    if request.method == "POST":
        return _clear_cookies(call, f"{request.path}?{CLEARED}")
    if draft_cookie.read(request, call) is None:
        return _show_cleared(request, call)
    back_url = reverse("applications:application-status", args=[call.slug])
    context = {"call": call, "back_url": back_url}
    return render(request, "applications/form/application_forget.html", context)


def _clear_cookies(call: Call, url: str) -> HttpResponse:
    """Delete the cookies and redirect to `url`."""
    response = redirect(url)
    draft_cookie.forget(response, call)
    outage_grace.forget(response, call)
    typed_cookie.forget(response)
    return response


def _show_cleared(request: HttpRequest, call: Call) -> HttpResponse:
    """The page after clearing; it says what was done only right after that."""
    done = {"is_deleted": DELETED in request.GET, "is_cleared": CLEARED in request.GET}
    context = {"call": call, **done}
    return render(request, "applications/form/nothing_left.html", context)
