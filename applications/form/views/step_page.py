"""A step's page, rendered once for all readers and filled with each one's answers.

Most of the cost of a page is rendering what is the same for everybody. It is rendered for a request
with nothing but the path, so that no data of one reader can get into another's page.
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
SHOW_ERRORS = "judged=1"
RESTARTED = "anew=1"  # a new draft, since the one that the page belonged to is gone


def show(request: HttpRequest, call: Call, step: Step, saved: SavedDraft | None) -> HttpResponse:
    """The page of one step with the saved answers, valid or not.

    After a post with errors, a redirect to `?judged=1` shows them, so that reloading the page does
    not send the form again.
    """
    page = saved.page(step.slug) if saved else {}
    if saved is None and (sent := draft_status(draft_cookie.read(request, call), call).sent):
        form = step.form(call=call, data=page if shows_errors(request) else None)
        return show_form(request, call, step, saved, form, sent=sent)
    if is_restarted(request):
        return show_form(request, call, step, saved, step.form(call=call, initial=page))
    if shows_errors(request) and not (saved and step.slug in saved.answers):
        return show_form(request, call, step, saved, step.form(call=call, data=page))
    whole = _render_template(
        call,
        step,
        get_language(),
        saved is not None,
        hides_answers(saved, step),
        hides_answers(saved, step) and link_shows_hidden(saved),
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
    """The page rendered for one reader: with errors, a question, or the reference `sent`."""
    to_check = returns_to_check(request)
    page_context = context(
        call,
        step,
        has_draft=saved is not None,
        has_hidden=hides_answers(saved, step),
        link_shows_hidden_answers=hides_answers(saved, step) and link_shows_hidden(saved),
        to_check=to_check,
    )
    page_context |= {"form": form, "sent": sent, "is_restarted": is_restarted(request)}
    page_context["seen"] = stale_page.mark(call, step, saved)
    return render(request, TEMPLATE, page_context)


def context(
    call: Call,
    step: Step,
    *,
    has_draft: bool,
    has_hidden: bool = False,
    link_shows_hidden_answers: bool = False,
    to_check: bool,
) -> dict[str, Any]:
    """The template context of a step's page, without the form."""
    return {
        "call": call,
        "step": step,
        "step_total": steps.TOTAL,
        "back_url": url_before(call, step, to_check),
        "returns_to_check": to_check,
        "draft": has_draft,
        "has_hidden": has_hidden,
        "link_shows_hidden_answers": link_shows_hidden_answers,
        "keeps_typed": True,
    }


def hides_answers(saved: SavedDraft | None, step: Step) -> bool:
    """Whether this step has answers that the reader may replace but not see."""
    return saved is not None and step.slug in saved.hidden


def link_shows_hidden(saved: SavedDraft) -> bool:
    """Whether a mailed link would show the hidden answers."""
    return bool(saved.hidden) and access.link_opens_about_you(saved.draft.corrects)


def returns_to_check(request: HttpRequest) -> bool:
    """Whether this step was opened from the check page, and leads back there."""
    return request.GET.get("return") == TO_CHECK


def shows_errors(request: HttpRequest) -> bool:
    """Whether to show the errors of what was saved without validation."""
    return "judged" in request.GET


def is_restarted(request: HttpRequest) -> bool:
    """Whether to say that this is a new application."""
    return "anew" in request.GET


def confirmed_on(page: Mapping[str, Any], form: type[StepForm]) -> str:
    """The questions about this page's answers that are not to be asked again."""
    return page[CONFIRMED] if CONFIRMED in page else " ".join(form.doubts_in(page))


@lru_cache(maxsize=400)
def _render_template(
    call: Call,
    step: Step,
    _language: str,
    has_draft: bool,
    has_hidden: bool,
    link_shows_hidden_answers: bool,
    to_check: bool,
    _version: Version,
) -> FormTemplate:
    anonymous = HttpRequest()
    anonymous.path = reverse("applications:step-edit", args=[call.slug, step.slug])
    anonymous.GET = QueryDict(f"return={TO_CHECK}" if to_check else "")
    page_context = context(
        call,
        step,
        has_draft=has_draft,
        has_hidden=has_hidden,
        link_shows_hidden_answers=link_shows_hidden_answers,
        to_check=to_check,
    )
    page_context["form_html"] = rendered(call, step.form).filled({})
    return template_of(render_to_string(TEMPLATE, page_context, anonymous))


def url(
    call: Call,
    step: Step,
    *,
    to_check: bool = False,
    show_errors: bool = False,
    restarted: bool = False,
) -> str:
    """The URL of a step."""
    query = (
        [f"return={TO_CHECK}"] * to_check + [SHOW_ERRORS] * show_errors + [RESTARTED] * restarted
    )
    path = reverse("applications:step-edit", args=[call.slug, step.slug])
    return f"{path}?{'&'.join(query)}" if query else path


def url_of_check(call: Call) -> str:
    """The URL of the check page."""
    return reverse("applications:application-check", args=[call.slug])


def url_of_ineligible(call: Call, because: str) -> str:
    """The URL of the page for people who cannot apply; `because` names the answer."""
    path = reverse("applications:application-ineligible", args=[call.slug])
    return path if because == "lives_in_city" else f"{path}?because={because}"


def url_before(call: Call, step: Step, to_check: bool) -> str:
    """The URL of "Back"."""
    if to_check:
        return url_of_check(call)
    before = steps.step_before(step)
    return url(call, before) if before else call.get_absolute_url()


def url_without_draft(call: Call, cookie: DraftKey | None) -> str:
    """The URL for a browser without a draft: of the application sent, else of the first step.

    If a correction was begun in another browser, the status page, which mentions it.
    """
    sent = draft_cookie.revision_of(cookie)
    if sent is None:
        return url(call, steps.FIRST)
    has_begun = queries.correction_of(sent.application)
    page = "application-status" if has_begun else "receipt-detail"
    return reverse(f"applications:{page}", args=[call.slug])
