"""Staff page: all answers that wait to be translated, or to be checked."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from applications.translations import queue
from applications.translations.forms import QueueForm
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import paged

TO_CHECK, TO_TRANSLATE = "check", "translate"
TITLES = {TO_CHECK: "Translations to check", TO_TRANSLATE: "Answers to translate"}


@staff_page(Permission.TRANSLATE)
@require_GET
def translation_queue(request: HttpRequest) -> HttpResponse:
    """Page by page; of one language or one file for translators outside if the address says."""
    what = TO_TRANSLATE if request.GET.get("what") == TO_TRANSLATE else TO_CHECK
    if what == TO_TRANSLATE:
        waiting = queue.to_translate(by=request.user, moment=timezone.now())
    else:
        waiting = queue.to_check(by=request.user)
    form = QueueForm(request.GET, languages=waiting.order_by().values_list("language", flat=True))
    form.is_valid()  # what does not exist is no filter
    found = waiting.filter(**form.filters)
    table = paged(
        request, list(found.values_list("first_id", flat=True)), keep=("what", "language", "file")
    )
    shown = waiting.filter(first_id__in=table.rows)
    context = {
        "title": TITLES[what],
        "what": what,
        "form": form,
        "is_filtered": bool(form.filters),
        "table": replace(table, rows=queue.as_rows(shown, most=len(table.rows))),
    }
    return staff_site.render(request, "applications/translations/translation_queue.html", context)
