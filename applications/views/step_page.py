"""A step's page as it is first shown: drawn once for all its readers, each one's answers put in.

Most of what a page costs is drawing what is the same for everybody. It is drawn for a request
that holds nothing but the address, so nothing of one reader can stand on another's page.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from applications import definition
from applications.forms import steps
from applications.forms.drawn import Cut, cut, drawn
from applications.forms.step_form import TRAP
from applications.forms.steps import Step
from applications.models import Call
from applications.models.draft import SavedDraft

TEMPLATE = "applications/application_step.html"
TO_CHECK = "check"


def show(
    request: HttpRequest,
    call: Call,
    step: Step,
    saved: SavedDraft | None,
    typed: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of one step with what was saved or typed, and a form token of the reader's own."""
    page = _draw(
        call,
        step,
        get_language(),
        saved is not None,
        hides(saved, step),
        returns_to_check(request),
        definition.period(),
    )
    form = drawn(call, step.form)
    answers = saved.answers.get(step.slug, {}) if saved else {}
    own = {
        "csrfmiddlewaretoken": get_token(request),
        "zip_confirmed": answers.get(
            "zip_code", ""
        ),  # what was answered for once is not asked again
    }
    return HttpResponse(
        page.filled({**form.initial, **(answers if typed is None else typed), **own})
    )


def typed(request: HttpRequest, call: Call, step: Step) -> dict[str, Any]:
    """What was typed so far, by field, as it came: to be shown again, not to be judged."""
    return {
        name: field.widget.value_from_datadict(request.POST, {}, name)
        for name, field in drawn(call, step.form).fields.items()
        if name != TRAP
    }


def context(
    call: Call, step: Step, *, has_draft: bool, has_unseen: bool = False, to_check: bool
) -> dict[str, Any]:
    """What a step's page says beside its form, whether drawn once or with errors."""
    return {
        "call": call,
        "step": step,
        "step_total": steps.TOTAL,
        "back_url": _url_before(call, step, to_check),
        "returns_to_check": to_check,
        "draft": has_draft,
        "has_unseen": has_unseen,
        "keeps_typed": True,
    }


def hides(saved: SavedDraft | None, step: Step) -> bool:
    """Whether answers to this step are there that its reader does not see, only replaces."""
    return saved is not None and step.slug in saved.unseen


def returns_to_check(request: HttpRequest) -> bool:
    """Whether this step is being changed from the check page, and leads back there."""
    return request.GET.get("return") == TO_CHECK


@lru_cache(maxsize=400)
def _draw(
    call: Call,
    step: Step,
    _language: str,
    has_draft: bool,
    has_unseen: bool,
    to_check: bool,
    _period: int,
) -> Cut:
    nobody = HttpRequest()
    nobody.path = reverse("applications:step-edit", args=[call.slug, step.slug])
    nobody.GET = QueryDict(f"return={TO_CHECK}" if to_check else "")
    shown = context(call, step, has_draft=has_draft, has_unseen=has_unseen, to_check=to_check)
    shown["form_drawn"] = drawn(call, step.form).filled({})
    return cut(render_to_string(TEMPLATE, shown, nobody))


def _url_before(call: Call, step: Step, to_check: bool) -> str:
    if to_check:
        return reverse("applications:application-check", args=[call.slug])
    before = steps.step_before(step)
    if before is None:
        return call.get_absolute_url()
    return reverse("applications:step-edit", args=[call.slug, before.slug])
