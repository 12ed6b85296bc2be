"""Staff page: the residency checks of a call, many on one screen, saved together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.enums import ApplicationStatus, CheckedAgainst, ResidencyStatus
from applications.form import queries
from applications.form.queries.calls import selected_call
from applications.form.queries.details import moved_away, moves_away_of
from applications.models import Call, Contact, ContactChange, ResidencyCheck, SearchEntry
from applications.records.actions.check_residencies import Finding, check_residencies
from applications.records.forms import CheckedAgainstForm, FindingForm
from applications.records.residency_signs import Home, Look, look_at, zip_codes
from applications.records.views import begun_checks
from core import access_log, kept_input
from core.actions import SomeRefused, tried
from core.models import AccessEvent
from core.paging import MOST_COUNTED, counted
from core.permissions import Permission
from core.staff_site import staff_page, staff_site
from core.tables import long_table

SORTS = {"received": ("received_at", "pk")}
PEOPLE_ON_A_PAGE = 25
PUT_OFF = "residency_put_off"  # in the session: who comes last, until everybody else is checked
MOST_PUT_OFF = 500
MOVED = "moved"
ASKED = ("call", "against", MOVED)
TEMPLATE = "applications/records/residency_list.html"


@dataclass(frozen=True)
class Person:
    """One row: who and where, what is odd, the last check, and the form that marks them.

    `move` is set for somebody who may have moved out of the city since they were checked.
    """

    entry: SearchEntry
    name: str
    contact: Contact
    look: Look
    check: ResidencyCheck | None
    form: FindingForm
    move: ContactChange | None

    @property
    def is_open(self) -> bool:
        """Whether they still wait: somebody else may have checked them, or they withdrew."""
        is_received = self.entry.status == ApplicationStatus.RECEIVED
        is_unchecked = self.entry.residency == ResidencyStatus.UNVERIFIED
        return is_received and (is_unchecked or self.move is not None)

    @property
    def reference(self) -> str:
        """It names the row, and what is sent of it."""
        return self.entry.application.reference

    @property
    def street(self) -> str:
        """The first line of the address."""
        lines = filter(None, [self.contact.street, self.contact.unit])
        return ", ".join(lines) or self.contact.place_description


@staff_page(Permission.KEEP_RECORDS, label="Residency")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def residency_list(request: HttpRequest) -> HttpResponse:
    """Who waits for a residency check, the first received first; what looks odd on top."""
    call, calls = selected_call(request.GET.get("call", ""))
    if call is None:
        return staff_site.render(request, TEMPLATE, {"title": "Residency"})
    waiting = long_table(
        request,
        _to_show(request, call),
        sorts=SORTS,
        first="received",
        query={name: request.GET[name] for name in ASKED if name in request.GET},
        size=PEOPLE_ON_A_PAGE,
    )
    context = {"title": "Residency", "call": call, "calls": calls, "table": waiting}
    if request.method == "POST":
        return _posted(request, call)
    if kept := kept_input.kept_of(request):
        return _refused(request, call, context, kept.data)
    if waiting.page_key and not waiting.rows:
        return redirect(f"{request.path}{waiting.here}")
    begun = begun_checks.kept(request) or QueryDict()
    entries = _entries_of(call, begun) or waiting.rows
    basis = begun.get("against") or request.GET.get("against", "")
    against = CheckedAgainstForm(initial={"against": basis})
    return _page(request, context | {"against": against}, _people(call, entries, begun=begun))


def _to_show(request: HttpRequest, call: Call) -> QuerySet[SearchEntry]:
    """Who waits, without those put off; they come back when asked for, or when all else is done.

    Or who may have moved away since.
    """
    if MOVED in request.GET:
        moved = moved_away(call).values("application")
        return SearchEntry.objects.filter(application__in=moved).select_related("application")
    entries = queries.entries_to_check(call).select_related("application")
    if put_off := request.session.get(PUT_OFF):
        others = entries.exclude(pk__in=put_off)
        if "again" not in request.GET and others.exists():
            return others
        del request.session[PUT_OFF]
    return entries


def _put_off(request: HttpRequest, people: Iterable[Person]) -> None:
    """Remember who was marked for later, as long as this person is signed in."""
    later = [each.entry.pk for each in people if each.form.is_for_later]
    if later:
        before = [pk for pk in request.session.get(PUT_OFF, []) if pk not in later]
        request.session[PUT_OFF] = [*before, *later][-MOST_PUT_OFF:]


def _posted(request: HttpRequest, call: Call) -> HttpResponse:
    """Save all that is marked, or lead back to what must be mended first."""
    people = _people(call, _sent_entries(call, request.POST), request.POST)
    if kept_input.HOLD in request.POST:
        return begun_checks.keep(request)
    against = CheckedAgainstForm(request.POST)
    is_fine = all(each.form.is_valid() for each in people)
    if is_fine and not any(each.form.is_marked for each in people):
        _put_off(request, people)
        if not any(each.form.is_for_later for each in people):
            messages.info(request, "Nobody is marked, so nothing is saved.")
        return _next(request, "")
    if not against.is_valid() or not is_fine:
        return _back(request)
    findings = _findings(people, against)
    try:
        check_residencies(by=request.user, findings=findings)
    except SomeRefused:
        return _back(request)
    _put_off(request, people)
    messages.success(request, _saved(findings, call))
    return _next(request, against.cleaned_data["against"])


def _back(request: HttpRequest) -> HttpResponse:
    """Lead back to what is wrong; whoever then leaves finds the marks again all the same."""
    begun_checks.keep(request)
    return kept_input.redirect_back(request)


def _refused(
    request: HttpRequest, call: Call, context: dict[str, Any], sent: QueryDict
) -> HttpResponse:
    """What was marked and not saved, and about whom something must be mended."""
    people = _people(call, _sent_entries(call, sent), sent)
    against = CheckedAgainstForm(sent)
    is_fine = all([against.is_valid(), *(each.form.is_valid() for each in people)])
    if is_fine and (findings := _findings(people, against)):
        _outcome, refusals = tried(lambda: check_residencies(by=request.user, findings=findings))
        forms = {each.entry.pk: each.form for each in people}
        for finding, refusal in refusals:
            form = forms[finding.application.pk]
            form.follow()
            form.add_error("status", ValidationError(refusal.message, code=refusal.code))
    return _page(request, context | {"against": against}, people)


def _sent_entries(call: Call, sent: QueryDict) -> list[SearchEntry]:
    """The entries of the people on the page that was sent, whatever has become of them since."""
    references = sent.getlist("person")
    entries = _entries_of(call, sent)
    if len(entries) != len(references) or len(entries) > PEOPLE_ON_A_PAGE:
        raise Http404
    return entries


def _entries_of(call: Call, sent: QueryDict) -> list[SearchEntry]:
    references = sent.getlist("person")
    found = SearchEntry.objects.filter(call=call, application__reference__in=references)
    return list(found.select_related("application").order_by(*SORTS["received"]))


def _people(
    call: Call,
    entries: Sequence[SearchEntry],
    sent: Mapping[str, Any] | None = None,
    begun: Mapping[str, Any] = MappingProxyType({}),
) -> list[Person]:
    """The rows of these: with what was sent, to be validated, or with what was begun."""
    ids = [entry.pk for entry in entries]
    contacts = queries.contacts_of(ids)
    known = zip_codes(contact.zip_code for contact in contacts.values())
    checks = {check.application_id: check for check in _checks(ids)}
    moves = moves_away_of(ids)
    found = []
    for entry in entries:
        contact, check = contacts[entry.pk], checks.get(entry.pk)
        seen = check.number if check else 0
        reference = entry.application.reference
        fields = {name: begun.get(f"{reference}-{name}") for name in ("status", "reason", "seen")}
        # as on a letter, rather than the name they go by
        name = contact.full_name or contact.chosen_name or reference
        form = FindingForm(
            sent,
            prefix=reference,
            initial={"seen": seen} | {name: each for name, each in fields.items() if each},
            name=name,
            has_street=bool(contact.street),
        )
        move = moves.get(entry.pk)
        look = look_at(_home(contact, move), known, call.city)
        found.append(Person(entry, name, contact, look, check, form, move))
    return found


def _home(contact: Contact, move: ContactChange | None) -> Home:
    lives_in_city = move.lives_in_city if move else contact.revision.lives_in_city
    return Home(lives_in_city, contact.street, contact.zip_code, contact.neighborhood)


def _checks(applications: Iterable[int]) -> Iterable[ResidencyCheck]:
    """All checks of these, the current one of each last."""
    checks = ResidencyCheck.objects.filter(application__in=applications)
    return checks.select_related("by").order_by("number")


def _findings(people: Iterable[Person], against: CheckedAgainstForm) -> list[Finding]:
    basis = CheckedAgainst(against.cleaned_data["against"])
    return [_finding(each, basis) for each in people if each.form.is_marked]


def _finding(person: Person, basis: CheckedAgainst) -> Finding:
    given = person.form.cleaned_data
    reason = basis.as_reason
    if person.form.is_verified_otherwise:
        reason = given["reason"]
    elif given["status"] == ResidencyStatus.NOT_A_RESIDENT:
        reason = f"{given['reason']} ({reason.removesuffix('.')})"
    status = ResidencyStatus(given["status"])
    return Finding(person.entry.application, status, reason, given["seen"])


def _saved(findings: Sequence[Finding], call: Call) -> str:
    here = sum(each.status == ResidencyStatus.VERIFIED for each in findings)
    return f"{len(findings)} checked: {here} in {call.city}, {len(findings) - here} not."


def _next(request: HttpRequest, basis: str) -> HttpResponse:
    """The same place of the queue, with those who moved up; Tab goes on among them."""
    begun_checks.forget(request)
    query = QueryDict(begun_checks.address(request).partition("?")[2], mutable=True)
    if basis:
        query["against"] = basis
    return redirect(f"{request.path}?{query.urlencode()}#people")


def _page(request: HttpRequest, context: dict[str, Any], people: list[Person]) -> HttpResponse:
    """The page; who has opened an address stands in the access log, person by person."""
    access_log.record_each(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_ids=[each.entry.pk for each in people],
        query="residency",
    )
    call = context["call"]
    received = SearchEntry.objects.filter(call=call, status=ApplicationStatus.RECEIVED)
    forms = [context["against"], *(each.form for each in people)]
    total, waiting = counted(received), counted(queries.entries_to_check(call))
    context |= {
        "people": people,
        "choices": [
            (1, ResidencyStatus.VERIFIED.value, f"Lives in {call.city}"),
            (2, ResidencyStatus.NOT_A_RESIDENT.value, "Does not"),
            (3, FindingForm.LATER, "Later"),
        ],
        "groups": [
            ("closer", "A closer look first", [each for each in people if each.look.is_odd]),
            ("fitting", "Nothing odd", [each for each in people if not each.look.is_odd]),
        ],
        "wrong": [form for form in forms if form.is_bound and form.errors],
        "total": total,
        "waiting": waiting,
        "checked": total - waiting,
        "moved": moved_away(call).count(),
        "is_about_moves": MOVED in request.GET,
        "put_off": 0 if MOVED in request.GET else waiting - context["table"].count,
        "begun": begun_checks.others(request),
        "most_counted": MOST_COUNTED,
    }
    return staff_site.render(request, TEMPLATE, context)
