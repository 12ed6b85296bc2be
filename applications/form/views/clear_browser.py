"""Leaving a shared computer: delete what is saved, or let this browser forget it."""

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

DELETED, CLEARED = "deleted", "cleared"  # what was done a moment ago, in the address


@never_cache
def draft_clear(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once, then delete the draft, here and on the server; after that say that it is gone."""
    call = published_call(slug)
    cookie = draft_cookie.read(request, call)
    saved = load_draft(cookie, call)
    if request.method == "POST":
        if saved:
            clear_draft(by=None, submission_key=saved.draft.pk)
        return _forgotten(call, f"{request.path}?{DELETED}" if saved else request.path)
    if cookie is None:
        return _show_nothing_left(request, call)
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
    """This browser forgets; nothing is deleted on the server."""
    call = published_call(slug)
    if request.method == "POST":
        return _forgotten(call, f"{request.path}?{CLEARED}")
    if draft_cookie.read(request, call) is None:
        return _show_nothing_left(request, call)
    back_url = reverse("applications:application-status", args=[call.slug])
    context = {"call": call, "back_url": back_url}
    return render(request, "applications/form/application_forget.html", context)


def _forgotten(call: Call, url: str) -> HttpResponse:
    """On to `url`, which then says that nothing is left."""
    response = redirect(url)
    draft_cookie.forget(response, call)
    outage_grace.forget(response, call)
    typed_cookie.forget(response)
    return response


def _show_nothing_left(request: HttpRequest, call: Call) -> HttpResponse:
    """What became of it is said to whoever did it, not to whoever came Back to this address."""
    done = {"is_deleted": DELETED in request.GET, "is_cleared": CLEARED in request.GET}
    context = {"call": call, **done}
    return render(request, "applications/form/nothing_left.html", context)
