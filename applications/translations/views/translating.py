"""Staff pages: the translators' queue, and one answer being translated."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from applications.enums import TranslationStatus
from applications.models import Answer
from applications.models.translation import CLAIMED_FOR
from applications.translations import queue as translation_queue
from applications.translations.actions import translate
from applications.translations.forms import (
    AnswerLanguageForm,
    LanguagesReadForm,
    TranslationForm,
)
from applications.translations.hand_outs import with_whom
from applications.translations.queries import translation_progress
from applications.translations.views.one_answer import (
    NEXT,
    answer_or_404,
    asked_of,
    translation_of,
)
from core import access_log, kept_input
from core.actions import Refused
from core.languages import ENGLISH, english_name
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import say_refusal
from core.staff_site import staff_page, staff_site

HANDED_IN = "Thank you. Somebody else checks it now."
LEFT = "translations_left"  # in the session: answers that somebody else is to translate
MOST_LEFT = 100
STILL_BELOW = "What you wrote is still below: copy it if you want to keep it."


@staff_page(Permission.TRANSLATE, label="Translations")
@require_GET
def translation_list(request: HttpRequest) -> HttpResponse:
    """The queue of all calls, in one's languages or in all, and progress by language."""
    read = translation_queue.languages_read_by(request.user)
    shows_all = "all" in request.GET or not read
    only = None if shows_all else read
    to_translate = translation_queue.to_translate(
        by=request.user, moment=timezone.now(), only=only, last=_left(request)
    )
    to_check = translation_queue.to_check(by=request.user, only=only)
    rows = translation_queue.as_rows(to_translate)
    context = {
        "title": "Translations",
        "read": [english_name(code) for code in read],
        "shows_all": shows_all,
        "languages_form": LanguagesReadForm(initial={"languages": read}),
        "progress": translation_progress(),
        "to_translate": rows,
        "next": next((row for row in rows if not row.with_whom), None),
        "to_check": translation_queue.as_rows(to_check),
        "in_doubt": translation_queue.as_rows(translation_queue.in_doubt()),
        "shown_at_most": translation_queue.SHOWN_AT_MOST,
    }
    return staff_site.render(request, "applications/translations/translation_list.html", context)


@staff_page(Permission.TRANSLATE)
@require_POST
def language_choose(request: HttpRequest) -> HttpResponse:
    """Set the languages that one reads."""
    form = LanguagesReadForm(request.POST)
    if form.is_valid():
        translate.choose_languages(by=request.user, languages=form.cleaned_data["languages"])
        messages.success(request, "Saved. Answers in these languages come first.")
    else:
        messages.error(request, "Nothing was saved: choose from the languages listed.")
    return redirect("staff:translation-list")


@staff_page(Permission.TRANSLATE)
@require_POST
def translation_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Claim an answer; if somebody else has it, say who."""
    answer = answer_or_404(pk)
    try:
        translate.claim_translation(by=request.user, answer=answer)
    except Refused as refused:
        say_refusal(request, refused)
        if refused.code != "nothing_to_do":
            return redirect("staff:translation-list")
    return redirect("staff:translation-edit", pk)


@staff_page(Permission.TRANSLATE)
@require_POST
def translation_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Release a claim, saving what was typed."""
    answer = answer_or_404(pk)
    if (page := _keep_along(request, answer)) is not None:
        return page
    translate.release_translation(by=request.user, answer=answer)
    left = [pk for pk in _left(request) if pk != answer.pk]
    request.session[LEFT] = [*left, answer.pk][-MOST_LEFT:]
    messages.success(request, "Somebody else can take it now. What you saved is kept.")
    return redirect("staff:translation-list")


@staff_page(Permission.TRANSLATE)
@require_POST
def language_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the language of an answer, saving what was typed."""
    answer = answer_or_404(pk)
    if (page := _keep_along(request, answer)) is not None:
        return page
    form = AnswerLanguageForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was saved: choose one of the languages.")
        return redirect("staff:translation-edit", pk)
    language = form.cleaned_data["language"]
    try:
        translate.mark_language(by=request.user, answer=answer, language=language)
    except Refused as refused:
        say_refusal(request, refused)
        if refused.code == "answer_changed":
            return redirect("staff:translation-list")
    else:
        messages.success(request, f"Saved: this answer is in {english_name(language)}.")
        if language == ENGLISH.code:
            return redirect("staff:translation-list")
    return redirect("staff:translation-edit", pk)


@staff_page(Permission.TRANSLATE)
def translation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The original, and the field for its English if the reader has claimed it."""
    first = answer_or_404(pk)
    if request.method == "POST":
        return _posted(request, first)
    current = translation_queue.current_answer(first)
    translation = translation_of(first)
    kept = kept_input.kept_of(request)
    if current and current.first_id != pk:
        return redirect("staff:translation-edit", current.first_id)
    if current is None and not kept:
        messages.info(request, translate.NEEDS_NONE)
        return redirect("staff:translation-list")
    if translation and translation.status != TranslationStatus.DRAFT and not kept:
        return redirect("staff:translation-check", pk)
    form = TranslationForm(
        kept and kept.data, initial={"text": translation.text if translation else ""}
    )
    trouble = f"{kept.refused.message} {STILL_BELOW}" if kept and kept.refused else ""
    return _show_edit(request, first, current, form, trouble)


def _posted(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Save or submit what was typed, or lead back to it."""
    is_left = kept_input.HOLD in request.POST
    if (back := _keep_or_back(request, answer)) is not None:
        return HttpResponse(status=409) if is_left else back
    if is_left:
        return HttpResponse(status=204)
    if TranslationForm(request.POST).hands_in:
        return _to_next(request, answer)
    messages.success(request, "Saved.")
    return redirect(request.path)


def _to_next(request: HttpRequest, done: Answer) -> HttpResponse:
    """To the next answer, claimed; to the list if there is none, or if somebody just took it."""
    following = translation_queue.next_to_translate(
        by=request.user, moment=timezone.now(), after=done, last=_left(request)
    )
    if following is None:
        messages.success(request, HANDED_IN)
        return redirect("staff:translation-list")
    messages.success(request, f"{HANDED_IN} {NEXT}")
    return translation_claim(request, following.first_id)


def _left(request: HttpRequest) -> list[int]:
    """What this translator let somebody else do: it comes last in their own queue."""
    return request.session.get(LEFT, [])


def _keep_along(request: HttpRequest, answer: Answer) -> HttpResponse | None:
    """Save what was typed before another button's action; the way back to it if not possible."""
    return _keep_or_back(request, answer) if "text" in request.POST else None


def _keep_or_back(request: HttpRequest, answer: Answer) -> HttpResponse | None:
    form = TranslationForm(request.POST)
    refused = None
    if form.is_valid():
        try:
            _keep(request, answer, form)
            return None
        except Refused as refusal:
            refused = refusal
    page = reverse("staff:translation-edit", args=[answer.pk])
    return kept_input.redirect_back(request, refused, to=page)


def _keep(request: HttpRequest, answer: Answer, form: TranslationForm) -> None:
    keep = translate.submit_translation if form.hands_in else translate.save_translation
    keep(by=request.user, answer=answer, text=form.cleaned_data["text"])


def _show_edit(
    request: HttpRequest,
    first: Answer,
    current: Answer | None,
    form: TranslationForm,
    trouble: str,
) -> HttpResponse:
    access_log.record(
        by=request.user, what=AccessEvent.What.ANSWER, object_id=first.revision.application_id
    )
    now = timezone.now()
    translation = translation_of(first)
    is_held = bool(translation and translation.is_claimed_by_another(request.user, now))
    is_mine = bool(translation) and translation.claimed_by_id == request.user.pk
    is_english = bool(current) and current.language == ENGLISH.code
    context = {
        "title": f"Translate {first.revision.application}",
        "first": first,
        "answer": current,
        "asked": asked_of(current) if current else "",
        "translation": translation,
        "with_whom": with_whom([first.pk]).get(first.pk),
        "language_name": english_name(current.language) if current else "",
        "doubt": translation_queue.doubt_of(current) if current else "",
        "is_english": is_english,
        "is_held": is_held,
        "is_mine": is_mine,
        "free_at": translation.claimed_at + CLAIMED_FOR if is_held else None,
        "form": form,
        "trouble": trouble,
        "language_form": current and _language_form(current, along=is_mine and not is_english),
    }
    return staff_site.render(request, "applications/translations/translation_edit.html", context)


def _language_form(answer: Answer, *, along: bool) -> AnswerLanguageForm:
    """The language form; if in doubt, with the guessed language selected.

    `along`: it is part of the translation's form, which is posted with it.
    """
    doubted = translation_queue.doubt_of(answer)
    proposed = answer.looks_like if doubted else answer.language
    form = AnswerLanguageForm(initial={"language": proposed})
    if along:
        form.fields["language"].widget.attrs["form"] = "translation"
    return form
