"""A step's page as it is first shown: drawn once for all its readers, each one's answers put in.

Most of what a page costs is drawing what is the same for everybody. It is drawn for a request
that holds nothing but the address, so nothing of one reader can stand on another's page.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from applications.form import queries, site_cache
from applications.form.forms import steps
from applications.form.forms.rendered import FormTemplate, rendered, template_of
from applications.form.forms.step_form import CONFIRMED, SEEN, StepForm
from applications.form.forms.steps import Step
from applications.form.queries import access
from applications.form.site_cache import Version
from applications.form.views import draft_cookie, stale_page
from applications.models import Call
from applications.models.draft import DraftKey, SavedDraft, draft_status

TEMPLATE = "applications/form/application_step.html"
TO_CHECK = "check"
JUDGED = "judged=1"
BEGUN_ANEW = "anew=1"  # for lack of the draft that a page was posted for


def show(request: HttpRequest, call: Call, step: Step, saved: SavedDraft | None) -> HttpResponse:
    """The page of one step with what is saved or held, and a form token of the reader's own.

    After an error, what is held is judged: a page that was asked for can be shown again, and no
    browser asks whether to send something twice.
    """
    page = saved.page(step.slug) if saved else {}
    if saved is None and (sent := draft_status(draft_cookie.read(request, call), call).sent):
        form = step.form(call=call, data=page if is_judged(request) else None)
        return show_form(request, call, step, saved, form, sent=sent)
    if is_begun_anew(request):
        return show_form(request, call, step, saved, step.form(call=call, initial=page))
    if is_judged(request) and not (saved and step.slug in saved.answers):
        return show_form(request, call, step, saved, step.form(call=call, data=page))
    whole = _draw(
        call,
        step,
        get_language(),
        saved is not None,
        hides(saved, step),
        hides(saved, step) and link_shows_unseen(saved),
        returns_to_check(request),
        site_cache.version(),
    )
    own = {
        "csrfmiddlewaretoken": get_token(request),
        CONFIRMED: confirmed_on(page, step.form),
        SEEN: stale_page.mark(call, step, saved),
    }
    return HttpResponse(whole.filled({**rendered(call, step.form).initial, **page, **own}))


def show_form(
    request: HttpRequest,
    call: Call,
    step: Step,
    saved: SavedDraft | None,
    form: StepForm,
    *,
    sent: str = "",
) -> HttpResponse:
    """The page drawn for one reader: with what is wrong, what we ask about, or what was `sent`."""
    to_check = returns_to_check(request)
    said = context(
        call,
        step,
        has_draft=saved is not None,
        has_unseen=hides(saved, step),
        link_shows_them=hides(saved, step) and link_shows_unseen(saved),
        to_check=to_check,
    )
    said |= {"form": form, "sent": sent, "is_begun_anew": is_begun_anew(request)}
    said["seen"] = stale_page.mark(call, step, saved)
    return render(request, TEMPLATE, said)


def context(
    call: Call,
    step: Step,
    *,
    has_draft: bool,
    has_unseen: bool = False,
    link_shows_them: bool = False,
    to_check: bool,
) -> dict[str, Any]:
    """What a step's page says beside its form, whether drawn once or with errors."""
    return {
        "call": call,
        "step": step,
        "step_total": steps.TOTAL,
        "back_url": url_before(call, step, to_check),
        "returns_to_check": to_check,
        "draft": has_draft,
        "has_unseen": has_unseen,
        "link_shows_them": link_shows_them,
        "keeps_typed": True,
    }


def hides(saved: SavedDraft | None, step: Step) -> bool:
    """Whether answers to this step are there that its reader does not see, only replaces."""
    return saved is not None and step.slug in saved.hidden


def link_shows_unseen(saved: SavedDraft) -> bool:
    """Whether a mailed link shows its reader what they do not see here."""
    return bool(saved.hidden) and access.link_opens_about_you(saved.draft.corrects)


def returns_to_check(request: HttpRequest) -> bool:
    """Whether this step is being changed from the check page, and leads back there."""
    return request.GET.get("return") == TO_CHECK


def is_judged(request: HttpRequest) -> bool:
    """Whether what is held is to be shown with what is wrong."""
    return "judged" in request.GET


def is_begun_anew(request: HttpRequest) -> bool:
    """Whether its reader is told that this is a new application."""
    return "anew" in request.GET


def confirmed_on(page: Mapping[str, Any], form: type[StepForm]) -> str:
    """What somebody was asked about and need not be asked again, on a page as it stands."""
    return page[CONFIRMED] if CONFIRMED in page else " ".join(form.settled(page))


@lru_cache(maxsize=400)
def _draw(
    call: Call,
    step: Step,
    _language: str,
    has_draft: bool,
    has_unseen: bool,
    link_shows_them: bool,
    to_check: bool,
    _version: Version,
) -> FormTemplate:
    nobody = HttpRequest()
    nobody.path = reverse("applications:step-edit", args=[call.slug, step.slug])
    nobody.GET = QueryDict(f"return={TO_CHECK}" if to_check else "")
    shown = context(
        call,
        step,
        has_draft=has_draft,
        has_unseen=has_unseen,
        link_shows_them=link_shows_them,
        to_check=to_check,
    )
    shown["form_drawn"] = rendered(call, step.form).filled({})
    return template_of(render_to_string(TEMPLATE, shown, nobody))


def url(
    call: Call, step: Step, *, to_check: bool = False, judged: bool = False, anew: bool = False
) -> str:
    """The address of a step."""
    asked = [f"return={TO_CHECK}"] * to_check + [JUDGED] * judged + [BEGUN_ANEW] * anew
    path = reverse("applications:step-edit", args=[call.slug, step.slug])
    return f"{path}?{'&'.join(asked)}" if asked else path


def url_of_check(call: Call) -> str:
    """The address of the page after the last step."""
    return reverse("applications:application-check", args=[call.slug])


def url_of_ineligible(call: Call, because: str) -> str:
    """The page for somebody who cannot apply; `because` names the answer that rules it out."""
    path = reverse("applications:application-ineligible", args=[call.slug])
    return path if because == "lives_in_city" else f"{path}?because={because}"


def url_before(call: Call, step: Step, to_check: bool) -> str:
    """Where Back leads."""
    if to_check:
        return url_of_check(call)
    before = steps.step_before(step)
    return url(call, before) if before else call.get_absolute_url()


def url_without_draft(call: Call, cookie: DraftKey | None) -> str:
    """Where somebody belongs who has no draft: at what was sent, or at the start.

    The receipt says nothing of a correction that was begun somewhere else; the other page does.
    """
    sent = draft_cookie.revision_of(cookie)
    if sent is None:
        return url(call, steps.FIRST)
    has_begun = queries.correction_of(sent.application)
    page = "application-status" if has_begun else "receipt-detail"
    return reverse(f"applications:{page}", args=[call.slug])
