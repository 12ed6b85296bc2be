"""The pages for a link, or a browser, that does not let somebody in, or no longer does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from applications.form.forms.steps import Step
from applications.form.views import closed, draft_cookie
from applications.models import Call


def answer(request: HttpRequest, call: Call, *, typed: closed.Typed | None = None) -> HttpResponse:
    """Why it may be, and the ways in that are left; 410: this link will never work again."""
    context = {"call": call, "typed": typed}
    response = render(request, "applications/form/access_ended.html", context, status=410)
    if draft_cookie.has_ended(draft_cookie.read(request, call)):
        draft_cookie.forget(response, call)
    return response


def unknown(request: HttpRequest, call: Call) -> HttpResponse:
    """For a link that we never wrote: 404, and the same whether or not it names an application."""
    return render(request, "applications/form/link_unknown.html", {"call": call}, status=404)


def answer_step(request: HttpRequest, call: Call, step: Step) -> HttpResponse:
    """The same for a page of the form, with what was just typed, to be copied."""
    typed = None
    if request.method == "POST":
        typed = closed.words_in(step.form(call=call, data=request.POST))
    return answer(request, call, typed=typed)


def or_find(request: HttpRequest, call: Call) -> HttpResponse:
    """For a page about an application, opened by a browser that holds none: ask for the code."""
    if draft_cookie.has_ended(draft_cookie.read(request, call)):
        return answer(request, call)
    return redirect("applications:application-find", call.slug)
