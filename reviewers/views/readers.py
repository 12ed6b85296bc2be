"""Coordinators' pages about readers: progress, terms, reminders, and work given out again."""

import secrets
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Call
from core.actions import ChangedMeanwhile, Refused
from core.kept_input import done_or_back, form_of
from core.permissions import Permission
from core.refusals import refusal_as_message, say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from core.text import number_of
from reviewers import matching, phases, pool, progress
from reviewers.actions.assignment import give_out_again
from reviewers.actions.calibrate import calibrate_latecomer
from reviewers.actions.readers import add_reader, change_reader, remind_readers
from reviewers.coordinator_forms import ReaderForm, ReadersAddForm, ReleaseForm
from reviewers.giving_out import giving_out
from reviewers.models import Reader
from reviewers.readers import other_reviewers

OTHERS_NOW = (
    "Readers or readings have changed since, so others would get this work now. It is shown anew"
    " below: look at it, and press again."
)
READER_SORTS = {
    "name": lambda row: row.reader.user.name,
    "done": lambda row: row.done,
    "open": lambda row: row.under_way,
    "last": lambda row: row.last,
}


def asked_call(request: HttpRequest) -> Call:
    """The call that the page is about; 404 where there is none."""
    call, _calls = selected_call(request.GET.get("call", "") or request.POST.get("call", ""))
    if call is None:
        raise Http404
    return call


def to(page: str, call: Call) -> HttpResponse:
    """To a page about a call."""
    return redirect(f"{reverse(f'staff:{page}')}?call={call.slug}")


@staff_page(Permission.ASSIGN_REVIEWS, label="Readers", is_of_call=True)
@require_GET
def reader_list(request: HttpRequest) -> HttpResponse:
    """Everybody's progress, and what waits for a coordinator."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Readers", "call": call, "calls": calls}
    if call:
        rows = progress.progress_of_readers(call)
        context |= {
            "progress": progress.reading_progress(call),
            "closed": phases.closed_in_words(call),
            "undecided": matching.undecided(call),
            "table": short_table(request, rows, sorts=READER_SORTS, keep=["call"]),
            "form": ReadersAddForm(others=other_reviewers(call)),
        }
    return staff_site.render(request, "reviewers/reader_list.html", context)


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def readers_add(request: HttpRequest) -> HttpResponse:
    """Let reviewers read for a call."""
    call = asked_call(request)
    form = ReadersAddForm(request.POST, others=other_reviewers(call))
    if not form.is_valid():
        messages.error(request, "Choose somebody first.")
        return to("reader-list", call)
    with refusal_as_message(request):
        readers = [
            add_reader(by=request.user, call=call, user=user) for user in form.cleaned_data["users"]
        ]
        messages.success(request, "They read for this call now. Give them work with an assignment.")
        _calibrate(request, readers)
    return to("reader-list", call)


def _calibrate(request: HttpRequest, readers: Sequence[Reader]) -> None:
    """Whoever joins later scores first what the others score first."""
    for reader in readers:
        if given := calibrate_latecomer(by=request.user, reader=reader):
            first = number_of(len(given), "calibration application")
            messages.info(request, f"{reader.user} scores {first} first, like the others.")


@staff_page(Permission.ASSIGN_REVIEWS)
def reader_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A reader's limit, pause, languages and role; and what to do if they vanished."""
    reader = get_object_or_404(Reader.objects.select_related("call", "user"), pk=pk)
    form = form_of(request, ReaderForm, initial=ReaderForm.initial_of(reader))

    def change() -> HttpResponse:
        change_reader(
            by=request.user, reader=reader, terms=form.terms(), seen=form.cleaned_data["seen"]
        )
        messages.success(request, f"{reader.user}: saved.")
        _warn_of_limit(request, reader, form.cleaned_data["cap"])
        return to("reader-list", reader.call)

    if request.method == "POST":
        return done_or_back(request, form, change)
    context = {
        "title": reader.user.name,
        "reader": reader,
        "call": reader.call,
        "form": form,
        "progress": _progress_of(reader),
        "listed": reader.listed_people.filter(removed_at=None).count(),
    }
    return staff_site.render(request, "reviewers/reader_edit.html", context)


def _warn_of_limit(request: HttpRequest, reader: Reader, limit: int | None) -> None:
    has = _progress_of(reader).assigned
    if limit is not None and has > limit:
        above = f"{reader.user} has {has} already, more than the new limit of {limit}."
        messages.warning(request, f"{above} They keep all of it until you share it out anew.")


def _progress_of(reader: Reader) -> progress.ReaderProgress:
    everybody = progress.progress_of_readers(reader.call)
    return next(each for each in everybody if each.reader == reader)


@staff_page(Permission.ASSIGN_REVIEWS)
def reader_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give all open work of a reader to others, in one step; before, who would get what."""
    reader = get_object_or_404(Reader.objects.select_related("call", "user"), pk=pk)
    work, seed = pool.pool_of(reader.call, without=reader.user), secrets.token_hex(8)
    form = form_of(request, ReleaseForm, initial={"seed": seed, "seen": work.digest})

    if request.method == "POST":
        return done_or_back(request, form, lambda: _release(request, reader, work, form))
    if not _progress_of(reader).under_way:
        messages.info(request, f"{reader.user} has no open work.")
        return redirect("staff:reader-edit", pk)
    try:
        answer = pool.solved(work, seed)
    except Refused as refused:
        say_refusal(request, refused)
        return redirect("staff:reader-edit", pk)
    if form.is_bound:
        form.follow()
    context = {
        "title": f"Give {reader.user}’s open work to others",
        "reader": reader,
        "call": reader.call,
        "form": form,
        "out": giving_out(reader, work, answer),
    }
    return staff_site.render(request, "reviewers/reader_release.html", context)


def _release(
    request: HttpRequest, reader: Reader, work: pool.Pool, form: ReleaseForm
) -> HttpResponse:
    """Give it out as the page showed, or refuse where others would get it now."""
    seed = form.cleaned_data["seed"]
    if form.cleaned_data["seen"] != work.digest:
        raise ChangedMeanwhile(OTHERS_NOW)
    run = give_out_again(
        by=request.user,
        reader=reader,
        reason=form.cleaned_data["reason"],
        pool=work,
        seed=seed,
        answer=pool.solved(work, seed),
    )
    messages.success(request, _given_out(reader, run.reviews.count()))
    return to("reader-list", reader.call)


def _given_out(reader: Reader, given: int) -> str:
    taken = f"What {reader.user} had open is taken back"
    if not given:
        return f"{taken}. Nobody could take any of it."
    return f"{taken}, and {number_of(given, 'reading')} given to others, who are told by email."


@staff_page(Permission.ASSIGN_REVIEWS)
@require_POST
def readers_remind(request: HttpRequest) -> HttpResponse:
    """Write to everybody who has open work; the mail says nothing of applications."""
    call = asked_call(request)
    with refusal_as_message(request):
        count = remind_readers(by=request.user, readers=progress.with_open_work(call))
        messages.success(request, f"A reminder goes to {number_of(count, 'reader')}.")
    return to("reader-list", call)
