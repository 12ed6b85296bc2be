"""Staff pages: the list of calls, a call's setup, its facts and wording, copying it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from applications.calls.actions.copy_call import copy_call
from applications.calls.forms.call_items import ChoiceForm, QuestionForm, SectionForm
from applications.calls.forms.configure import CallForm, CopyForm
from applications.calls.readiness import blockers, in_words
from applications.calls.views import row_editing
from applications.enums import Part
from applications.form import call_items
from applications.models import Call, CallSection, Choice, Question
from core.languages import ALL, ENGLISH, Language
from core.permissions import Permission
from core.row_form import RowForm
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from core.translated import progress

FORMS: dict[type, type[RowForm]] = {
    Call: CallForm,
    CallSection: SectionForm,
    Question: QuestionForm,
    Choice: ChoiceForm,
}


# By what the list can be sorted; a row is a call, its complete languages, and all of them.
SORTS = {
    "title": lambda row: row[0].title_en,
    "opens": lambda row: row[0].opens_at,
    "closes": lambda row: row[0].closes_at,
    "seats": lambda row: row[0].seats,
    "languages": lambda row: row[1],
}


@staff_page(Permission.CONFIGURE_CALLS, label="Calls")
@require_GET
def call_list(request: HttpRequest) -> HttpResponse:
    """Every call, the newest first, with its state and how many languages are complete."""
    rows = []
    for call in call_items.whole_calls():
        languages = progress(call_items.rows_of(call))
        rows.append((call, sum(each.is_complete for each in languages), len(languages)))
    context = {"title": "Calls", "table": short_table(request, rows, sorts=SORTS)}
    return staff_site.render(request, "applications/calls/call_list.html", context)


@staff_page(Permission.CONFIGURE_CALLS)
@require_GET
def call_setup(request: HttpRequest, slug: str) -> HttpResponse:
    """One call with all its items, and links to edit them."""
    call = whole_call(slug)
    questions = list(call.questions.all())
    context = {
        "title": call.title_en,
        "call": call,
        "is_locked": call_items.is_locked(call),
        "may_take_back": call.is_published and not call_items.stays_published(call),
        "must": in_words(blockers(call)),
        "parts": [(part, [q for q in questions if q.part == part]) for part in Part],
        "progress": progress(call_items.rows_of(call)),
        "languages": ALL,
        "extensions": call.extensions.select_related("by"),
    }
    return staff_site.render(request, "applications/calls/call_setup.html", context)


@staff_page(Permission.CONFIGURE_CALLS)
def call_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit the call's facts and its English wording."""
    call = whole_call(slug)
    form = CallForm(request.POST or None, instance=call)
    if request.method == "POST" and row_editing.save(request, form):
        messages.success(request, "Saved.")
        return redirect("staff:call-setup", form.cleaned_data.get("slug", slug))
    call = whole_call(slug)  # the refused form has changed the other instance
    context = {"title": "Facts and English", "call": call, "form": form}
    status = row_editing.status(form)
    return staff_site.render(request, "applications/calls/call_edit.html", context, status)


@staff_page(Permission.CONFIGURE_CALLS)
def call_translate(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit a call's wording in one language, with the English."""
    call = whole_call(slug)
    language = row_editing.requested_language(request)
    if language == ENGLISH:
        return redirect("staff:call-edit", slug)
    groups = _wording_forms(request, call, language)
    forms = [form for _heading, group in groups for form in group]
    if request.method == "POST" and row_editing.save(request, *forms):
        messages.success(request, f"The {language.english_name} words are saved.")
        return redirect(request.get_full_path())
    call = whole_call(slug)
    context = {
        "title": f"{language.english_name} words",
        "call": call,
        "groups": groups,
        "forms": forms,
        "has_errors": request.method == "POST",
        **row_editing.language_menu(list(call_items.rows_of(call)), language),
    }
    status = row_editing.status(*forms)
    return staff_site.render(request, "applications/calls/call_translate.html", context, status)


@staff_page(Permission.CONFIGURE_CALLS)
def call_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Copy the call."""
    call = get_object_or_404(Call, slug=slug)
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = row_editing.stored(
            form, lambda: copy_call(by=request.user, call=call, **form.cleaned_data)
        )
        if new:
            messages.success(request, "Here is the copy. Residents do not see it yet.")
            return redirect("staff:call-setup", new.slug)
    context = {"title": "Copy this call", "call": call, "form": form}
    return staff_site.render(request, "applications/calls/call_copy.html", context)


def whole_call(slug: str) -> Call:
    """The call with its items, or a 404."""
    return get_object_or_404(call_items.whole_calls(), slug=slug)


def _wording_forms(
    request: HttpRequest, call: Call, language: Language
) -> list[tuple[str, list[RowForm]]]:
    """(heading, forms) for the call itself, each section, and each question with its choices."""
    data = request.POST or None

    def form_of(row: Call | call_items.CallItem) -> RowForm:
        prefix = f"{row._meta.model_name}-{row.pk}"
        return FORMS[type(row)](data, instance=row, language=language, prefix=prefix)

    groups = [("The call", [form_of(call)])]
    groups += [("A section of its page", [form_of(section)]) for section in call.sections.all()]
    groups += [
        (f"A question: {question.get_part_display()}", [form_of(question), *map(form_of, offered)])
        for question in call.questions.all()
        for offered in [question.choices.all()]
    ]
    return groups


def setup_url(call: Call, part: str = "") -> str:
    """The URL of the call's setup page, at one of its parts."""
    return reverse("staff:call-setup", args=[call.slug]) + (f"#{part}" if part else "")
