"""The page after the last step: all answers, and what is still missing."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.form import queries
from applications.form.forms import steps
from applications.form.forms.questions import DeclarationForm
from applications.form.forms.rendered import rendered
from applications.form.forms.step_form import StepForm
from applications.form.forms.steps import Step
from applications.form.queries.sent import is_changed
from applications.form.views import answer_summary, step_page, unvalidated
from applications.models import Call
from applications.models.draft import ABOUT_YOU, DECLARATION, SavedDraft
from applications.models.representation import about_you_is_as_sent

TEMPLATE = "applications/form/application_check.html"


@dataclass(frozen=True)
class Missing:
    """A step without valid answers: where it is, and its errors."""

    title: str
    url: str
    words: list[str]


def show(
    request: HttpRequest, call: Call, saved: SavedDraft, form: DeclarationForm | None = None
) -> HttpResponse:
    """All answers and the declaration, with its errors if there are any."""
    ticked = {**saved.answers.get(DECLARATION, {}), **saved.typed.get(DECLARATION, {})}
    if form is None and step_page.shows_errors(request):
        form = DeclarationForm(call=call, data=ticked)
    context = {
        **_context(request, call, saved),
        "form": form,
        "form_html": rendered(call, DeclarationForm).filled(ticked),
        "keeps_typed": True,
    }
    return render(request, TEMPLATE, context)


def show_unfinished(
    request: HttpRequest, call: Call, saved: SavedDraft, unfinished: list[Step]
) -> HttpResponse:
    """All answers, valid or not, and what is missing before they can be sent.

    A step that nobody has opened is not missing where every question of it is optional.
    """
    missing = [
        step
        for step in unfinished
        if step.slug in saved.typed or not rendered(call, step.form).is_optional
    ]
    first = missing[0]
    context = {
        **_context(request, call, saved),
        "missing": [_missing(call, saved, step) for step in missing],
        "go_on_url": step_page.url(
            call, first, to_check=len(missing) == 1, show_errors=first.slug in saved.typed
        ),
    }
    return render(request, TEMPLATE, context)


def stopped_at(call: Call, saved: SavedDraft, unfinished: list[Step]) -> Step | None:
    """The step left by "Save and finish later", if no step has errors to be shown first."""
    typed = [step for step in unfinished if step.slug in saved.typed]
    forms = (step.form(call=call, data=saved.typed[step.slug]) for step in typed)
    return typed[-1] if typed and all(form.is_valid() for form in forms) else None


def exit_url(request: HttpRequest, call: Call) -> str:
    """The target of a button that leaves the page without sending; "" for the main button."""
    if unvalidated.OTHER_LANGUAGE in request.POST:
        return request.get_full_path()
    if unvalidated.BACK in request.POST:
        return step_page.url(call, steps.STEPS[-1])
    if unvalidated.LATER in request.POST:
        return reverse("applications:draft-keep", args=[call.slug])
    return ""


def _context(request: HttpRequest, call: Call, saved: SavedDraft) -> dict[str, object]:
    return {
        "call": call,
        "is_restarted": step_page.is_restarted(request),
        "step_total": steps.TOTAL,
        "groups": answer_summary.groups(
            call,
            {**saved.answers, **saved.typed},
            hidden=saved.hidden,
            hidden_since=_about_you_since(saved),
        ),
        "corrects": saved.draft.corrects_id,
        "is_changed": not saved.draft.corrects or is_changed(saved.draft),
        "reference": saved.draft.reference,
        "link_shows_hidden_answers": step_page.link_shows_hidden(saved),
        "back_url": step_page.url(call, steps.STEPS[-1]),
    }


def _about_you_since(saved: SavedDraft) -> datetime:
    """When the about-you answers of a correction were sent, or replaced in the draft."""
    if saved.draft.corrects is None or not saved.hidden:
        return saved.draft.saved_at
    sent = queries.current_revision(saved.draft.corrects)
    is_changed = not about_you_is_as_sent(sent, saved.hidden[ABOUT_YOU])
    return saved.draft.saved_at if is_changed else sent.received_at


def _missing(call: Call, saved: SavedDraft, step: Step) -> Missing:
    """The errors of a step saved without validation, or that it is not answered yet."""
    if step.slug not in saved.typed:
        return Missing(str(step.title), step_page.url(call, step), [_("Not answered yet.")])
    form = step.form(call=call, data=saved.typed[step.slug])
    return Missing(
        title=str(step.title),
        url=step_page.url(call, step, to_check=True, show_errors=True),
        words=list(_messages(form)) or [_("Look at this page once more, and save it.")],
    )


def _messages(form: StepForm) -> list[str]:
    messages = [str(error) for error in form.non_field_errors()]
    messages += [f"{field.label}: {error}" for field in form for error in field.errors]
    return [*messages, form.hint.question] if form.hint else messages
