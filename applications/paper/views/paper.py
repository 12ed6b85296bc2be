"""Staff pages: enter a paper application, and print its slip."""

import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from applications.duplicates.views import duplicate_hints
from applications.enums import Channel
from applications.form import queries, site_cache
from applications.form.actions.submit import Paper, Submission
from applications.models import Call, PaperEntry, Revision
from applications.paper import queries as desk
from applications.paper.actions.intake import enter_paper
from applications.paper.forms.paper import PaperForm
from applications.paper.views import slip, unsaved
from core.actions import Refused
from core.permissions import Permission
from core.refusals import add_refusal
from core.staff_site import staff_page, staff_site

TEMPLATE = "applications/paper/paper_enter.html"
KEPT_FOR_THE_NEXT = ("channel", "received_on", "receiver", "language")
CODE_SHOWN_FOR = timedelta(hours=12)  # a shift; later a new code must be issued, which is logged


@staff_page(Permission.ENTER_PAPER, label="Paper entry")
@never_cache
def paper_enter(request: HttpRequest) -> HttpResponse:
    """Enter a paper application; then its slip, its scan, or an empty form for the next one."""
    calls = desk.calls_for_paper(timezone.now())
    call = chosen_call(request, calls)
    context: dict[str, Any] = {"title": "Paper entry", "call": call, "calls": calls}
    if call is None:
        return staff_site.render(request, TEMPLATE, context)
    if request.method == "POST":
        form, answer = _posted(request, call)
        if answer is not None:
            return answer
    elif (key := unsaved.key_in_address(request)) is None:
        return unsaved.with_new_key(request)
    elif saved := queries.revision_by_key(key):
        return redirect("staff:paper-slip", saved.application.reference)
    else:
        form = form_to_show(request, call, key)
    form.add_paper_language()
    context |= {"paper_form": form, "begun": unsaved.others(request)}
    return staff_site.render(request, TEMPLATE, context)


def _posted(request: HttpRequest, call: Call) -> tuple[PaperForm, HttpResponse | None]:
    """Save what was posted, or keep it; without an answer the form shows what is wrong."""
    form = PaperForm(call=call, data=request.POST)
    refused = None
    if unsaved.is_to_be_saved(request) and form.is_valid():
        submission = Submission(call=call, paper=Paper(**form.seen()), **form.entry())
        try:
            revision = enter_paper(by=request.user, submission=submission)
            return form, _go_on(request, call, form, revision)
        except Refused as refusal:
            refused = refusal
            add_refusal(refused, form.envelope)
    return form, unsaved.keep(request, refused, title=unsaved.title_of(form))


@staff_page(Permission.ENTER_PAPER)
@never_cache
@require_GET
def paper_slip(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt slip for a paper application: no name, and no answer.

    It has the private code only for whoever entered the application, and only that day: the code
    gives access to all answers.
    """
    entry = get_object_or_404(
        PaperEntry.objects.select_related("revision__application__call"),
        revision__application__reference=reference,
        revision__number=1,
    )
    first, application = entry.revision, entry.revision.application
    is_own = entry.entered_by_id == request.user.pk
    is_fresh = timezone.now() - entry.entered_at < CODE_SHOWN_FOR
    is_first = application.code_generation == 0
    hints = []
    if is_own and is_fresh:
        hints = duplicate_hints.after_saving(request, application, first.submission_key)
    context = {
        "title": "Receipt slip",
        "hints": hints,
        "next_url": next_page("staff:paper-enter", application.call),
        **slip.context(
            request,
            queries.current_revision(application),
            with_code=is_own and is_fresh and is_first,
        ),
    }
    return staff_site.render(request, "applications/paper/paper_slip.html", context)


def chosen_call(request: HttpRequest, calls: list[Call]) -> Call | None:
    """The requested call, or the only open one, or the first if none is open; None: ask.

    A 404 for a call that has not opened.
    """
    if (slug := request.GET.get("call")) is not None:
        choices = [call for call in calls if call.slug == slug]
        if slug and not choices:
            raise Http404
    else:
        now = timezone.now()
        choices = [call for call in calls if call.accepts_at(now)] or calls[:1]
    return site_cache.published(choices[0].slug) if len(choices) == 1 else None


def form_to_show(request: HttpRequest, call: Call, key: uuid.UUID, **options: Any) -> PaperForm:
    """What was typed so far, with what is wrong with it after an attempt to save, or a new form."""
    kept = unsaved.kept(request)
    if kept is None:
        return _fresh_form(request, call, key, **options)
    if not unsaved.is_judged(request):
        return PaperForm.typed(call=call, data=kept.data, **options)
    form = PaperForm(call=call, data=kept.data, **options)
    form.is_valid()
    if kept.refused:
        add_refusal(kept.refused, form.envelope)
    return form


def _fresh_form(request: HttpRequest, call: Call, key: uuid.UUID, **options: Any) -> PaperForm:
    """An empty form, with the focus on the first field to fill in."""
    kept = _kept(request)
    initial = {"envelope": {**kept, "submission_key": key}}
    form = PaperForm(call=call, initial=initial, **options)
    if not kept:
        form.focus(form.envelope, "channel")
    elif kept.get("channel") == Channel.MAIL:
        form.focus(form.envelope, "postmarked_on")
    else:
        form.focus(form.questions[0], "lives_in_city")
    return form


def _kept(request: HttpRequest) -> dict[str, str]:
    """Values that the next envelope shares; none of an applicant."""
    return {name: request.GET[name] for name in KEPT_FOR_THE_NEXT if name in request.GET}


def _go_on(request: HttpRequest, call: Call, form: PaperForm, revision: Revision) -> HttpResponse:
    """Redirect to the slip, to the scan, or to an empty form for the next one."""
    unsaved.forget(request, form)
    reference = revision.application.reference
    if "next" not in request.POST:
        return redirect(
            f"staff:{'scan-add' if 'scan' in request.POST else 'paper-slip'}", reference
        )
    slip_url = reverse("staff:paper-slip", args=[reference])
    hints = duplicate_hints.after_saving(request, revision.application, revision.submission_key)
    messages.success(
        request,
        format_html(
            '{} is saved. <a href="{}">Print its slip</a>{}',
            reference,
            slip_url,
            duplicate_hints.in_a_message(hints),
        ),
    )
    return redirect(next_page("staff:paper-enter", call, form))


def next_page(page: str, call: Call, form: PaperForm | None = None) -> str:
    """The URL of an empty form; after `form`, with the values that the next one shares."""
    envelope = form.envelope.cleaned_data if form else {}
    kept = {name: envelope[name] for name in KEPT_FOR_THE_NEXT if envelope.get(name)}
    return f"{reverse(page)}?{urlencode({'call': call.slug, **kept})}"
