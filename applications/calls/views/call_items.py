"""Staff pages: the sections, questions and choices of a call."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from applications.calls.actions.arrange_items import LOCKED, add_item, move_item, remove_item
from applications.calls.forms.call_items import ChoiceForm, QuestionForm, SectionForm, new_key
from applications.calls.views import row_editing
from applications.calls.views.calls import setup_url, whole_call
from applications.form.call_items import CallItem, is_locked
from applications.models import Call, CallSection, Choice, Question
from core.actions import CHANGED_MEANWHILE, Refused
from core.languages import ENGLISH
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.row_form import RowForm
from core.staff_site import staff_page, staff_site
from core.translated import column

KINDS: dict[str, type[CallItem]] = {
    "sections": CallSection,
    "questions": Question,
    "choices": Choice,
}


@staff_page(Permission.CONFIGURE_CALLS)
def section_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new section at the end of the call's page."""
    call = whole_call(slug)
    form = SectionForm(request.POST or None, instance=CallSection(call=call))
    if request.method == "POST" and form.is_valid():
        taken = {section.key for section in call.sections.all()}
        form.instance.key = new_key(form.cleaned_data["heading_en"], taken)
        if row_editing.stored(form, lambda: add_item(by=request.user, item=form.instance)):
            messages.success(request, "The section is added.")
            return redirect(setup_url(call, "sections"))
    return _show(request, "New section", call, [form], "sections")


@staff_page(Permission.CONFIGURE_CALLS)
def section_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A section's English wording."""
    call = whole_call(slug)
    section = call.sections.filter(pk=pk).first()
    if section is None:
        return _gone(request, call, "sections")
    form = SectionForm(request.POST or None, instance=section)
    if request.method == "POST" and row_editing.save(request, form):
        messages.success(request, "Saved.")
        return redirect(setup_url(call, "sections"))
    return _show(request, "Section", call, [form], "sections")


@staff_page(Permission.CONFIGURE_CALLS)
def question_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new question at the end of its part of the form."""
    call = whole_call(slug)
    form = QuestionForm(request.POST or None, instance=Question(call=call))
    if is_locked(call):
        if request.method != "POST":
            messages.error(request, LOCKED)
            return redirect(setup_url(call, "questions"))
        form.add_error(None, ValidationError(LOCKED, code=CHANGED_MEANWHILE))
    if request.method == "POST" and form.is_valid():
        taken = {question.key for question in call.questions.all()}
        form.instance.key = new_key(form.cleaned_data["text_en"], taken)
        if question := row_editing.stored(
            form, lambda: add_item(by=request.user, item=form.instance)
        ):
            messages.success(request, "The question is added.")
            return redirect("staff:question-edit", slug, question.pk)
    return _show(request, "New question", call, [form], "questions")


@staff_page(Permission.CONFIGURE_CALLS)
def question_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A question with its choices: kind and English wording; once locked, the wording only."""
    call = whole_call(slug)
    question = call.questions.prefetch_related("choices").filter(pk=pk).first()
    if question is None:
        return _gone(request, call, "questions")
    choices = list(question.choices.all())
    forms: list[RowForm] = [
        QuestionForm(request.POST or None, instance=question),
        *(
            ChoiceForm(request.POST or None, instance=choice, prefix=f"choice-{choice.pk}")
            for choice in choices
        ),
    ]
    if request.method == "POST" and row_editing.save(request, *forms):
        messages.success(request, "Saved.")
        return redirect("staff:question-edit", slug, pk)
    return _show(
        request,
        "Question",
        call,
        forms,
        "questions",
        question=question,
        choices=choices,
        choice_form=ChoiceForm(instance=Choice(), prefix="new"),
    )


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def choice_add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a choice at the end of a question."""
    call = whole_call(slug)
    question = call.questions.filter(pk=pk).first()
    if question is None:
        return _gone(request, call, "questions")
    form = ChoiceForm(request.POST, instance=Choice(question=question), prefix="new")
    typed = f"You typed: “{form['text_en'].value() or ''}”"
    if not form.is_valid():
        errors = " ".join(error for field_errors in form.errors.values() for error in field_errors)
        messages.error(request, f"The choice is not added. {errors} {typed}")
    else:
        taken = set(question.choices.values_list("key", flat=True))
        form.instance.key = new_key(form.cleaned_data["text_en"], taken)
        try:
            add_item(by=request.user, item=form.instance)
            messages.success(request, "The choice is added.")
        except Refused as refused:
            messages.error(request, f"{refused.message} {typed}")
    return redirect(_list_url(form.instance))


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def item_move(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Move an item one place up or down."""
    item = _item(slug, kind, pk)
    with refusal_as_message(request):
        move_item(by=request.user, item=item, later="down" in request.POST)
    return redirect(_list_url(item))


@staff_page(Permission.CONFIGURE_CALLS)
def item_remove(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Confirm, then remove an item."""
    item = _item(slug, kind, pk)
    if request.method == "POST":
        list_url = _list_url(item)
        with refusal_as_message(request):
            remove_item(by=request.user, item=item)
            messages.success(request, "It is removed. The history keeps its words.")
        return redirect(list_url)
    context = {
        "title": f"Remove this {item._meta.verbose_name}?",
        "call": get_object_or_404(Call, slug=slug),
        "item": item,
        "back": _list_url(item),
    }
    return staff_site.render(request, "applications/calls/item_remove.html", context)


def _item(slug: str, kind: str, pk: int) -> CallItem:
    if kind not in KINDS:
        raise Http404
    of_call = {"question__call__slug": slug} if kind == "choices" else {"call__slug": slug}
    return get_object_or_404(KINDS[kind], pk=pk, **of_call)


def _list_url(item: CallItem) -> str:
    """The URL of the page with the item's list."""
    if isinstance(item, Choice):
        question = item.question
        return reverse("staff:question-edit", args=[question.call.slug, question.pk]) + "#choices"
    return setup_url(item.call, "sections" if isinstance(item, CallSection) else "questions")


def _show(
    request: HttpRequest, title: str, call: Call, forms: list[RowForm], back: str, **context: object
) -> HttpResponse:
    context |= {
        "title": title,
        "call": call,
        "forms": forms,
        "has_errors": any(form.errors for form in forms),
        "back": setup_url(call, back),
        "is_locked": is_locked(call),
    }
    status = row_editing.status(*forms)
    return staff_site.render(request, "applications/calls/item_edit.html", context, status)


def _gone(request: HttpRequest, call: Call, back: str) -> HttpResponse:
    """For a deleted item: a 409 page with the posted texts, if there are any; else a 404."""
    english = column("", ENGLISH)
    words = [typed for name, typed in request.POST.items() if name.endswith(english)]
    if not words:
        raise Http404
    context = {
        "title": "It is no longer there",
        "call": call,
        "words": words,
        "back": setup_url(call, back),
    }
    return staff_site.render(
        request, "applications/calls/item_gone.html", context, HTTPStatus.CONFLICT
    )
