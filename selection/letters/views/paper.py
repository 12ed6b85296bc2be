"""Staff pages: letters on paper, to print with their address labels, and marking them printed."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from applications.form.queries.calls import selected_call
from applications.models import Call
from core import access_log
from core.models import AccessEvent
from core.paging import is_number
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from selection.letters.actions.follow_up import mark_printed
from selection.letters.addresses import in_call
from selection.letters.printing import AT_ONCE, LABELS_A_SHEET, Printed, printed_of
from selection.letters.queries import to_print
from selection.models import Letter


@staff_page(Permission.RELEASE_DECISIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter_print(request: HttpRequest) -> HttpResponse:
    """The letters that wait to be printed; a post says that those shown are in envelopes."""
    call, calls = selected_call(request.GET.get("call", ""))
    if request.method == "POST" and call:
        shown = {int(pk) for pk in request.POST.getlist("letter") if is_number(pk)}
        count = mark_printed(by=request.user, call=call, letters=shown)
        messages.success(request, f"Printed: {count}. Put them in the mail.")
        return redirect(in_call("letter-print", call))
    context = {"title": "Letters to print", "call": call, "calls": calls}
    if call:
        waiting = to_print(call)
        context |= {"rows": printed_of(_batch(waiting)), "waiting": waiting.count()}
    return staff_site.render(request, "selection/letters/letter_print.html", context)


@staff_page(Permission.RELEASE_DECISIONS)
@never_cache
@require_GET
def letter_sheet(request: HttpRequest) -> HttpResponse:
    """The letters themselves, each on a page of its own; each one is logged."""
    call, rows = _asked(request)
    _log(request, rows, "letters printed")
    context = {"title": "Letters", "call": call, "rows": rows}
    return staff_site.render(request, "selection/letters/letter_sheet.html", context)


@staff_page(Permission.RELEASE_DECISIONS)
@never_cache
@require_GET
def letter_labels(request: HttpRequest) -> HttpResponse:
    """Their address labels, 30 a Letter sheet; `skip` of the first sheet are used already."""
    call, rows = _asked(request)
    rows = [row for row in rows if not row.post.is_picked_up]
    too_long = [row for row in rows if row.label_size is None]
    rows = [row for row in rows if row.label_size]
    _log(request, rows, "address labels")
    skip = request.GET.get("skip", "")
    blanks = min(int(skip), LABELS_A_SHEET - 1) if skip.isdecimal() and len(skip) < 4 else 0
    cells = [None] * blanks + rows
    sheets = [cells[at : at + LABELS_A_SHEET] for at in range(0, len(cells), LABELS_A_SHEET)]
    context = {
        "title": "Address labels",
        "call": call,
        "sheets": sheets,
        "skip": blanks,
        "too_long": too_long,
    }
    return staff_site.render(request, "selection/letters/letter_labels.html", context)


def _asked(request: HttpRequest) -> tuple[Call, list[Printed]]:
    """The batch that waits; or one letter, `letter`, that is printed once more."""
    call, _calls = selected_call(request.GET.get("call", ""))
    if call is None:
        raise Http404
    if one := request.GET.get("letter", ""):
        again = Letter.objects.filter(decision__release__call=call, channel="print")
        letters = again.filter(pk=one if is_number(one) else None)
        if not letters:
            raise Http404
        return call, printed_of(letters)
    return call, printed_of(_batch(to_print(call)))


def _batch(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    return letters.order_by("pk")[:AT_ONCE]


def _log(request: HttpRequest, rows: list[Printed], what: str) -> None:
    access_log.record_each(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_ids=[row.letter.decision.application_id for row in rows],
        query=what,
    )
