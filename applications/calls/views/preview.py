"""Staff pages: a preview of a call in every language. Nothing typed here is stored.

The public templates are rendered for a call that may not be published. Links to the call's public
URLs are changed to the preview, so that nothing can be sent from it.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache

from applications.calls.views.calls import whole_call
from applications.form.forms import steps
from applications.form.forms.eligibility import why_ineligible
from applications.form.forms.printed import PrintedForm
from applications.form.forms.questions import DeclarationForm
from applications.form.views import step_page
from applications.form.views.answer_summary import AnswerGroup
from applications.form.views.apply import is_about_age
from applications.form.views.public import not_linked
from applications.models import Call
from core.languages import ALL, BY_CODE, Language
from core.permissions import Permission
from core.staff_site import staff_page

TEMPLATE = "previews/preview_bar.html"
CALL, PAPER, CHECK, ELSEWHERE = "", "paper/", "apply/check/", "apply/elsewhere/"
NOTE = "This is a preview. Nothing you type here is stored, and nothing can be sent."
HIDDEN = "Residents cannot see this call yet."
SENT = "Here the application would be sent. It was not: this is a preview."
NO_SUCH_PAGE = "The preview has no such page."
PreviewPage = tuple[str, dict[str, Any]] | str


@staff_page(Permission.CONFIGURE_CALLS)
@never_cache
def call_preview(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The call's page."""
    return _respond(request, slug, code, CALL, _call_page)


@staff_page(Permission.CONFIGURE_CALLS)
@never_cache
def page_preview(request: HttpRequest, slug: str, code: str, page: str) -> HttpResponse:
    """A step of the form, its check page, the paper form, or a page of the call."""
    first, _, key = page.removesuffix("/").partition("/")
    build = {PAPER: _paper, CHECK: _check, ELSEWHERE: _elsewhere}.get(page)
    if build is None and first == "apply" and key in steps.BY_SLUG:
        build = _step
    elif build is None and first == "about":
        build = _page
    return _respond(request, slug, code, page, build or _nothing)


def _respond(
    request: HttpRequest,
    slug: str,
    code: str,
    page: str,
    build: Callable[[HttpRequest, Call, str], PreviewPage],
) -> HttpResponse:
    """Render the template and context that `build` returns, or redirect to the page it returns."""
    if code not in BY_CODE:
        raise Http404
    language = BY_CODE[code]
    call = whole_call(slug)
    with translation.override(code):
        result = build(request, call, page)
        if isinstance(result, str):
            return redirect(preview_url(call, language, result))
        template, context = result
        links = [(each, preview_url(call, each, page)) for each in ALL]
        shown = {"shown": template, "call": call, "language_links": links, **context}
        shown["preview"] = _bar(call, language, page, context.get("message", ""))
        html = render_to_string(TEMPLATE, shown, request)
        response = HttpResponse(_link_to_preview(html, call))
    response.headers["Content-Language"] = language.html_lang
    return response


def preview_url(call: Call, language: Language, page: str = CALL) -> str:
    """The URL of a page of the preview."""
    return reverse("staff:call-preview", args=[call.slug, language.code]) + page


def _link_to_preview(html: str, call: Call) -> str:
    """Replace links to the call's public URLs with links to the preview."""
    codes = "|".join(language.code for language in ALL)
    pages = "|".join(re.escape(f"about/{page.key}/") for page in call.pages.all())
    own = re.compile(
        rf'\b(href|action|formaction)="/({codes})/(?:{re.escape(call.slug)}/|(?={pages or "$"}))'
    )

    def inside(link: re.Match[str]) -> str:
        return f'{link[1]}="{preview_url(call, BY_CODE[link[2]])}'

    return own.sub(inside, html)


def _bar(call: Call, language: Language, page: str, message: str) -> dict[str, Any]:
    """The bar above the page, in English: a note, and links to all pages of the preview."""
    with translation.override("en"):
        pages = [
            ("The call’s page", CALL),
            *((f"{step.number} {step.title}", f"apply/{step.slug}/") for step in steps.STEPS),
            (f"{steps.TOTAL} Check and send", CHECK),
            ("Paper form", PAPER),
        ]
    return {
        "note": NOTE if call.is_published else f"{NOTE} {HIDDEN}",
        "message": message,
        "label": "Pages of the preview",
        "back": ("Back to the staff site", reverse("staff:call-setup", args=[call.slug])),
        "pages": [(label, preview_url(call, language, to), to == page) for label, to in pages],
    }


def _call_page(request: HttpRequest, call: Call, page: str) -> PreviewPage:
    context = {"sections": call.sections.all(), "pages": not_linked(call, call.pages.all())}
    return "applications/form/call_detail.html", context


def _paper(request: HttpRequest, call: Call, page: str) -> PreviewPage:
    return "applications/form/paper_form.html", {"form": PrintedForm(call)}


def _elsewhere(request: HttpRequest, call: Call, page: str) -> PreviewPage:
    return "applications/form/application_ineligible.html", {"is_too_young": is_about_age(request)}


def _page(request: HttpRequest, call: Call, page: str) -> PreviewPage:
    call_page = call.pages.filter(key=page.split("/")[1]).first()
    if call_page is None:
        return _nothing(request, call, page)
    return "applications/form/page_detail.html", {"page": call_page}


def _step(request: HttpRequest, call: Call, page: str) -> PreviewPage:
    """The step; valid answers lead to the next one, as for residents."""
    step = steps.BY_SLUG[page.split("/")[1]]
    form = step.form(request.POST, call=call) if request.method == "POST" else step.form(call=call)
    if form.is_bound and form.is_valid():
        if because := why_ineligible(form.cleaned_data):
            return ELSEWHERE if because == "lives_in_city" else f"{ELSEWHERE}?because={because}"
        following = steps.step_after(step)
        return f"apply/{following.slug}/" if following else CHECK
    context = step_page.context(call, step, has_draft=False, to_check=False)
    return step_page.TEMPLATE, {**context, "form": form, "keeps_typed": False}


def _check(request: HttpRequest, call: Call, page: str) -> PreviewPage:
    is_sent = request.method == "POST"
    form = DeclarationForm(request.POST if is_sent else None, call=call)
    last = reverse("applications:step-edit", args=[call.slug, steps.STEPS[-1].slug])
    context = {
        "step_total": steps.TOTAL,
        "groups": [
            AnswerGroup(
                title=str(step.title),
                change_url=reverse("applications:step-edit", args=[call.slug, step.slug]),
                answers=[],
            )
            for step in steps.STEPS
        ],
        "form": form,
        "back_url": last,
        "message": SENT if is_sent and form.is_valid() else "",
    }
    return "applications/form/application_check.html", context


def _nothing(request: HttpRequest, call: Call, page: str) -> PreviewPage:
    return _call_page(request, call, page)[0], {
        **_call_page(request, call, page)[1],
        "message": NO_SUCH_PAGE,
    }
