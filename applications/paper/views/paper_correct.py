"""Staff page: correct typing errors in a paper entry."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache

from applications.form import queries
from applications.form.actions.correct import correct_typing
from applications.form.actions.submit import Paper, Submission
from applications.models import PaperEntry
from applications.paper import queries as desk
from applications.paper.forms.desk import CorrectionForm
from applications.paper.forms.paper import PaperForm
from applications.paper.views import unsaved
from applications.paper.views.paper_check import KEPT_APART, initial_values, opened
from core.actions import ChangedMeanwhile, Refused
from core.permissions import Permission
from core.refusals import add_refusal
from core.staff_site import staff_page, staff_site

Forms = tuple[PaperForm, CorrectionForm]


@staff_page(Permission.ENTER_PAPER)
@never_cache
def paper_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct an entry, with a reason; allowed after the deadline, too."""
    entry = opened(request, reference)
    if request.method == "POST":
        return _posted(request, entry)
    if kept := unsaved.kept(request):
        forms = _typed(entry, kept.data)
        if unsaved.is_judged(request):
            forms = _sent(entry, kept.data)
            _are_valid(*forms)
        return _page(request, entry, *forms, kept.refused)
    key = unsaved.key_in_address(request)
    if not entry.revision.is_current or key and queries.revision_by_key(key):
        return redirect("staff:paper-check", reference)
    if key is None:
        return unsaved.with_new_key(request)
    return _page(request, entry, *_unchanged(entry, key))


def _posted(request: HttpRequest, entry: PaperEntry) -> HttpResponse:
    """Save it, or keep it and show what is wrong."""
    form, correction = _sent(entry, request.POST)
    refused = None
    if unsaved.is_to_be_saved(request) and _are_valid(form, correction):
        try:
            _correct(request, entry, form, correction)
            return _go_on(request, entry, form)
        except Refused as refusal:
            refused = refusal
    title = f"Correction of {entry.revision.application.reference}"
    kept = unsaved.keep(request, refused, title=title)
    return kept or _page(request, entry, form, correction, refused)


def _page(
    request: HttpRequest,
    entry: PaperEntry,
    form: PaperForm,
    correction: CorrectionForm,
    refused: Refused | None = None,
) -> HttpResponse:
    if refused:
        add_refusal(refused, correction, form.envelope)
    form.add_paper_language()
    application = entry.revision.application
    context = {
        "title": "Correct a typing error",
        "entry": entry,
        "application": application,
        "call": application.call,
        "paper_form": form,
        "correction": correction,
        "begun": unsaved.others(request),
        "is_overtaken": isinstance(refused, ChangedMeanwhile),
        "pages": desk.scanned_pages(application.pk),
    }
    return staff_site.render(request, "applications/paper/paper_correct.html", context)


def _unchanged(entry: PaperEntry, key: uuid.UUID) -> Forms:
    """What is stored."""
    values = initial_values(entry)
    values["envelope"]["submission_key"] = key
    call, seen = entry.revision.application.call, entry.revision_id
    form = PaperForm(call=call, initial=values, without=KEPT_APART)
    return form, CorrectionForm(initial={"seen": seen})


def _typed(entry: PaperEntry, data: QueryDict) -> Forms:
    """What was typed, without validation."""
    form = PaperForm.typed(call=entry.revision.application.call, data=data, without=KEPT_APART)
    return form, CorrectionForm(initial=data.dict())


def _sent(entry: PaperEntry, data: QueryDict) -> Forms:
    """What was typed, to be validated; the deadline was checked at entry."""
    call = entry.revision.application.call
    form = PaperForm(call=call, data=data, without=KEPT_APART, judges_deadline=False)
    return form, CorrectionForm(data)


def _are_valid(form: PaperForm, correction: CorrectionForm) -> bool:
    """Validate both, so that all errors show at once."""
    return all([form.is_valid(), correction.is_valid()])


def _correct(
    request: HttpRequest, entry: PaperEntry, form: PaperForm, correction: CorrectionForm
) -> None:
    given, application = correction.cleaned_data, entry.revision.application
    # The revision that was shown to the clerk, not the current one.
    before = application.revisions.filter(pk=given["seen"]).first() or entry.revision
    submission = Submission(
        call=application.call,
        paper=Paper(**form.seen(), correction_reason=given["correction_reason"]),
        **form.entry(),
    )
    correct_typing(by=request.user, before=before, submission=submission)


def _go_on(request: HttpRequest, entry: PaperEntry, form: PaperForm) -> HttpResponse:
    """Redirect to the list; the message links to the slip, whose date or language may differ."""
    unsaved.forget(request, form)
    reference = entry.revision.application.reference
    messages.success(
        request,
        format_html(
            '{} is corrected. Somebody else checks it again. <a href="{}">Print its slip</a>',
            reference,
            reverse("staff:paper-slip", args=[reference]),
        ),
    )
    return redirect("staff:paper-check-list")
