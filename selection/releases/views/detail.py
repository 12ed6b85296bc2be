"""One release: its decisions as a coordinator drafts them, and as the second person reads them."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from applications.models import Application
from core import access_log
from core.kept_input import done_or_back, form_of
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import Table, numbered_table
from selection.enums import Outcome, ReleaseStatus
from selection.letters.queries import to_let_go
from selection.models import Decision, Release
from selection.plans import unusual_of
from selection.queries import decision_of
from selection.releases.actions.decide import decide_by_hand
from selection.releases.covering import coverage_of
from selection.releases.drift import drift_of
from selection.releases.forms import (
    AgainForm,
    DayForm,
    DecideForm,
    FindForm,
    LetGoForm,
    SendBackForm,
)
from selection.releases.queries import changes_of_targets, may_let_go, wrong_day
from selection.releases.rows import Row, Rows, with_place
from selection.releases.screen import Screen, screen_of
from selection.releases.texts import letters_by_person
from selection.views.moves import confirmed_in

SEATED = (Outcome.MEMBER, Outcome.RESERVE)
TABS = {"": SEATED, **{str(each): (each,) for each in (Outcome.NOT_CHOSEN, Outcome.NOT_ELIGIBLE)}}
TITLES = {"": "Members and reserves", "not_chosen": "Not chosen", "not_eligible": "Not eligible"}
SORTS = {"place": ("place", "application__reference"), "reference": ("application__reference",)}
ON_A_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """What an address asks to see of a release."""

    tab: str
    find: FindForm
    opened: Application | None

    @property
    def is_filtered(self) -> bool:
        """Whether only a part is listed."""
        return bool(self.find.cleaned_data.get("q") or self.find.cleaned_data.get("hand"))

    @property
    def query(self) -> dict[str, str]:
        """The same for the links of the list."""
        found = self.find.cleaned_data
        given = {"tab": self.tab, "q": found.get("q"), "hand": "on" if found.get("hand") else ""}
        return {name: value for name, value in given.items() if value}

    def found(self, decisions: QuerySet[Decision]) -> QuerySet[Decision]:
        """Those of these that fit the filter."""
        if words := self.find.cleaned_data.get("q"):
            decisions = decisions.filter(application__reference__icontains=words)
        return decisions.filter(by_hand=True) if self.find.cleaned_data.get("hand") else decisions


@staff_page(Permission.RELEASE_DECISIONS)
@never_cache
@require_GET
def release_detail(request: HttpRequest, release: int) -> HttpResponse:
    """All its decisions; with the counts to type for whoever may release it."""
    people = ("call", "panel__target_set", "panel__score_version", "score_version", "drafted_by")
    who = ("proposed_by", "sent_back_by", "released_by", "dropped_by")
    release = get_object_or_404(Release.objects.select_related(*people, *who), pk=release)
    asked = _asked(request, release)
    screen = screen_of(release, request.user)
    letters = letters_by_person(screen.texts) if release.is_open else {}
    rows = Rows(release, asked.opened, letters)
    may = request.user.may(Permission.CHOOSE_MEMBERS) and release.status == ReleaseStatus.DRAFT
    context: dict[str, Any] = {
        "title": f"{str(release).capitalize()} of {release.call.title}",
        "call": release.call,
        "release": release,
        "rows": rows,
        "tab": asked.tab,
        "heading": TITLES[asked.tab],
        "tabs": [(key, TITLES[key], key == asked.tab) for key in TABS],
        "form": asked.find,
        "is_filtered": asked.is_filtered,
        "drift": drift_of(release) if release.is_open else None,
        "coverage": coverage_of(release),
        "changes_of_targets": changes_of_targets(release) if release.is_open else [],
        "next_by_score": _next_by_score(release),
        "counts": [(each, screen.counts[each]) for each in Outcome],
        "texts": screen.texts,
        "unread": screen.unread,
        "has_letters_waiting": release in to_let_go(release.call),
        "may_change": may,
        "wrong_day": wrong_day(release) if release.is_open else "",
        **(_to_change(request, release) if may else {}),
        **_listed(request, release, asked, rows),
        **_to_press(request, release, screen),
    }
    return staff_site.render(request, "selection/releases/release_detail.html", context)


def _next_by_score(release: Release) -> list[str]:
    """The references of the reserves that scores alone would give."""
    known = Application.objects.in_bulk(release.reserves.get("by_score", []))
    return [known[pk].reference for pk in release.reserves.get("by_score", []) if pk in known]


def _asked(request: HttpRequest, release: Release) -> Asked:
    tab, find = request.GET.get("tab", ""), FindForm(request.GET)
    find.is_valid()
    opened = None
    if reference := request.GET.get("name", ""):
        its = Application.objects.filter(decisions__release=release)
        opened = get_object_or_404(its, reference=reference)
        what, query = AccessEvent.What.CONTACT, f"name in {release}"
        access_log.record(by=request.user, what=what, object_id=opened.pk, query=query)
    return Asked(tab if tab in TABS else "", find, opened)


def _listed(request: HttpRequest, release: Release, asked: Asked, rows: Rows) -> dict[str, Any]:
    """The members and reserves, or a page of the others."""
    every = with_place(release, TABS[asked.tab])
    if not asked.tab:
        return {
            f"{outcome}s": _whole(asked, every.filter(outcome=outcome), rows) for outcome in SEATED
        }
    table = numbered_table(
        request,
        every,
        sorts=SORTS,
        first="place",
        query=asked.query,
        found=asked.found(every),
        size=ON_A_PAGE,
    )
    numbers = {pk: number for number, pk in enumerate(table.order, start=1)}
    decisions = every.in_bulk(table.rows)
    shown = [decisions[pk] for pk in table.rows if pk in decisions]
    listed = rows.of(shown, [numbers.get(each.pk, 0) for each in shown])
    table = replace(table, rows=listed, count=None)  # the count is typed, not copied
    return {"table": table, "list_here": f"{table.as_it_is}&"}


def _whole(asked: Asked, every: QuerySet[Decision], rows: Rows) -> Table:
    found = {each.pk for each in asked.found(every)}
    numbered = [(at, it) for at, it in enumerate(every, start=1) if it.pk in found]
    listed: list[Row] = rows.of([it for _, it in numbered], [at for at, _ in numbered])
    return Table(listed, asked.query)


def _to_change(request: HttpRequest, release: Release) -> dict[str, Any]:
    """The forms of whoever drafts it."""
    now = {"reply_by": release.reply_by, "seen": release.reply_by}
    day = form_of(request, DayForm, "day", initial=now)
    if day.is_bound:  # sent again, it changes the day that this page shows
        day.data = day.data.copy()
        day.data["seen"] = release.reply_by or ""
    is_later = release.number > 1
    return {
        "day_form": day,
        "again_form": form_of(request, AgainForm, "again") if is_later else None,
    }


def _to_press(request: HttpRequest, release: Release, screen: Screen) -> dict[str, Any]:
    """The forms of the second person, and of whoever takes it back."""
    if release.status != ReleaseStatus.PROPOSED:
        return {}
    is_second = may_let_go(release, request.user)
    let_go = form_of(request, LetGoForm, "let_go")
    now = {
        "digest": screen.digest,
        "handed_over": release.proposed_at.isoformat(),
        "left_out": screen.left_out_words,
    }
    if let_go.is_bound:  # what was typed stays; what is released is what this page shows
        let_go.data = let_go.data.copy()
        for name, value in now.items():
            let_go.data[name] = value
    let_go.initial = now
    return {
        "is_second": is_second,
        "let_go_form": let_go if is_second else None,
        "back_form": form_of(request, SendBackForm, "back"),
    }


@staff_page(Permission.CHOOSE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def decision_edit(request: HttpRequest, release: int, reference: str) -> HttpResponse:
    """Another outcome for one person in a draft."""
    release = get_object_or_404(Release.objects.select_related("call"), pk=release)
    application = get_object_or_404(Application, call=release.call, reference=reference)
    decision = Decision.objects.filter(release=release, application=application).first()
    if release.status != ReleaseStatus.DRAFT:
        messages.error(request, f"{str(release).capitalize()} is no draft any more.")
        return redirect("staff:release-detail", release.pk)
    outcome = decision.outcome if decision else ""
    form = form_of(request, DecideForm, initial={"seen": outcome, "outcome": outcome})
    if request.method == "POST":
        return done_or_back(request, form, lambda: _decided(request, release, application, form))
    if form.is_bound:
        form.data = form.data.copy()
        form.data["seen"] = outcome
    rows = Rows(release)
    context = {
        "title": f"Decide about {application} by hand",
        "call": release.call,
        "release": release,
        "application": application,
        "row": next(iter(rows.of([decision], [0])), None) if decision else None,
        "before": decision_of(application),
        "form": form,
        "unusual": [(application, each) for each in unusual_of([application.pk])],
    }
    return staff_site.render(request, "selection/releases/decision_edit.html", context)


def _decided(
    request: HttpRequest, release: Release, application: Application, form: DecideForm
) -> HttpResponse:
    despite = confirmed_in(request.POST).get(application.pk, ())
    decision = decide_by_hand(
        by=request.user,
        release=release,
        application=application,
        despite=despite,
        **form.cleaned_data,
    )
    messages.success(request, f"{application} is {decision.get_outcome_display()} in {release}.")
    tab = "" if decision.outcome in SEATED else decision.outcome
    address = reverse("staff:release-detail", args=[release.pk])
    query = f"?{urlencode({'tab': tab})}" if tab else ""
    return redirect(f"{address}{query}#{application}")
