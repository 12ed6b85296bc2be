"""Staff pages: send words to a translator as a file, and bring back what was translated."""

import uuid
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from applications.calls.forms.office import offices_before
from applications.form.queries.calls import in_display_order
from applications.form.wording_checks import checked_digests, texts_in, unchecked
from applications.models import Call
from applications.words import workbook
from applications.words.actions.bring_back import bring_words_back
from applications.words.forms import BackForm, SaveWordsForm
from applications.words.judging import Verdict, judge
from applications.words.texts import Scope, scope_of
from applications.words.workbook import Sent
from core import uploads
from core.kept_input import as_key, done_or_back, forget, form_of, keep, recall
from core.languages import ALL, BY_CODE, ENGLISH, Language
from core.permissions import Permission
from core.spreadsheets import CONTENT_TYPE
from core.staff_site import staff_page, staff_site
from core.text import number_of
from core.translated import Progress, progress

TRANSLATED = [language for language in ALL if language != ENGLISH]
MISSING = "missing"
TOO_MUCH = (
    "This file has more words than can be looked at in one go. Delete some rows, bring it back, "
    "and then the others."
)
NONE_TO_SEND = "There is no such text to send: all have words, or the part is not here any more."
NOT_HERE = (
    "The words of this file are saved already, or they are no longer here. If some are missing, "
    "choose the file once more."
)


@dataclass(frozen=True)
class ProgressAndChecks(Progress):
    """How far a language is, and how many of its texts nobody has checked."""

    to_check: int


@staff_page(Permission.CONFIGURE_CALLS, label="Words for translators")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def words_exchange(request: HttpRequest) -> HttpResponse:
    """Download the words of a call or of the site in one language; choose the file that came back.

    A part of the address narrows the file to one page or one section.
    """
    scope, language = _asked(request)
    if request.method == "POST":
        return _take(request, scope, language)
    texts = list(scope.texts(language))
    part = request.GET.get("part", "")
    context = {
        "title": "Words for translators",
        "scope": scope,
        "calls": in_display_order(Call.objects.all()),
        "language_shown": language,
        "progress": _progress(scope),
        "texts": len(texts),
        "missing": sum(not text.translation for text in texts),
        "part": next((text.row for text in texts if text.part == part), None),
        "part_key": part,
        "query": _query(scope, language),
        "form": BackForm(about=scope.about(language)),
    }
    return staff_site.render(request, "applications/words/words_exchange.html", context)


@staff_page(Permission.CONFIGURE_CALLS)
@never_cache
@require_GET
def words_send(request: HttpRequest) -> HttpResponse:
    """The file for the translator."""
    scope, language = _asked(request)
    part = request.GET.get("part", "")
    texts = [
        text
        for text in scope.texts(language)
        if part in ("", text.part) and (request.GET.get("only") != MISSING or not text.translation)
    ]
    if not texts:
        messages.info(request, NONE_TO_SEND)
        return redirect(_address("staff:words-exchange", scope, language))
    file = workbook.written(scope.about(language), texts)
    of = scope.call.slug if scope.call else "site"
    name = f"words-{of}-{language.code}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)


@staff_page(Permission.CONFIGURE_CALLS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def words_check(request: HttpRequest) -> HttpResponse:
    """What a file changes, before anything is saved; save it."""
    scope, language = _asked(request)
    key = as_key(request.GET.get("file", ""))
    kept = key and recall(request.session, key)
    if not kept:
        if "file" in request.GET:
            messages.error(request, NOT_HERE)
        return redirect(_address("staff:words-exchange", scope, language))
    verdict = judge(scope, language, unpacked(kept.data))
    if request.method == "POST":
        return _save(request, scope, language, verdict)
    context = {
        "title": f"{language.english_name} words that came back",
        "scope": scope,
        "language_shown": language,
        "verdict": verdict,
        "query": _query(scope, language),
        "offices": offices_before(),
        "form": form_of(request, SaveWordsForm, verdict=verdict),
    }
    return staff_site.render(request, "applications/words/words_check.html", context)


def _take(request: HttpRequest, scope: Scope, language: Language) -> HttpResponse:
    """Keep the words of a file in the session until they are saved; say what is wrong with it."""
    dropped = uploads.why_dropped(request)
    form = BackForm(request.POST, request.FILES, about=scope.about(language), dropped=dropped)
    if form.is_valid():
        key = uuid.uuid4()
        if keep(request.session, key, packed(form.sent)):
            return redirect(_address("staff:words-check", scope, language, file=str(key)))
        messages.error(request, TOO_MUCH)
    for error in form.errors.get("file", ()):
        messages.error(request, error)
    return redirect(_address("staff:words-exchange", scope, language))


def _save(request: HttpRequest, scope: Scope, language: Language, verdict: Verdict) -> HttpResponse:
    form = SaveWordsForm(request.POST, verdict=verdict)

    def save() -> HttpResponse:
        office, left, read = form.cleaned_data["office"], form.to_save, form.read()
        bring_words_back(
            by=request.user,
            scope=scope,
            language=language,
            changes=list(left.rows()),
            pairs={(each.english, each.words) for each in read},
            files=left.files,
            office=office,
        )
        forget(request.session, as_key(request.GET["file"]))
        saved, checked = (number_of(len(each), "text") for each in (left.changes, read))
        says = [f"{saved} in {language.english_name} saved."] if left.changes else []
        says += [f"{checked}: checked by {office}."] if read else []
        messages.success(request, " ".join(says))
        return redirect(_address("staff:words-exchange", scope, language))

    return done_or_back(request, form, save)


def packed(sent: Mapping[str, Sent]) -> QueryDict:
    """What a file says, as the session keeps it."""
    data = QueryDict(mutable=True)
    for key, each in sent.items():
        data.setlist(key, list(astuple(each)))
    return data


def unpacked(data: QueryDict) -> dict[str, Sent]:
    """The same taken out again."""
    return {key: Sent(*values) for key, values in data.lists()}


def _asked(request: HttpRequest) -> tuple[Scope, Language]:
    """Of the address: `call`, or the site without one, and `language`.

    Without a language it is the one with most to do: words to write, or else to check.
    """
    scope = scope_of(request.GET.get("call", ""))
    if "language" not in request.GET:
        most = max(_progress(scope), key=lambda each: (each.total - each.done, each.to_check))
        return scope, most.language
    language = BY_CODE.get(request.GET["language"])
    if language not in TRANSLATED:
        raise Http404
    return scope, language


def _progress(scope: Scope) -> list[ProgressAndChecks]:
    checked = checked_digests()
    return [
        ProgressAndChecks(
            each.language,
            each.done,
            each.total,
            len(unchecked(texts_in(scope.rows, each.language), checked[each.language.code])),
        )
        for each in progress(scope.rows)
    ]


def _query(scope: Scope, language: Language) -> str:
    call = {"call": scope.call.slug} if scope.call else {}
    return urlencode({**call, "language": language.code})


def _address(name: str, scope: Scope, language: Language, **more: str) -> str:
    return (
        f"{reverse(name)}?{_query(scope, language)}{''.join(f'&{k}={v}' for k, v in more.items())}"
    )
