"""Staff page: the checks of a call's and the site's wording in each language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from applications.calls.actions.check_wording import record_check, remove_check, waive_check
from applications.calls.forms.office import NOT_A_NAME, offices_before, why_no_office
from applications.enums import WordingArea
from applications.form.call_items import whole_calls
from applications.form.wording_checks import (
    NEEDED,
    TRANSLATED,
    Text,
    checked_digests,
    fingerprint,
    rows_with_words,
    texts_of,
    unchecked,
)
from applications.models import Call, WordingCheck
from core import text
from core.languages import BY_CODE, Language
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import paged

TEXTS_ON_A_PAGE = 40


@dataclass(frozen=True)
class Area:
    """One area in one language: the number of its texts, and the unchecked ones."""

    area: WordingArea
    total: int
    unchecked: list[Text]
    seal: str

    @property
    def is_needed(self) -> bool:
        """Whether a call needs it to open."""
        return self.area in NEEDED


@staff_page(Permission.CONFIGURE_CALLS)
@require_GET
def wording_check(request: HttpRequest, slug: str) -> HttpResponse:
    """The number of unchecked texts in each language, and those of one area to read."""
    call = get_object_or_404(whole_calls(), slug=slug)
    language = _language(request.GET.get("language", TRANSLATED[0].code))
    rows, checked = rows_with_words(call), checked_digests()
    areas = areas_of(rows, language, checked[language.code])
    read = next((each for each in areas if each.area == request.GET.get("area")), None)
    context = {
        "title": "Checked translations",
        "call": call,
        "language_shown": language,
        "left": [
            (each, len(unchecked(texts_of(rows, each), checked[each.code]))) for each in TRANSLATED
        ],
        "areas": areas,
        "offices": offices_before(),
        "not_a_name": NOT_A_NAME,
        "area_read": read,
        "table": paged(
            request, read.unchecked if read else (), keep=["language", "area"], size=TEXTS_ON_A_PAGE
        ),
        "checks": WordingCheck.objects.filter(language=language.code).select_related("by"),
        "waiver": call.wording_waivers.filter(language=language.code).select_related("by").first(),
    }
    return staff_site.render(request, "applications/calls/wording_check.html", context)


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def check_record(request: HttpRequest, slug: str) -> HttpResponse:
    """Record that an office has checked an area, as shown on the page."""
    call = get_object_or_404(whole_calls(), slug=slug)
    language = _language(request.POST.get("language", ""))
    office = text.clean(request.POST.get("office", ""))
    areas = areas_of(rows_with_words(call), language, checked_digests()[language.code])
    posted = request.POST.get("area"), request.POST.get("seal")
    area = next((each for each in areas if (each.area.value, each.seal) == posted), None)
    if why := why_no_office(office):
        messages.error(request, why)
    elif area is None or not area.unchecked:
        messages.error(request, "Somebody edited these words meanwhile. Look at them again.")
    else:
        record_check(
            by=request.user, language=language, area=area.area, office=office, texts=area.unchecked
        )
        messages.success(request, "Recorded. Whoever edits one of these words unchecks it.")
    return _back(call, language)


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def check_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a check that was recorded by mistake."""
    call = get_object_or_404(Call, slug=slug)
    check = get_object_or_404(WordingCheck, pk=pk)
    remove_check(by=request.user, check=check)
    messages.success(request, "Taken back. These words count as unchecked.")
    return _back(call, BY_CODE[check.language])


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def check_waive(request: HttpRequest, slug: str) -> HttpResponse:
    """Record the decision to open the call without a check in this language, and why."""
    call = get_object_or_404(Call, slug=slug)
    language = _language(request.POST.get("language", ""))
    if reason := text.clean(request.POST.get("reason", ""), multiline=True):
        waive_check(by=request.user, call=call, language=language, reason=reason)
        says = f"Recorded. The call may open without a check in {language.english_name}."
        messages.success(request, says)
    else:
        messages.error(request, "Say why the call opens without a check.")
    return _back(call, language)


def _language(code: str) -> Language:
    language = BY_CODE.get(code)
    if language not in TRANSLATED:
        raise Http404
    return language


def areas_of(rows: Iterable[Model], language: Language, checked: set[str]) -> list[Area]:
    """The areas with texts in this language."""
    texts = list(texts_of(rows, language))
    areas = []
    for area in WordingArea:
        own = [each for each in texts if each.area == area]
        if own:
            left = unchecked(own, checked)
            areas.append(Area(area, len(own), left, fingerprint(left)))
    return areas


def _back(call: Call, language: Language) -> HttpResponse:
    url = reverse("staff:wording-check", args=[call.slug])
    return redirect(f"{url}?language={language.code}")
