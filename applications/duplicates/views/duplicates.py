"""Staff pages: possible duplicates, comparing two, and deciding."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.duplicates import duplicate_sets
from applications.duplicates import queries as duplicates
from applications.duplicates.actions.mark_duplicates import mark_duplicates
from applications.duplicates.forms import TwoReferencesForm, VerdictForm
from applications.duplicates.views import comparison
from applications.enums import Verdict
from applications.form import codes, queries
from applications.models import Application, Call
from core import access_log, kept_input
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site

Two = tuple[Application, Application]


@staff_page(Permission.DECIDE_DUPLICATES, label="Duplicates")
@never_cache
@require_http_methods(["GET", "POST"])
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Undecided sets, households, and decided pairs, without names.

    Reasons may describe people, so opening the list is logged.
    """
    form = kept_input.form_of(request, TwoReferencesForm)
    pair = _asked(form) if form.is_valid() else None
    if request.method == "POST" and pair is None:
        return kept_input.redirect_back(request)
    if pair is not None:
        return redirect("staff:duplicate-compare", *(each.reference for each in pair))
    possible, households = duplicate_sets.open_sets()
    possible_pairs, household_pairs = duplicate_sets.pair_counts()
    decided = duplicate_sets.decided_pairs()
    access_log.record(
        by=request.user,
        what=AccessEvent.What.APPLICATION_LIST,
        query="duplicates",
        count=len(decided),
    )
    context = {
        "title": "Duplicates",
        "form": form,
        "possible": possible,
        "households": households,
        "possible_pairs": possible_pairs,
        "household_pairs": household_pairs,
        "most_pairs": duplicate_sets.MOST_PAIRS,
        "decided": decided,
    }
    return staff_site.render(request, "applications/duplicates/duplicate_list.html", context)


def _asked(form: TwoReferencesForm) -> Two | None:
    """The applications of the two references; None with an error on the form if not valid."""
    found = [_typed(form.cleaned_data[name]) for name in ("first", "second")]
    for name, application in zip(("first", "second"), found, strict=True):
        if application is None:
            form.add_error(name, "There is no application of this reference.")
    if None in found:
        return None
    if found[0] == found[1] or found[0].call_id != found[1].call_id:
        form.add_error("second", "Enter two different applications to the same call.")
        return None
    return found[0], found[1]


def _typed(reference: str) -> Application | None:
    prefixes = Call.objects.order_by().values_list("reference_prefix", flat=True)
    read = [codes.read_reference(reference, prefix) for prefix in prefixes]
    return Application.objects.filter(reference__in=read).first()


@staff_page(Permission.DECIDE_DUPLICATES)
@never_cache
@require_http_methods(["GET", "POST"])
def duplicate_compare(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """Compare two applications, with names: logged, and the reader may not score them."""
    pair = _pair(reference, other)
    marks = duplicates.all_marks_on(*pair)
    mark = marks[0] if marks else None
    elsewhere = _set_aside_elsewhere(pair)
    form = kept_input.form_of(
        request,
        VerdictForm,
        pair=pair,
        mark=mark,
        may_be_same=not elsewhere,
        initial={"seen": mark.number if mark else 0},
    )

    def decide() -> HttpResponse:
        mark_duplicates(by=request.user, pair=pair, **form.decision())
        messages.success(request, _done(form.decision(), pair))
        return redirect("staff:duplicate-list")

    if request.method == "POST":
        return kept_input.done_or_back(request, form, decide)
    _record(request, pair)
    context = {
        "title": "Compare two applications",
        "pair": pair,
        "form": form,
        "marks": marks,
        "mark": mark,
        "elsewhere": elsewhere,
        **_side_by_side(pair),
    }
    return staff_site.render(request, "applications/duplicates/duplicate_compare.html", context)


def _pair(reference: str, other: str) -> Two:
    """The two applications, the older one first; a 404 unless they are of one call."""
    two = Application.objects.filter(reference__in=[reference, other]).select_related("call")
    found = list(two.order_by("pk"))
    if len(found) != 2 or found[0].call_id != found[1].call_id:
        raise Http404
    return found[0], found[1]


def _set_aside_elsewhere(pair: Two) -> list[tuple[Application, Application, Application]]:
    """(set aside, what counts for it, the other one) for those already set aside elsewhere."""
    found = []
    for half, other in (pair, pair[::-1]):
        for mark in duplicates.marks_of(half):
            counts = mark.first if mark.counts_id == mark.first_id else mark.second
            if mark.set_aside_id == half.pk and counts.pk != other.pk:
                found.append((half, counts, other))
    return found


def _record(request: HttpRequest, pair: Two) -> None:
    for half, other in (pair, pair[::-1]):
        access_log.record(
            by=request.user,
            what=AccessEvent.What.COMPARISON,
            object_id=half.pk,
            query=f"with {other.reference}",
        )


def _side_by_side(pair: Two) -> dict[str, Any]:
    first, second = pair
    contacts = queries.contacts_of(pair)
    found = duplicates.found_pair(first, second)
    answers = [queries.answers_of(each) for each in pair]
    return {
        "why": duplicates.in_words(found.signs) if found else "",
        "strength": found.get_strength_display() if found else "",
        "lines": [
            *comparison.lines_of_contacts(
                (contacts[first.pk], contacts[second.pk]), duplicates.entries_of(first, second)
            ),
            *comparison.lines_of_answers(*answers),
        ],
        "languages": [contacts[each.pk].revision.language for each in pair],
    }


def _done(decision: dict[str, Any], pair: Two) -> str:
    names = f"{pair[0].reference} and {pair[1].reference}"
    if decision["counts"] is not None:
        return f"{names} are from the same person. {decision['counts'].reference} counts."
    if decision["verdict"] == Verdict.UNDECIDED:
        return f"The mark on {names} is taken back. Both count."
    return f"{names} are from different people. Both count."
