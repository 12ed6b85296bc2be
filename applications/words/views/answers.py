"""Staff pages: a file of answers for translators outside, its English back, its deletion there."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.models import HandOut
from applications.translations.hand_outs import erased_in
from applications.words import answers, workbook
from applications.words.actions.hand_out import (
    bring_answers_back,
    note_deletion,
    note_download,
    take_back_deletion,
    take_back_list,
)
from applications.words.forms import BackForm, DeletionForm, MistakeForm, SaveAnswersForm
from applications.words.judging import Verdict
from applications.words.views.handing import UNKNOWN
from applications.words.views.texts import NOT_HERE, TOO_MUCH, packed, unpacked
from core import access_log, uploads
from core.actions import Refused
from core.kept_input import as_key, done_or_back, forget, form_of, keep, recall
from core.languages import BY_CODE, ENGLISH, english_name
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import say_refusal
from core.spreadsheets import CONTENT_TYPE
from core.staff_site import staff_page, staff_site
from core.tables import paged
from core.text import number_of

DELETION, MISTAKE = "deletion", "mistake"  # forms of the page of a file


@staff_page(Permission.HAND_OUT_ANSWERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def handout_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: download it, bring it back, note that the vendor deleted it."""
    hand_out = _hand_out_or_404(pk)
    if request.method == "POST":
        return _take(request, hand_out)
    rows, lines = list(hand_out.answers.all()), answers.lines_of(hand_out)
    taken_back = list(hand_out.taken_back.select_related("noted_by", "by"))
    forms = {
        "deletion_form": form_of(request, DeletionForm, DELETION),
        "mistake_form": form_of(request, MistakeForm, MISTAKE, initial={"seen": len(taken_back)}),
    }
    context = {
        "title": str(hand_out),
        "hand_out": hand_out,
        "language": english_name(hand_out.language),
        "answers": len(rows),
        "back": sum(row.came_back_at is not None for row in rows),
        "there": sum(line.waits for line in lines),
        "to_check": sum(line.is_to_check for line in lines),
        "table": paged(request, lines),
        "erased": erased_in(hand_out),
        "taken_back": taken_back,
        "form": BackForm(about=answers.about(hand_out)),
        "wrong": next((form for form in forms.values() if form.errors), None),
        **forms,
    }
    return staff_site.render(request, "applications/words/handout_detail.html", context)


@staff_page(Permission.HAND_OUT_ANSWERS)
@never_cache
@require_GET
def handout_send(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, once the access log has each application that is in it."""
    hand_out = _hand_out_or_404(pk)
    lines = [line for line in answers.lines_of(hand_out) if line.waits]
    if hand_out.deletion_noted_at or not lines:  # the page says which
        return redirect("staff:handout-detail", pk)
    note_download(by=request.user, hand_out=hand_out)
    _log(request, hand_out, lines)
    file = workbook.written(answers.about(hand_out), lines)
    return FileResponse(file, as_attachment=True, filename=str(hand_out), content_type=CONTENT_TYPE)


@staff_page(Permission.HAND_OUT_ANSWERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def handout_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The English that came back beside the originals, before any is handed in."""
    hand_out = _hand_out_or_404(pk)
    key = as_key(request.GET.get("file", ""))
    kept = key and recall(request.session, key)
    if not kept:
        if "file" in request.GET:
            messages.error(request, NOT_HERE)
        return redirect("staff:handout-detail", pk)
    lines, now = answers.lines_of(hand_out), timezone.now()
    verdict = answers.judge(lines, unpacked(kept.data), by=request.user, moment=now)
    if request.method == "POST":
        return _save(request, hand_out, key, verdict)
    _log(request, hand_out, [each.text for each in verdict.brought])
    context = {
        "title": "English that came back",
        "hand_out": hand_out,
        "language_shown": ENGLISH,
        "source_shown": BY_CODE.get(hand_out.language, UNKNOWN),
        "verdict": verdict,
        "form": form_of(request, SaveAnswersForm, verdict=verdict),
    }
    return staff_site.render(request, "applications/words/handout_check.html", context)


@staff_page(Permission.HAND_OUT_ANSWERS)
@require_POST
def handout_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the vendor says the file is deleted there."""
    hand_out, form = _hand_out_or_404(pk), DeletionForm(request.POST)

    def note() -> HttpResponse:
        note_deletion(by=request.user, hand_out=hand_out)
        messages.success(request, f"Noted: {hand_out.vendor} deleted {hand_out}.")
        return redirect(_address(pk))

    return done_or_back(request, form, note, to=_address(pk), name=DELETION)


@staff_page(Permission.HAND_OUT_ANSWERS)
@require_POST
def handout_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take such a note back that was wrong."""
    hand_out = _hand_out_or_404(pk)
    form = MistakeForm(request.POST, initial={"seen": hand_out.taken_back.count()})

    def take_back() -> HttpResponse:
        take_back_deletion(by=request.user, hand_out=hand_out, **form.cleaned_data)
        messages.success(request, f"Taken back: {hand_out.vendor} still has {hand_out}.")
        return redirect(_address(pk))

    return done_or_back(request, form, take_back, to=_address(pk), name=MISTAKE)


@staff_page(Permission.HAND_OUT_ANSWERS)
@require_POST
def handout_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a list back of which nothing was downloaded."""
    hand_out = HandOut.objects.filter(pk=pk).first()  # none: pressed twice
    if hand_out:
        try:
            take_back_list(by=request.user, hand_out=hand_out)
        except Refused as refused:
            say_refusal(request, refused)
            return redirect("staff:handout-detail", pk)
        messages.success(request, f"Taken back: nothing went to {hand_out.vendor}.")
    return redirect("staff:handout-list")


def _address(pk: int) -> str:
    return reverse("staff:handout-detail", args=[pk])


def _hand_out_or_404(pk: int) -> HandOut:
    return get_object_or_404(HandOut.objects.select_related("by", "deletion_noted_by"), pk=pk)


def _take(request: HttpRequest, hand_out: HandOut) -> HttpResponse:
    """Keep the English of a file in the session until it is handed in."""
    about, dropped = answers.about(hand_out), uploads.why_dropped(request)
    form = BackForm(request.POST, request.FILES, about=about, dropped=dropped)
    if form.is_valid():
        key = uuid.uuid4()
        if keep(request.session, key, packed(form.sent)):
            address = reverse("staff:handout-check", args=[hand_out.pk])
            return redirect(f"{address}?file={key}")
        messages.error(request, TOO_MUCH)
    for error in form.errors.get("file", ()):
        messages.error(request, error)
    return redirect("staff:handout-detail", hand_out.pk)


def _save(
    request: HttpRequest, hand_out: HandOut, key: uuid.UUID, verdict: Verdict
) -> HttpResponse:
    form = SaveAnswersForm(request.POST, verdict=verdict)

    def save() -> HttpResponse:
        words = {each.text.answer.first_id: each.words for each in form.to_save.changes}
        bring_answers_back(by=request.user, hand_out=hand_out, words=words)
        forget(request.session, key)
        handed_in = number_of(len(words), "answer")
        messages.success(request, f"{handed_in} handed in. Somebody else checks the English now.")
        return redirect("staff:handout-detail", hand_out.pk)

    return done_or_back(request, form, save)


def _log(request: HttpRequest, hand_out: HandOut, lines: list[answers.AnswerLine]) -> None:
    """Each application whose answers leave or are shown, under the file."""
    access_log.record_each(
        by=request.user,
        what=AccessEvent.What.HAND_OUT,
        object_ids=dict.fromkeys(line.answer.revision.application_id for line in lines),
        query=f"file={hand_out.pk}",
    )
