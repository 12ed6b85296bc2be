"""Staff page: the second check of a translation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from applications.enums import TranslationStatus
from applications.models import Answer
from applications.translations import queue as translation_queue
from applications.translations.actions import translate
from applications.translations.forms import CheckForm
from applications.translations.hand_outs import file_of
from applications.translations.views.one_answer import (
    NEXT,
    answer_or_404,
    asked_of,
    translation_of,
)
from core import access_log, kept_input
from core.languages import english_name
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site

CHECKED = "Thank you. The translation is checked."


@staff_page(Permission.TRANSLATE)
def translation_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Original and translation side by side: approve, or send back with a note."""
    first = answer_or_404(pk)
    current = translation_queue.current_answer(first)
    translation = translation_of(first)
    if current is None:
        messages.info(request, translate.NEEDS_NONE)
        return redirect("staff:translation-list")
    if translation is None or translation.status == TranslationStatus.DRAFT:
        return redirect("staff:translation-edit", current.first_id)
    initial = {"seen": translation.translated_at.isoformat()}
    form = kept_input.form_of(request, CheckForm, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _judge(request, first, form)
    if request.method == "POST":
        return kept_input.redirect_back(request)
    access_log.record(
        by=request.user, what=AccessEvent.What.ANSWER, object_id=first.revision.application_id
    )
    context = {
        "title": f"Translation of {first.revision.application}",
        "first": first,
        "answer": current,
        "asked": asked_of(current),
        "translation": translation,
        "from_file": file_of(first),
        "language_name": english_name(current.language),
        "doubt": translation_queue.doubt_of(current),
        "is_own": translation.translated_by_id == request.user.pk,
        "is_checked": translation.status == TranslationStatus.CHECKED,
        "form": form,
    }
    return staff_site.render(request, "applications/translations/translation_check.html", context)


def _judge(request: HttpRequest, first: Answer, form: CheckForm) -> HttpResponse:
    """Approve or send back the translation shown on the page."""
    common = {
        "by": request.user,
        "answer": first,
        "seen": form.cleaned_data["seen"],
    }
    with refusal_as_message(request):
        if form.sends_back:
            translate.send_back_translation(**common, note=form.cleaned_data["note"])
            messages.success(request, "Sent back with your note.")
        else:
            translate.approve_translation(**common)
            return _to_next(request, first)
    return redirect("staff:translation-list")


def _to_next(request: HttpRequest, done: Answer) -> HttpResponse:
    """To the next translation to check, or to the list."""
    following = translation_queue.next_to_check(by=request.user, after=done)
    messages.success(request, f"{CHECKED} {NEXT}" if following else CHECKED)
    if following is None:
        return redirect("staff:translation-list")
    return redirect("staff:translation-check", following.first_id)
