"""Staff pages about one application: its answers and records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.enums import (
    APPLICATION_MOVES,
    TEXT_KINDS,
    ApplicationStatus,
    CallState,
)
from applications.form import queries
from applications.form.actions.withdraw import withdraw_for_applicant
from applications.form.queries.details import may_change_details, moves_away_of
from applications.form.queries.known import is_known_to
from applications.form.wording_at_submission import wording_at_submission
from applications.models import (
    Answer,
    Application,
    Redaction,
    ResidencyCheck,
    Revision,
    Support,
)
from applications.models.redaction import ReviewerCopy, copy_for_reviewers
from applications.models.representation import about_you_for_staff
from applications.models.translation import with_translations
from applications.paper.forms.left_empty import left_empty_in
from applications.paper.queries import scanned_pages
from applications.records import records
from applications.records.actions.check_residency import check_residency
from applications.records.actions.log_contact import log_contact
from applications.records.forms import ContactNoteForm, ReasonForm, ResidencyForm, WithdrawForm
from applications.records.pairs import pairs_of
from core import access_log
from core.kept_input import done_or_back, form_of, kept_of, redirect_back
from core.languages import ENGLISH, english_name
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from core.states import is_move
from core.tables import in_list, list_of

What = AccessEvent.What
_BROUGHT_BY = ("paper_entry__entered_by", "imported_row__batch__started_by")


def get_application(reference: str) -> Application:
    """The application with this reference, or a 404."""
    return get_object_or_404(Application.objects.select_related("call"), reference=reference)


@staff_page(Permission.VIEW_APPLICATIONS)
@never_cache
@require_GET
def application_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one application that the reader may see; opening it is logged.

    Contact details are opened on purpose: only who has done so, and may not score it for that
    reason, reads the name here.
    """
    application = get_application(reference)
    revisions = list(application.revisions.select_related(*_BROUGHT_BY))
    number = request.GET.get("revision") or str(next(r.number for r in revisions if r.is_current))
    revision = next((each for each in revisions if str(each.number) == number), None)
    if revision is None:
        raise Http404
    contact = queries.contacts_of([application])[application.pk]
    is_known = is_known_to(request.user, application)
    _record_opening(request, revision, is_named=is_known)
    noted = records.records_of(application)
    answered = _answered_questions(revision, noted.redactions)
    context: dict[str, Any] = {
        "title": application.reference,
        "listed": list_of(request),
        "along": in_list("", list_of(request)),
        "application": application,
        "may_correct": _may_correct(application),
        **_changes(application),
        "neighborhood": contact.neighborhood,
        "contact": contact if is_known else None,
        "revisions": revisions,
        "revision": revision,
        "answered": answered,
        **left_empty_in(revision, {given.answer.question.key for given in answered}),
        "check": noted.last_check,
        "log": noted.contacts,
        "history": records.history_of(application, noted, revisions),
        "pairs": pairs_of(application, noted.marks),
        "is_scanned": scanned_pages(application.pk).exists(),
        "hold": noted.hold,
        "may_leave": is_move(APPLICATION_MOVES, application.status, ApplicationStatus.WITHDRAWN),
        **_forms(request, noted.last_check),
    }
    return staff_site.render(request, "applications/records/application_detail.html", context)


def _changes(application: Application) -> dict[str, Any]:
    """What may be changed after the deadline, and a move that asks for another look."""
    return {
        "may_change": may_change_details(application),
        "move": moves_away_of([application.pk]).get(application.pk),
    }


def _forms(request: HttpRequest, check: ResidencyCheck | None) -> dict[str, Form | None]:
    """The page's forms, and the one that has errors."""
    initial = {"seen": check.number if check else 0}
    forms = {
        "residency_form": form_of(request, ResidencyForm, "residency", initial=initial),
        "note_form": form_of(request, ContactNoteForm, "note"),
        "reason_form": form_of(request, ReasonForm, "reason"),
    }
    return {**forms, "wrong": next((form for form in forms.values() if form.errors), None)}


def _record_opening(request: HttpRequest, revision: Revision, *, is_named: bool) -> None:
    """The access log says which revision was read, and whether the name stood beside it."""
    noted = {} if revision.is_current else {"revision": revision.number}
    access_log.record(
        by=request.user,
        what=What.ANSWERS,
        object_id=revision.application_id,
        query=urlencode(noted | {"name": "on"} if is_named else noted),
    )


def _may_correct(application: Application) -> bool:
    is_received = application.status == ApplicationStatus.RECEIVED
    return is_received and application.call.state in (CallState.OPEN, CallState.CLOSING_SOON)


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question in its wording then, with the answer.

    `chosen` are the choices; `answer`, of `with_translations`, has the text. `copy` is what
    reviewers see.
    """

    asked: str
    answer: Answer
    chosen: list[str]
    copy: ReviewerCopy

    @property
    def language_name(self) -> str:
        """The answer's language in English."""
        return english_name(self.answer.language)

    @property
    def is_foreign(self) -> bool:
        """Whether it is a text in another language than English."""
        is_written = self.answer.question.kind in TEXT_KINDS
        return is_written and self.answer.language != ENGLISH.code


def _answered_questions(
    revision: Revision, redactions: Iterable[Redaction]
) -> list[AnsweredQuestion]:
    """The answers of one revision, in the form's order."""
    words = wording_at_submission(revision)
    by_question: dict[int, list[Answer]] = {}
    for answer in with_translations(queries.answers_in(revision)):
        by_question.setdefault(answer.question_id, []).append(answer)
    return [
        AnsweredQuestion(
            asked=words.questions.get(question, first.question.text),
            answer=first,
            chosen=[words.choices.get(a.choice_id, a.choice.text) for a in answers if a.choice],
            copy=copy_for_reviewers(first, redactions),
        )
        for question, answers in by_question.items()
        for first in answers[:1]
    ]


@staff_page(Permission.VIEW_APPLICATIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_open(request: HttpRequest, reference: str) -> HttpResponse:
    """Name and contact details. By a button: it is logged, and the reader may not score.

    The button leads to an address that opens them in this session alone.
    """
    application = get_application(reference)
    if request.method == "POST":
        return redirect_back(request)
    if kept_of(request) is None:
        return _back_to(request, reference)
    access_log.record(by=request.user, what=What.CONTACT, object_id=application.pk)
    revision = queries.current_revision(application)
    context = {
        "title": f"Contact details of {reference}",
        "application": application,
        "revision": revision,
        "contact": queries.contacts_of([application])[application.pk],
        "may_change": may_change_details(application),
        "support": Support.objects.select_related("speaks").get(revision=revision),
        "note_form": ContactNoteForm(),
    }
    return staff_site.render(request, "applications/records/contact_open.html", context)


@staff_page(Permission.OPEN_ABOUT_YOU)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about_you_open(request: HttpRequest, reference: str) -> HttpResponse:
    """The about-you answers, with a reason; both are logged. Its address is as above."""
    application = get_application(reference)
    form = form_of(request, ReasonForm)
    if request.method == "POST" and form.is_valid():
        return redirect_back(request)
    if request.method == "POST":
        return redirect_back(request, to=_page_of(request, reference), name="reason")
    if not form.is_valid():
        return _back_to(request, reference)
    access_log.record(
        by=request.user,
        what=What.ABOUT_YOU,
        object_id=application.pk,
        reason=form.cleaned_data["reason"],
    )
    revision = queries.current_revision(application)
    context = {
        "title": f"About-you answers of {reference}",
        "application": application,
        "revision": revision,
        "answers": about_you_for_staff(revision),
    }
    return staff_site.render(request, "applications/records/about_you_open.html", context)


@staff_page(Permission.KEEP_RECORDS)
@require_POST
def residency_check(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a residency check."""
    application, form = get_application(reference), ResidencyForm(request.POST)

    def check() -> HttpResponse:
        check_residency(by=request.user, application=application, **form.cleaned_data)
        messages.success(request, "The residency check is noted.")
        return _back_to(request, reference)

    to = _page_of(request, reference)
    return done_or_back(request, form, check, to=to, name="residency")


@staff_page(Permission.KEEP_RECORDS)
@require_POST
def contact_note(request: HttpRequest, reference: str) -> HttpResponse:
    """Log a contact."""
    application, form = get_application(reference), ContactNoteForm(request.POST)

    def note() -> HttpResponse:
        log_contact(by=request.user, application=application, **form.cleaned_data)
        messages.success(request, "The contact is noted.")
        return _back_to(request, reference)

    return done_or_back(request, form, note, to=_page_of(request, reference), name="note")


def _page_of(request: HttpRequest, reference: str) -> str:
    """The page of the application, still in the list that it was opened from."""
    return in_list(reverse("staff:application-detail", args=[reference]), list_of(request))


def _back_to(request: HttpRequest, reference: str) -> HttpResponse:
    return redirect(_page_of(request, reference))


@staff_page(Permission.KEEP_RECORDS)
@never_cache
def application_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Withdraw at an applicant's request to staff."""
    application = get_application(reference)
    form = form_of(request, WithdrawForm)
    if application.status == ApplicationStatus.WITHDRAWN and request.method == "GET":
        messages.info(request, f"{reference} is withdrawn already.")
        return redirect("staff:application-detail", reference)
    if request.method == "POST" and not form.is_valid():
        return redirect_back(request)
    if request.method == "POST":
        with refusal_as_message(request):
            withdraw_for_applicant(by=request.user, application=application, **form.cleaned_data)
            messages.success(request, f"{reference} is withdrawn.")
        return redirect("staff:application-detail", reference)
    context = {"title": f"Withdraw {reference}", "application": application, "form": form}
    return staff_site.render(request, "applications/records/withdrawal_enter.html", context)
