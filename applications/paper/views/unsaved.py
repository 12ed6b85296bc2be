"""A paper that is being typed in: its page's address has its key, and what is not saved is kept.

So Back and Reload find what was typed until it is saved, and then lead to what was stored: a
browser that fills in the old page once more cannot make a second application of it.
"""

import uuid
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator

from applications.models.draft import ABOUT_YOU
from applications.paper.forms.paper import PaperForm
from core import kept_input, text
from core.actions import Refused
from core.kept_input import Begun, KeptInput

KEY = "paper"  # in the address; the submission key
JUDGED = "judged"  # in the address: the page shows what is wrong
WORDS, LATER = "words", "later"  # buttons that save nothing
LONGEST_TITLE = 40  # characters of what names a paper
TOO_MUCH = "This is not set aside: too much is already. Save it, or discard one that you began."


def key_in_address(request: HttpRequest) -> uuid.UUID | None:
    """The key of the paper on this page; None if its address has none."""
    return kept_input.as_key(request.GET.get(KEY, ""))


def with_new_key(request: HttpRequest) -> HttpResponse:
    """Redirect to the same page for a new paper."""
    return redirect(_address(request, uuid.uuid4(), judged=False))


def is_to_be_saved(request: HttpRequest) -> bool:
    """Whether a button was pressed that saves."""
    return not {WORDS, kept_input.HOLD, LATER} & request.POST.keys()


def keep(
    request: HttpRequest, refused: Refused | None = None, *, title: str = ""
) -> HttpResponse | None:
    """Keep what was posted, and redirect to the page that shows it; None if it is too much.

    With a title it is listed as begun.
    """
    posted = request.POST.get("envelope-submission_key", "")
    key = kept_input.as_key(posted) or key_in_address(request) or uuid.uuid4()
    at = {"title": title, "address": _address(request, key, judged=False)}
    if not kept_input.keep(request.session, key, request.POST, refused, **at):
        if LATER in request.POST:
            messages.warning(request, TOO_MUCH)
        return None
    if kept_input.HOLD in request.POST:
        return HttpResponse(status=204)
    if LATER in request.POST:
        return redirect(request.path)
    return redirect(_address(request, key, judged=is_to_be_saved(request)))


def others(request: HttpRequest) -> list[Begun]:
    """What was begun and not saved besides the paper on this page."""
    own = str(key_in_address(request))
    return [each for each in kept_input.begun(request.session) if each.key != own]


def title_of(form: PaperForm) -> str:
    """What its clerk knows a paper by: the name typed, or else the first thing typed."""
    title = next((each for each in _typed_words(form) if each), "")
    return f"Paper: {Truncator(title).chars(LONGEST_TITLE)}" if title else "Paper without a name"


def _typed_words(form: PaperForm) -> Iterator[str]:
    """What is typed in boxes, names first; about-you answers and the envelope name nobody."""
    contact = form.steps["contact"]
    for name in ("full_name", "chosen_name"):
        yield text.clean(contact[name].value() or "")
    for part in form.questions:
        for name, field in part.fields.items():
            if part.prefix != ABOUT_YOU and isinstance(field, forms.CharField):
                yield text.clean(part[name].value() or "")


def forget(request: HttpRequest, form: PaperForm) -> None:
    """Once it is saved."""
    kept_input.forget(request.session, form.envelope.cleaned_data["submission_key"])


def kept(request: HttpRequest) -> KeptInput | None:
    """What was typed on this page before."""
    key = key_in_address(request)
    return key and kept_input.recall(request.session, key)


def is_judged(request: HttpRequest) -> bool:
    """Whether the page shows what is wrong."""
    return JUDGED in request.GET


def _address(request: HttpRequest, key: uuid.UUID, *, judged: bool) -> str:
    query = request.GET.copy()
    query[KEY] = str(key)
    query.pop(JUDGED, None)
    if judged:
        query[JUDGED] = "1"
    return f"{request.path}?{query.urlencode()}"
