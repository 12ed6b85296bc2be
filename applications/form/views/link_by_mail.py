"""A link by e-mail, for those who stop half-way and for those who lost their code."""

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from applications.form import codes
from applications.form.actions.links import send_draft_link, send_lost_links
from applications.form.forms import steps
from applications.form.forms.email import SUGGESTED
from applications.form.forms.my_application import EmailForm
from applications.form.forms.step_form import CONFIRMED
from applications.form.queries.sent import is_changed
from applications.form.views import (
    draft_cookie,
    limits,
    outage_grace,
    step_page,
    step_saving,
    typed_cookie,
    unvalidated,
)
from applications.form.views.public import published_call
from applications.models import Call, Draft
from applications.models.draft import SavedDraft, load_draft
from core import email_address

CONTACT = steps.BY_SLUG["contact"]


@never_cache
def draft_keep(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Save and finish later": shows the code, and mails the link."""
    call = published_call(slug)
    cookie = draft_cookie.read(request, call)
    saved = load_draft(cookie, call)
    if saved is None:
        return redirect("applications:application-status", call.slug)
    draft = saved.draft
    if request.method == "POST":
        _answer_hint(request, call, saved)

        def send(email: str) -> None:
            send_draft_link(
                by=None,
                draft=draft,
                email=email,
                language=get_language(),
                opens_about_you=cookie.opens_about_you,
            )

        return _ask_for_link(request, call, send)
    if draft.corrects and not is_changed(draft):
        return redirect("applications:application-status", call.slug)
    form = typed_cookie.form_of(request, EmailForm, call, initial={"email": draft.email})
    is_sent, email = "sent" in request.GET, form["email"].value()
    if not is_sent and not form.is_bound and email_address.suggested_correction(email):
        confirmed = step_page.confirmed_on(saved.page(CONTACT.slug), CONTACT.form)
        form = EmailForm(call=call, data={"email": email, CONFIRMED: confirmed})
    context = {
        "draft": draft,
        "private_code": codes.private_code(draft.reference, draft.code_generation),
        "is_sent": is_sent,
        "hint_waits": not step_page.shows_errors(request),  # the code comes first
    }
    return typed_cookie.page(request, "applications/form/draft_keep.html", call, form, **context)


@never_cache
def code_lost(request: HttpRequest, slug: str) -> HttpResponse:
    """Mail a link for every application with this address; the same page if there is none."""
    call = published_call(slug)
    if request.method == "POST":

        def send(email: str) -> None:
            send_lost_links(by=None, call=call, email=email)

        return _ask_for_link(request, call, send)
    form = typed_cookie.form_of(request, EmailForm, call)
    context = {"is_sent": "sent" in request.GET}
    return typed_cookie.page(request, "applications/form/code_lost.html", call, form, **context)


def _ask_for_link(request: HttpRequest, call: Call, send: Callable[[str], None]) -> HttpResponse:
    """Mail a link within the limits; the page is the same whether or not one was sent."""
    form = EmailForm(call=call, data=request.POST)
    if unvalidated.OTHER_LANGUAGE in request.POST:
        return typed_cookie.redirect_with_typed(form, request.get_full_path())
    if not form.is_valid():
        return typed_cookie.redirect_with_typed(form, f"{request.path}?{step_page.SHOW_ERRORS}")
    if wait := limits.wait_to_ask_for_link(request):
        return outage_grace.too_many(request, call, wait=wait)
    email = form.cleaned_data["email"]
    if limits.may_mail_link(email):
        send(email)
    return redirect(f"{request.path}?sent=1")


def _answer_hint(request: HttpRequest, call: Call, saved: SavedDraft) -> None:
    """Put the suggested address, or that the typed one is right, into the draft, too."""
    email = saved.draft.email
    suggested = email_address.suggested_correction(email)
    page, is_typed = saved.page(CONTACT.slug), CONTACT.slug in saved.typed
    doubts = EmailForm.doubts_in({"email": email})
    if suggested and request.POST.get(SUGGESTED) == suggested:
        page = {**page, "email": suggested}
    elif is_typed and set(doubts) & set(request.POST.get(CONFIRMED, "").split()):
        page = {**page, CONFIRMED: " ".join([page.get(CONFIRMED, ""), *doubts]).strip()}
    else:
        return
    with suppress(Draft.DoesNotExist):  # sent or cleared in another tab, just now
        step_saving.write(call, CONTACT, saved, **{"typed" if is_typed else "answers": page})
