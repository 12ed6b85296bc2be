"""Staff pages of finance: a spreadsheet of payments in, the run of payments out."""

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Call
from core import access_log, uploads
from core.actions import Refused, SomeRefused
from core.kept_input import kept_of, redirect_back
from core.models import AccessEvent
from core.paging import is_number
from core.permissions import Permission
from core.refusals import add_refusal, refusal_as_message, say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from core.text import number_of
from selection.offers.queries import payee_of
from stipends.enums import Fit, Method
from stipends.files.actions.record import drop_file, record_file, take_in_payments
from stipends.files.forms import PaymentFileForm, RecordForm
from stipends.files.judging import Judged, judged, seen_of, without_addresses
from stipends.files.results import file_result
from stipends.files.rows import from_json
from stipends.files.run import CONTENT_TYPE, run_of
from stipends.models import PaymentFile
from stipends.queries import parts_of, to_pay_in
from stipends.views.paying import of_call

MOST_LISTED = 200
_ROW = "row-"  # and its number: the part that was chosen for it
SORTS = {
    "file": lambda file: file.file_name.casefold(),
    "uploaded": lambda file: file.uploaded_at,
    "recorded": lambda file: file.recorded,
}


@staff_page(Permission.PAY_STIPENDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payment_file_list(request: HttpRequest) -> HttpResponse:
    """Read a spreadsheet of finance's system; those that were read before."""
    call, calls = selected_call(request.GET.get("call", ""))
    if request.method == "POST" and call is not None:
        return _upload(request, call)
    files = PaymentFile.objects.filter(call=call).select_related("uploaded_by")[:MOST_LISTED]
    context = {
        "title": "Read a spreadsheet",
        "call": call,
        "calls": calls,
        "form": PaymentFileForm(),
        "table": short_table(request, list(files), sorts=SORTS, keep=["call"]),
        "to_pay": to_pay_in(call).count() if call else 0,
    }
    return staff_site.render(request, "stipends/payment_file_list.html", context)


def _upload(request: HttpRequest, call: Call) -> HttpResponse:
    """What is wrong with it is said on the next page, as it is not kept."""
    form = PaymentFileForm(request.POST, request.FILES, dropped=uploads.why_dropped(request))
    if form.is_valid():
        try:
            file = take_in_payments(
                by=request.user,
                call=call,
                file_name=form.file_name,
                digest=form.digest,
                table=form.read,
                method=Method(form.cleaned_data["method"]),
            )
        except Refused as refused:
            say_refusal(request, refused)
        else:
            return redirect("staff:payment-file-detail", file.pk)
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, error)
    return redirect(of_call("payment-file-list", call))


@staff_page(Permission.PAY_STIPENDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payment_file_detail(request: HttpRequest, file: int) -> HttpResponse:
    """What a spreadsheet says, before it is recorded and afterwards; a post records it."""
    found = get_object_or_404(PaymentFile.objects.select_related("call", "settled_by"), pk=file)
    if not found.is_waiting:
        return file_result(request, found)
    if request.method == "POST":
        return _record(request, found)
    rows = judged(found.call, from_json(found.rows), by=request.user)
    kept = kept_of(request)
    form = RecordForm(kept.data if kept else None)
    if kept and kept.refused and form.is_valid():
        add_refusal(kept.refused, form)
    chosen = _chosen(kept.data) if kept else {}
    shown = [replace(each, chosen=chosen.get(each.row.number_in_file)) for each in rows]
    context = _shown(found, shown) | {"form": form, "seen": seen_of(rows)}
    return staff_site.render(request, "stipends/payment_file_detail.html", context)


def _shown(file: PaymentFile, rows: Sequence[Judged]) -> dict[str, Any]:
    """The rows under their verdicts, trouble first, and the sums."""
    groups = [(fit, [each for each in rows if each.fit == fit]) for fit in Fit]
    matched = [part for each in dict(groups)[Fit.MATCHED] for part in each.parts]
    again = [part for part in matched if part.trouble]
    sum_of_rows = sum(each.row.cents or 0 for each in rows)
    is_other = file.total_cents is not None and file.total_cents != sum_of_rows
    return {
        "title": "What the spreadsheet says",
        "file": file,
        "call": file.call,
        "groups": [
            (fit, found[:MOST_LISTED], len(found), len(found) - MOST_LISTED)
            for fit, found in groups
            if found
        ],
        "matched": len(matched),
        "sum_cents": sum(part.amount_cents for part in matched),
        "again": len(again),
        "again_cents": sum(part.amount_cents for part in again),
        "choices": sum(bool(each.choices) for each in rows),
        "out": [each.row.number_in_file for each in rows if each.fit.is_trouble],
        "second": [each.row.number_in_file for each in rows if each.fit == Fit.SECOND],
        "nowhere": [each.row.number_in_file for each in without_addresses(rows, file)],
        "sum_of_rows": sum_of_rows if is_other else None,
    }


def _chosen(data: QueryDict) -> dict[int, int]:
    """By a row's number the part that was chosen for it."""
    typed = ((name.removeprefix(_ROW), value) for name, value in data.items() if _ROW in name)
    return {int(row): int(part) for row, part in typed if is_number(row) and is_number(part)}


def _record(request: HttpRequest, file: PaymentFile) -> HttpResponse:
    form = RecordForm(request.POST)
    if not form.is_valid():
        return redirect_back(request)
    try:
        done = record_file(
            by=request.user,
            file=file,
            seen=form.cleaned_data["seen"],
            chosen=_chosen(request.POST),
            leaves_out=form.cleaned_data["leaves_out"],
            looked_at=form.cleaned_data["looked_at"],
        )
    except SomeRefused as refused:
        for _part, why in refused.refusals:
            messages.add_message(request, why.level, why.message)
        messages.info(request, "Nothing is recorded.")
        return redirect_back(request)
    except Refused as refused:
        return redirect_back(request, refused)
    messages.success(
        request,
        f"Recorded: {number_of(done.recorded, 'payment')}."
        if done.recorded
        else "The file is kept. Say of each second check what it was.",
    )
    return redirect("staff:payment-file-detail", file.pk)


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def payment_file_drop(request: HttpRequest, file: int) -> HttpResponse:
    """Its rows are deleted, nothing is recorded."""
    found = get_object_or_404(PaymentFile.objects.select_related("call"), pk=file)
    with refusal_as_message(request):
        drop_file(by=request.user, file=found)
        messages.success(request, f"{found.file_name} is dropped. Nothing was recorded.")
    return redirect(of_call("payment-file-list", found.call))


@staff_page(Permission.PAY_STIPENDS)
@never_cache
@require_POST
def payment_run(request: HttpRequest) -> HttpResponse:
    """All that is to be paid now, also again, as a workbook with names and addresses.

    The file and each name in it are on the access log. It has room for numbers and dates, and is
    read back.
    """
    call, _calls = selected_call(request.POST.get("call", ""))
    if call is None:
        raise Http404
    parts = parts_of(to_pay_in(call))
    if not parts:
        messages.info(request, "There is nothing to pay.")
        return redirect(of_call("payment-list", call))
    access_log.record_each(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_ids=sorted({part.application.pk for part in parts}),
        query="run of payments, as a file",
    )
    access_log.record(
        by=request.user,
        what=AccessEvent.What.EXPORT,
        query=f"run of payments of {call.slug}, as a file",
        count=len(parts),
    )
    rows = [
        (part, payee_of(part.agreement.seat.offer) if part.agreement.seat else None)
        for part in parts
    ]
    name = f"payment-run-{call.slug}-{timezone.localdate():%Y-%m-%d}.xlsx"
    file = io.BytesIO(run_of(rows))
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
