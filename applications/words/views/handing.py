"""Staff pages: what would go to translators outside, read before it is listed for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from applications.form.queries.calls import selected_call
from applications.models import Answer, Call
from applications.translations.hand_outs import listed
from applications.words import answers
from applications.words.actions.hand_out import hand_out_answers
from applications.words.forms import HandOutForm
from applications.words.marks import reaches_somebody
from core import access_log
from core.actions import Refused
from core.kept_input import kept_of, redirect_back
from core.languages import BY_CODE, UNLISTED, Language, english_name
from core.models import AccessEvent, User
from core.permissions import Permission
from core.refusals import say_refusal
from core.staff_site import staff_page, staff_site
from core.tables import short_table
from core.text import number_of

MOST_LISTED = 500
LEFT_OUT = "left_out"  # the boxes of the answers
UNKNOWN = Language(UNLISTED, UNLISTED, "", english_name(UNLISTED), direction="auto")
SORTS = {
    "file": lambda each: each.pk,
    "vendor": lambda each: each.vendor.casefold(),
    "back": lambda each: each.back,
}


@dataclass(frozen=True)
class Going:
    """An answer that would go; `reaches` where an address or a number seems to stand in it."""

    answer: Answer
    is_left_out: bool
    reaches: bool


@staff_page(Permission.HAND_OUT_ANSWERS)
@never_cache
@require_GET
def handout_list(request: HttpRequest) -> HttpResponse:
    """The files that translators outside have or had; choose what of a call goes next."""
    call, calls = selected_call(request.GET.get("call", ""))
    waiting = answers.waiting_by_language(request.user, timezone.now(), call)
    context = {
        "title": "Answers for translators outside",
        "call": call,
        "calls": calls,
        "form": HandOutForm(languages=waiting, initial={"call": call and call.slug}),
        "is_waiting": bool(waiting),
        "elsewhere": answers.waiting_elsewhere(request.user, timezone.now(), call),
        "table": short_table(request, list(listed()[:MOST_LISTED]), sorts=SORTS, keep=["call"]),
    }
    return staff_site.render(request, "applications/words/handout_list.html", context)


@staff_page(Permission.HAND_OUT_ANSWERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def handout_new(request: HttpRequest) -> HttpResponse:
    """What would go to whom, as the address says it: read it, leave answers out, list the others.

    The access log has each application whose answers are shown.
    """
    call, _calls = selected_call(request.GET.get("call", ""))
    now = timezone.now()
    form = HandOutForm(
        request.GET or None, languages=answers.waiting_by_language(request.user, now, call)
    )
    asked = form.cleaned_data if call and form.is_valid() else {}
    found = _found(request.user, call, asked) if asked else []
    if request.method == "POST" and asked:
        return _hand_out(request, call, asked, found)
    going, kept = answers.of_one_file(found), kept_of(request)
    rows = _rows(going, kept.data.getlist(LEFT_OUT) if kept else ())
    _log(request.user, going)
    context = {
        "title": "Hand out answers",
        "call": call,
        "form": form,
        "asked": asked,
        "language": english_name(asked["language"]) if asked else "",
        "source_shown": BY_CODE.get(asked.get("language", ""), UNKNOWN),
        "rows": rows,
        "people": len({answer.revision.application_id for answer in going}),
        "characters": sum(len(answer.text) for answer in going),
        "more": len(found) - len(going),
        "reaching": sum(row.reaches for row in rows),
        "seen": answers.digest_of(going),
    }
    return staff_site.render(request, "applications/words/handout_new.html", context)


def _found(by: User, call: Call, asked: dict[str, Any]) -> list[Answer]:
    chosen = {name: asked.get(name, False) for name in ("again", "begun")}
    return answers.to_hand_out(by, timezone.now(), call, asked["language"], **chosen)


def _rows(going: Iterable[Answer], left_out: Collection[str]) -> list[Going]:
    return [
        Going(answer, str(answer.first_id) in left_out, reaches_somebody(answer.text))
        for answer in going
    ]


def _hand_out(
    request: HttpRequest, call: Call, asked: dict[str, Any], found: list[Answer]
) -> HttpResponse:
    ticked = request.POST.getlist(LEFT_OUT)
    left_out = [answer.first_id for answer in found if str(answer.first_id) in ticked]
    seen = request.POST.get("seen", "")
    chosen = {name: value for name, value in asked.items() if name != "call"}
    try:
        made = hand_out_answers(by=request.user, call=call, left_out=left_out, seen=seen, **chosen)
    except Refused as refused:
        say_refusal(request, refused)
        return redirect_back(request)
    left = f" {number_of(len(left_out), 'answer')} left out." if left_out else ""
    messages.success(request, f"Listed for {made.vendor}: download the file and send it.{left}")
    return redirect("staff:handout-detail", made.pk)


def _log(by: User, shown: list[Answer]) -> None:
    """Each application whose answers were read before they go."""
    access_log.record_each(
        by=by,
        what=AccessEvent.What.ANSWERS,
        object_ids=dict.fromkeys(answer.revision.application_id for answer in shown),
        query="before they go to translators outside",
    )
