"""Staff pages: the words of a call's letters, by outcome and language."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from applications.form.queries.calls import selected_call
from applications.models import Call
from core import access_log
from core.kept_input import done_or_back, form_of
from core.languages import ALL, BY_CODE, ENGLISH, Language
from core.models import AccessEvent
from core.permissions import Permission
from core.pills import Icon, Pill, Tone
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from selection.enums import Outcome
from selection.letters.actions.texts import check_text, write_text
from selection.letters.addresses import text_address
from selection.letters.forms import TextForm
from selection.letters.previews import preview_of
from selection.letters.queue import standing_texts
from selection.letters.words import allowed, placeholders
from selection.models import LetterTemplate

Texts = dict[tuple[str, str], LetterTemplate]


@dataclass(frozen=True)
class Cell:
    """One outcome in one language: its newest words, if there are any, and how they stand."""

    outcome: Outcome
    language: Language
    text: LetterTemplate | None
    pill: Pill


@staff_page(Permission.CONFIGURE_CALLS)
@require_GET
def letter_text_list(request: HttpRequest) -> HttpResponse:
    """Every text of a call, and which are checked."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Words of the letters", "call": call, "calls": calls, "outcomes": Outcome}
    if call:
        texts = standing_texts(call)
        context["rows"] = [
            (language, [_cell(texts, outcome, language) for outcome in Outcome]) for language in ALL
        ]
    return staff_site.render(request, "selection/letters/letter_text_list.html", context)


@staff_page(Permission.CONFIGURE_CALLS)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_text_edit(request: HttpRequest, outcome: str, language: str) -> HttpResponse:
    """Write one text, with the English beside a translation; what is saved is a new version."""
    call, kind, tongue = _which(request, outcome, language)
    texts = standing_texts(call)
    text, english = texts.get((kind, tongue.code)), texts.get((kind, ENGLISH.code))
    initial = {"seen": text.version if text else 0}
    initial |= {"subject": text.subject, "body": text.body} if text else {}
    form = form_of(request, TextForm, language=tongue, initial=initial)
    if request.method == "POST":
        return done_or_back(request, form, lambda: _saved(request, call, kind, tongue, form))
    context = {
        "title": f"Letter: {kind.label}",
        "call": call,
        "outcome": kind,
        "language_shown": tongue,
        "text": text,
        "english": None if tongue == ENGLISH else english,
        "cell": _cell(texts, kind, tongue),
        "languages": [_cell(texts, kind, each) for each in ALL],
        "placeholders": allowed(kind),
        "may_check": text and not text.checked_at and text.edited_by_id != request.user.pk,
        "form": form,
    }
    return staff_site.render(request, "selection/letters/letter_text_edit.html", context)


def _saved(
    request: HttpRequest, call: Call, outcome: Outcome, language: Language, form: TextForm
) -> HttpResponse:
    write_text(by=request.user, call=call, outcome=outcome, language=language, **form.cleaned_data)
    messages.success(request, "Saved. Letters that have gone keep the words they went with.")
    return redirect(text_address("letter-text-edit", call, outcome, language.code))


@staff_page(Permission.CONFIGURE_CALLS)
@require_POST
def letter_text_check(request: HttpRequest, outcome: str, language: str) -> HttpResponse:
    """Record that the reader has checked the version that they saw."""
    call, kind, tongue = _which(request, outcome, language)
    text = standing_texts(call).get((kind, tongue.code))
    with refusal_as_message(request):
        if text is None or str(text.version) != request.POST.get("version"):
            messages.error(request, "Somebody edited these words meanwhile. Look at them again.")
        else:
            check_text(by=request.user, text=text)
            messages.success(request, "Recorded: you have checked these words.")
    return redirect(text_address("letter-text-edit", call, kind, tongue.code))


@staff_page(Permission.RELEASE_DECISIONS)
@never_cache
@require_GET
def letter_text_preview(request: HttpRequest, outcome: str, language: str) -> HttpResponse:
    """The letter with a real applicant's data, which is logged; with invented ones if nobody reads
    the language."""
    call, kind, tongue = _which(request, outcome, language)
    text = standing_texts(call).get((kind, tongue.code))
    if text is None:
        raise Http404
    preview = preview_of(call, text)
    if preview.application:
        access_log.record(
            by=request.user,
            what=AccessEvent.What.CONTACT,
            object_id=preview.application.pk,
            query=f"preview of a letter: {kind} {tongue.code}",
        )
    context = {
        "title": f"Preview: {kind.label}, {tongue.english_name}",
        "call": call,
        "outcome": kind,
        "language_shown": tongue,
        "preview": preview,
    }
    return staff_site.render(request, "selection/letters/letter_text_preview.html", context)


def _which(request: HttpRequest, outcome: str, language: str) -> tuple[Call, Outcome, Language]:
    call, _calls = selected_call(request.GET.get("call", ""))
    if call is None or outcome not in Outcome.values or language not in BY_CODE:
        raise Http404
    return call, Outcome(outcome), BY_CODE[language]


def _cell(texts: Texts, outcome: Outcome, language: Language) -> Cell:
    text, english = texts.get((outcome, language.code)), texts.get((outcome, ENGLISH.code))
    return Cell(outcome, language, text, _pill(text, english))


def _pill(text: LetterTemplate | None, english: LetterTemplate | None) -> Pill:
    """How a text stands; what cannot go is louder than what nobody has checked."""
    if text is None:
        return Pill("missing", Tone.WARN, Icon.ALERT)
    if english and not text.is_english and text.translates != english.version:
        fits = placeholders(text.subject, text.body) == placeholders(english.subject, english.body)
        return Pill("older than the English", Tone.WARN if fits else Tone.ALERT, Icon.ALERT)
    if text.checked_at:
        return Pill("checked", Tone.GOOD, Icon.CHECK)
    return Pill("draft" if text.is_english else "not checked", Tone.PLAIN)
