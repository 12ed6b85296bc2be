"""The page for a link or cookie that no longer gives access."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from applications.form.forms.steps import Step
from applications.form.views import closed, draft_cookie
from applications.models import Call


def respond(request: HttpRequest, call: Call, *, typed: closed.Typed | None = None) -> HttpResponse:
    """Possible reasons, and other ways to get access; 410: this link will never work again."""
    context = {"call": call, "typed": typed}
    response = render(request, "applications/form/access_ended.html", context, status=410)
    if draft_cookie.has_ended(draft_cookie.read(request, call)):
        draft_cookie.forget(response, call)
    return response


def respond_to_step(request: HttpRequest, call: Call, step: Step) -> HttpResponse:
    """The same for a page of the form, showing what was typed for copying."""
    typed = None
    if request.method == "POST":
        typed = closed.typed_texts(step.form(call=call, data=request.POST))
    return respond(request, call, typed=typed)


def ask_for_code(request: HttpRequest, call: Call) -> HttpResponse:
    """For a page about an application in a browser without access: ask for the code."""
    if draft_cookie.has_ended(draft_cookie.read(request, call)):
        return respond(request, call)
    return redirect("applications:application-find", call.slug)
