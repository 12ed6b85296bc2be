"""Do something to many applications that were chosen in a list: preview it, then all or none.

Each kind is a view of its own, with its permission and its action; the page is the same for all.
What was chosen and typed is kept in the session, and the address has a token of it. So going back
and reloading work, notes stay out of addresses, and what is saved is what the preview showed.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from applications.form import queries
from applications.models import Application
from core import access_log
from core.actions import Refused, SomeRefused, tried
from core.models import AccessEvent
from core.paging import PAGE_SIZE
from core.permissions import Permission
from core.staff_forms import StaffForm
from core.staff_site import staff_site

KEY, TOKEN = "batches", "batch"  # in the session, and in addresses
MOST_KEPT = 10
PREVIEW, CHANGE, LEAVE_OUT, SAVE = "preview", "change", "leave-out", "save"
NO_LONGER_KEPT = "This is saved already, or no longer kept: choose again."


@dataclass(frozen=True)
class Bulk:
    """What is done: `do` calls the action with the applications and what the form says.

    It returns those that the action left out, as there was nothing to do, and why.
    """

    title: str
    form: type[StaffForm]
    do: Callable[[Sequence[Application], Mapping[str, Any]], Mapping[Application, str] | None]


@dataclass(frozen=True)
class Batch:
    """Who was chosen, in which list, and what the form said; `is_previewed` until it is changed."""

    page: str
    references: Sequence[str]
    listed: str
    sent: str = ""
    is_previewed: bool = False

    def form(self, bulk: Bulk) -> StaffForm:
        """With what was typed, once something was."""
        return bulk.form(QueryDict(self.sent) if self.sent else None)

    @property
    def applications(self) -> list[Application]:
        """As they are now."""
        return _chosen(self.references)


@dataclass(frozen=True)
class Outcome:
    """What would come of it: whom the action refuses, and whom it leaves out, with the reasons."""

    refusals: Mapping[Application, Refused] = field(default_factory=dict)
    left_out: Mapping[Application, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One chosen application, and why it would be refused or left out."""

    application: Application
    name: str
    refusal: Refused | None
    left_out: str


def bulk_page(request: HttpRequest, bulk: Bulk) -> HttpResponse:
    """The chosen applications with the form; then who is refused; then back to the list.

    Each post leads to an address, so going back never asks to send one again.
    """
    if request.method == "POST" and TOKEN not in request.GET:
        return _begin(request)
    token = request.GET.get(TOKEN, "")
    batch = _recall(request.session, token)
    if batch is None or batch.page != request.path:
        messages.info(request, NO_LONGER_KEPT if token else "Choose some applications first.")
        return _back(request.POST.get("list", ""))
    if request.method == "POST":
        return _posted(request, bulk, token, batch)
    form = batch.form(bulk)
    outcome = None
    if batch.is_previewed and form.is_valid():
        outcome = _outcome(bulk, batch, form)
    return _page(request, bulk, batch, form, outcome)


def chosen_of(request: HttpRequest) -> Sequence[str]:
    """Who is chosen in a list to which somebody comes back from the page of a bulk action."""
    batch = _recall(request.session, request.GET.get(TOKEN, ""))
    return batch.references if batch else ()


def _outcome(bulk: Bulk, batch: Batch, form: StaffForm) -> Outcome:
    left_out, refusals = tried(lambda: bulk.do(batch.applications, form.cleaned_data))
    return Outcome(dict(refusals), left_out or {})


def _begin(request: HttpRequest) -> HttpResponse:
    """Keep who was chosen; what the button of a list posts."""
    listed = request.POST.get("list", "")
    references = request.POST.getlist("application")
    if not _chosen(references):
        messages.info(request, "Choose some applications first.")
        return _back(listed)
    batch = Batch(request.path, references, QueryDict(listed).urlencode())
    return _to(request, secrets.token_hex(8), batch)


def _posted(request: HttpRequest, bulk: Bulk, token: str, batch: Batch) -> HttpResponse:
    step = request.POST.get("step", "")
    form = batch.form(bulk)
    if step == CHANGE:
        return _to(request, token, replace(batch, is_previewed=False))
    if step in (SAVE, LEAVE_OUT) and batch.is_previewed and form.is_valid():
        if step == SAVE:
            return _save(request, bulk, token, batch, form)
        refused = {each.reference for each in _outcome(bulk, batch, form).refusals}
        left = [each for each in batch.references if each not in refused]
        return _to(request, token, replace(batch, references=left))
    if step == PREVIEW:
        return _to(request, token, replace(batch, sent=request.POST.urlencode(), is_previewed=True))
    return _to(request, token, batch)


def _save(
    request: HttpRequest, bulk: Bulk, token: str, batch: Batch, form: StaffForm
) -> HttpResponse:
    """Do what was previewed; if somebody is refused since, the preview says so."""
    applications = batch.applications
    try:
        left_out = bulk.do(applications, form.cleaned_data) or {}
    except SomeRefused:
        return _to(request, token, batch)
    kept = request.session[KEY]
    request.session[KEY] = {each: kept[each] for each in kept if each != token}
    done = f"{bulk.title}: done for {len(applications) - len(left_out)}."
    messages.success(request, f"{done} {len(left_out)} left out." if left_out else done)
    return _back(batch.listed)


def _recall(session: SessionBase, token: str) -> Batch | None:
    kept = session.get(KEY, {}).get(token)
    return kept and Batch(**kept)


def _to(request: HttpRequest, token: str, batch: Batch) -> HttpResponse:
    """Keep it as it is now; to its page."""
    kept = {**request.session.get(KEY, {}), token: asdict(batch)}
    request.session[KEY] = dict(list(kept.items())[-MOST_KEPT:])
    return redirect(f"{request.path}?{TOKEN}={token}")


def _chosen(references: Sequence[str]) -> list[Application]:
    """Each of them must be there, and be no practice."""
    if len(references) > PAGE_SIZE:
        raise Http404
    found = Application.objects.filter(reference__in=references).select_related("call")
    if len(applications := list(found)) != len(set(references)):
        raise Http404
    return applications


def _page(
    request: HttpRequest,
    bulk: Bulk,
    batch: Batch,
    form: StaffForm,
    previewed: Outcome | None,
) -> HttpResponse:
    """Names stand on it for those who may read them in the list, on record like there."""
    applications, outcome = batch.applications, previewed or Outcome()
    contacts = {}
    if request.user.may(Permission.VIEW_APPLICATIONS):
        contacts = queries.contacts_of(applications)
        listed, count = AccessEvent.What.APPLICATION_LIST, len(applications)
        access_log.record(by=request.user, what=listed, query="chosen", count=count)
    rows = [
        Row(
            each,
            contacts[each.pk].name if contacts else "",
            outcome.refusals.get(each),
            outcome.left_out.get(each, ""),
        )
        for each in applications
    ]
    to_do = len(applications) - len(outcome.left_out)
    is_ready = previewed and to_do and not outcome.refusals
    context = {
        "title": bulk.title,
        "form": form,
        "rows": sorted(rows, key=lambda row: (row.refusal is None, not row.left_out)),
        "refused": len(outcome.refusals),
        "left_out": Counter(outcome.left_out.values()).items(),
        "to_do": to_do,
        "is_ready": is_ready,
        "says": _in_words(form) if is_ready else [],
        "back": f"{batch.listed}&{TOKEN}={request.GET[TOKEN]}",
    }
    return staff_site.render(request, "applications/records/bulk_preview.html", context)


def _in_words(form: StaffForm) -> list[tuple[str, str]]:
    """What a valid form says, by its labels; what was left empty is left out."""
    answers = []
    for each in form.visible_fields():
        value = form.cleaned_data[each.name]
        if isinstance(value, datetime):
            value = date_format(timezone.localtime(value), "M j, Y, P")
        elif value is True:
            value = "Yes"
        elif isinstance(each.field, forms.ChoiceField):
            value = dict(each.field.choices).get(value, value)
        if value:
            answers.append((each.label, str(value)))
    return answers


def _back(listed: str) -> HttpResponse:
    """To the list that they were chosen in, where it was."""
    return redirect(f"{reverse('staff:application-list')}?{QueryDict(listed).urlencode()}")
