"""The page of a spreadsheet that was recorded or dropped: what came of it, and what did not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.kept_input import done_or_back, form_of
from core.staff_site import staff_site
from stipends.enums import EntryKind
from stipends.files.actions.left_out import settle_second_check
from stipends.files.forms import SecondCheckForm
from stipends.models import LeftOutRow, PaidFromFile, PaymentFile
from stipends.queries import APPLICATION

MOST_LISTED = 200


def file_result(request: HttpRequest, file: PaymentFile) -> HttpResponse:
    """Its payments, and the rows that were left out; a post says what a second check was."""
    if request.method == "POST" and "found" in request.POST:
        return _settle(request, file)
    lines = PaidFromFile.objects.filter(file=file).select_related(
        f"entry__installment__{APPLICATION}"
    )
    left_out = LeftOutRow.objects.filter(file=file).select_related(
        "settled_by", f"installment__{APPLICATION}"
    )
    others = [each for each in left_out if not each.is_second]
    seconds = [(each, _form(request, each)) for each in left_out if each.is_second]
    context = {
        "title": file.file_name,
        "file": file,
        "call": file.call,
        "lines": lines,
        "again": sum(line.entry.kind == EntryKind.REISSUED for line in lines),
        "seconds": seconds,
        "left_out": others[:MOST_LISTED],
        "more": len(others) - MOST_LISTED,
        "wrong": next((form for _each, form in seconds if form.errors), None),
    }
    return staff_site.render(request, "stipends/payment_file_result.html", context)


def _name(row: int) -> str:
    return f"row-{row}"


def _form(request: HttpRequest, left_out: LeftOutRow) -> SecondCheckForm:
    name = _name(left_out.row)
    initial = {"row": left_out.row}
    return form_of(request, SecondCheckForm, name, initial=initial, auto_id=f"{name}-%s")


def _settle(request: HttpRequest, file: PaymentFile) -> HttpResponse:
    form = SecondCheckForm(request.POST)
    form.is_valid()
    row = form.cleaned_data.get("row")
    left_out = get_object_or_404(LeftOutRow, file=file, row=row)

    def done() -> HttpResponse:
        found = form.cleaned_data["found"]
        settle_second_check(by=request.user, left_out=left_out, found=found)
        messages.success(request, f"Noted what row {row} was.")
        return redirect("staff:payment-file-detail", file.pk)

    return done_or_back(request, form, done, name=_name(row))
