"""Staff pages of finance: a year's payments by payee, and the thresholds of years."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core import access_log
from core.dates import FIRST_DAY, LAST_DAY
from core.kept_input import done_or_back, form_of
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from stipends.actions.threshold import note_threshold
from stipends.files.forms import ThresholdForm
from stipends.files.run import CONTENT_TYPE, year_of
from stipends.models import TaxThreshold
from stipends.year_end import SORTS, payees_in, threshold_of, years_paid


def _year(request: HttpRequest) -> int:
    """The year of the address, else this one; Http404 for what is none."""
    asked = request.POST if request.method == "POST" else request.GET
    typed = asked.get("year", "") or str(timezone.localdate().year)
    is_year = typed.isascii() and typed.isdigit() and len(typed) == 4
    if not is_year or not FIRST_DAY.year <= int(typed) <= LAST_DAY.year:
        raise Http404
    return int(typed)


@staff_page(Permission.PAY_STIPENDS)
@never_cache
@require_GET
def year_end(request: HttpRequest) -> HttpResponse:
    """Payees with what they were paid in a year: at least this much, from here."""
    year = _year(request)
    payees, threshold = payees_in(year), threshold_of(year)
    reported = [payee for payee in payees if threshold and payee.cents >= threshold.amount_cents]
    context = {
        "title": f"Paid in {year}",
        "year": year,
        "years": sorted({*years_paid(), year}, reverse=True),
        "threshold": threshold,
        "thresholds": TaxThreshold.objects.select_related("noted_by"),
        "reported": len(reported),
        "without_form": sum(payee.tax_form == "none" for payee in reported),
        "sum_cents": sum(payee.cents for payee in payees),
        "table": short_table(request, payees, sorts=SORTS, keep=["year"]),
        "form": form_of(request, ThresholdForm, "threshold"),
    }
    return staff_site.render(request, "stipends/year_end.html", context)


@staff_page(Permission.PAY_STIPENDS)
@never_cache
@require_POST
def year_end_file(request: HttpRequest) -> HttpResponse:
    """The same as a workbook, on the access log."""
    year = _year(request)
    payees, threshold = payees_in(year), threshold_of(year)
    access_log.record(
        by=request.user,
        what=AccessEvent.What.EXPORT,
        query=f"payees of {year}, as a file",
        count=len(payees),
    )
    file = io.BytesIO(year_of(payees, threshold and threshold.amount_cents))
    name = f"payees-{year}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


@staff_page(Permission.PAY_STIPENDS)
@require_POST
def threshold_note(request: HttpRequest) -> HttpResponse:
    """From how much a year payments are reported."""
    form = ThresholdForm(request.POST)

    def done() -> HttpResponse:
        noted = note_threshold(by=request.user, **form.cleaned_data)
        messages.success(request, f"The threshold from {noted.year} on is noted.")
        return redirect("staff:year-end")

    return done_or_back(request, form, done, to=reverse("staff:year-end"), name="threshold")
