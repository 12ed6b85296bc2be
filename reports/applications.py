"""The list of applications, with search, filters and paging."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from applications.duplicates import queries as duplicates
from applications.enums import ApplicationStatus, DuplicateState, ResidencyStatus
from applications.form import queries
from applications.form.queries.calls import in_display_order
from applications.form.queries.sent import days_only
from applications.models import Call
from applications.records import bulk
from applications.records.queries import search_entries
from core import access_log, kept_input
from core.models import AccessEvent
from core.paging import MOST_COUNTED, counted
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import Table, long_table
from reports import searches
from reports.forms import SearchForm
from reports.queries import ReviewCount, review_counts

# By what an index of the search entries has: whatever else would read them all.
BY_TIME = {"received": ("received_at", "pk")}
WITHIN_A_CALL = {
    "name": ("sort_name", "pk"),
    "reference": ("reference",),
    "neighborhood": ("neighborhood_order", "-received_at", "-pk"),
    **{
        name: (name, "-received_at", "-pk")
        for name in ("status", "residency", "language", "channel")
    },
}
FIRST = "-received"
FEW = 10  # up to so many results of a text search are named in the access log, by their ids


@dataclass(frozen=True)
class Search:
    """One request's search: its form, the text, and the token of the text in the address."""

    form: SearchForm
    text: str
    token: str
    is_forgotten: bool

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it."""
        return {**self.form.filters(), **({"search": self.token} if self.token else {})}

    @property
    def address(self) -> str:
        """The query part of the address, without order and page."""
        return urlencode(self.query)

    @property
    def sorts(self) -> dict[str, Sequence[str]]:
        """How its list may be sorted: those of all calls together by time alone."""
        return {**BY_TIME, **(WITHIN_A_CALL if "call" in self.form.conditions() else {})}

    def found(self) -> Any:
        """All entries that match; none for a filter value that does not exist."""
        found = search_entries(self.form.conditions(), self.text)
        return found.none() if self.form.errors else found

    def in_words(self) -> list[tuple[str, str]]:
        """The filters by their names on the page; never the words searched for."""
        count = len(self.text.split())
        searched = f"By {count} word{'s'[: count != 1]}, which this file leaves out"
        words = [("Search", searched)] if count else []
        return [*self.form.in_words(), *words]

    def for_the_log(self) -> str:
        """Filters and the number of words searched for, never the words, which may be a name."""
        words = {"words": len(self.text.split())} if self.text else {}
        return urlencode({**self.form.conditions(), **words})


def search_of(request: HttpRequest, asked: QueryDict | None = None) -> Search:
    """The search of the address, or of another list's; no text when this session has it no longer.

    Raises Http404 for a call that does not exist.
    """
    asked = request.GET if asked is None else asked
    token = asked.get("search", "")
    text = searches.recall(request.session, token)
    given = {**asked.dict(), "text": text or ""}
    calls = in_display_order(Call.objects.all())
    given.setdefault("call", calls[0].slug if calls else "all")
    form = SearchForm(given, calls=calls)
    if not form.is_valid() and "call" in form.errors:
        raise Http404
    return Search(form, text or "", token if text else "", is_forgotten=text is None)


@staff_page(Permission.VIEW_APPLICATIONS, label="Applications")
@require_http_methods(["GET", "HEAD", "POST"])
def application_list(request: HttpRequest) -> HttpResponse:
    """Applications with names, by filters and search; the access log records each page."""
    if request.method == "POST":
        return _posted(request)
    if kept_input.kept_of(request):
        form = kept_input.form_of(request, SearchForm, calls=in_display_order(Call.objects.all()))
        context = {"title": "Applications", "search": Search(form, "", "", is_forgotten=False)}
        return staff_site.render(request, "reports/application_list.html", context)
    search = search_of(request)
    found = search.found()
    table = long_table(request, found, sorts=search.sorts, first=FIRST, query=search.query)
    _record(request, search, table)
    context = {
        "title": "Applications",
        "search": search,
        "table": replace(table, rows=_rows(table.rows)),
        "most_counted": MOST_COUNTED,
        "withdrawn": _withdrawn(search, table, found),
        "chosen": bulk.chosen_of(request),
        "may_choose": request.user.may(Permission.KEEP_RECORDS)
        or request.user.may(Permission.ASSIGN_REVIEWS),
        "is_filtered": bool(
            search.text or search.form.errors or set(search.form.filters()) - {"call"}
        ),
    }
    return staff_site.render(request, "reports/application_list.html", context)


def _withdrawn(search: Search, table: Table, found: QuerySet[Any]) -> int:
    """How many of them are withdrawn, where the list has them among others and is counted."""
    if search.form.filters().get("status") or table.count > MOST_COUNTED:
        return 0
    return counted(found.filter(status=ApplicationStatus.WITHDRAWN))


def _posted(request: HttpRequest) -> HttpResponse:
    """Redirect to the address of the result, where reloading and going back work."""
    calls = in_display_order(Call.objects.all())
    form = SearchForm(request.POST, calls=calls)
    if not form.is_valid():
        return kept_input.redirect_back(request)
    token = searches.remember(request.session, form.cleaned_data["text"])
    query = {**form.filters(), "search": token, "sort": request.POST.get("sort", "")}
    address = urlencode({name: value for name, value in query.items() if value})
    return redirect(f"{request.path}?{address}")


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    entry: Any
    contact: Any
    reviews: ReviewCount
    duplicate: DuplicateState | None

    @property
    def status(self) -> ApplicationStatus:
        """Received, late, refused or withdrawn."""
        return ApplicationStatus(self.entry.status)

    @property
    def residency(self) -> ResidencyStatus:
        """As it was checked last."""
        return ResidencyStatus(self.entry.residency)


def _rows(entries: Sequence[Any]) -> list[Row]:
    ids = [entry.pk for entry in entries]
    without_time = days_only(entries)
    for entry in entries:
        entry.is_day_only = entry.pk in without_time
    contacts = queries.contacts_of(ids)
    reviews = review_counts(ids)
    states = duplicates.states_of(ids)
    return [Row(each, contacts[each.pk], reviews[each.pk], states.get(each.pk)) for each in entries]


def _record(request: HttpRequest, search: Search, table: Table) -> None:
    """Record one access event; a text search with few results names them by id.

    The words themselves are not stored: the log is never erased, and people may be.
    """
    query = search.for_the_log()
    if search.text and len(table.rows) <= FEW:
        query = f"{query}&shown={','.join(str(entry.pk) for entry in table.rows)}"
    access_log.record(
        by=request.user,
        what=AccessEvent.What.APPLICATION_LIST,
        query=query,
        count=len(table.rows),
    )
