"""Hints of possible duplicates during paper entry; they never prevent saving."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.duplicates import queries as duplicates
from applications.duplicates.forms import HintForm
from applications.duplicates.queries import Candidate
from applications.form.queries import published_calls
from applications.models import Application
from core import access_log, text
from core.models import AccessEvent
from core.permissions import Permission
from core.staff_site import staff_page

MOST_SHOWN = 5
TEMPLATE = "staff/_duplicate_hints.html"
_NOTED, _PAPERS_KEPT = "hinted", 20


@staff_page(Permission.ENTER_PAPER)
@never_cache
@require_POST
def duplicate_hint_list(request: HttpRequest) -> HttpResponse:
    """HTML fragment: possible duplicates of what was typed so far. By POST, since it has names."""
    call = get_object_or_404(published_calls(), slug=text.clean(request.POST.get("call", "")))
    form = HintForm(request.POST, prefix="contact")
    form.is_valid()
    typed = {name: form.cleaned_data.get(name, "") for name in form.fields}
    found = duplicates.candidates(call, duplicates.keys_typed(**typed))
    paper = request.POST.get("envelope-submission_key", "")
    return render(request, TEMPLATE, {"hints": log_shown(request, paper, found)})


def log_shown(request: HttpRequest, paper: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The first few; logs each access once for a paper, however often it is shown."""
    shown = list(found[:MOST_SHOWN])
    logged: dict[str, list[int]] = dict(request.session.get(_NOTED, {}))
    before = logged.pop(paper[:36], [])
    new = [each.application.pk for each in shown if each.application.pk not in before]
    for application in new:
        access_log.record(
            by=request.user, what=AccessEvent.What.DUPLICATE_HINT, object_id=application
        )
    if new:
        kept = [*logged.items(), (paper[:36], before + new)]
        request.session[_NOTED] = dict(kept[-_PAPERS_KEPT:])
    return shown


def after_saving(request: HttpRequest, application: Application, paper: Any) -> list[Candidate]:
    """The same after saving, for browsers without JavaScript."""
    return log_shown(request, str(paper), duplicates.candidates_for(application))


def in_a_message(hints: Sequence[Candidate]) -> str:
    """A sentence after "is saved", or ""."""
    if not hints:
        return ""
    references = ", ".join(f"{each.application.reference} ({each.why})" for each in hints)
    return f" Maybe already here: {references}. A coordinator compares them."
