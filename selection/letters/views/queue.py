"""Staff pages: the letters of a call, and those of a release, read before they go."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.form.queries.calls import selected_call
from applications.models import Call
from core import access_log
from core.actions import ChangedMeanwhile, Refused
from core.kept_input import done_or_back, form_of
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from selection.enums import ReleaseStatus
from selection.letters.actions.follow_up import note_return
from selection.letters.actions.let_go import let_letters_go, read_text
from selection.letters.addresses import in_call
from selection.letters.forms import ReturnForm
from selection.letters.queries import after_return, not_told, to_print
from selection.letters.queue import Text, queue_of
from selection.models import Letter, Release

NOT_FOUND = "No letter of this call with this reference went this way."


@staff_page(Permission.RELEASE_DECISIONS, label="Letters")
@require_http_methods(["GET", "HEAD", "POST"])
def letter_list(request: HttpRequest) -> HttpResponse:
    """What is to do about a call's letters; a post notes one that came back."""
    call, calls = selected_call(request.GET.get("call", ""))
    context = {"title": "Letters", "call": call, "calls": calls}
    if call:
        form = form_of(request, ReturnForm)
        if request.method == "POST":
            return done_or_back(request, form, lambda: _came_back(request, call, form))
        context |= {
            "releases": _releases(call),
            "to_print": to_print(call).count(),
            "not_told": not_told(call).count(),
            "form": form,
        }
    return staff_site.render(request, "selection/letters/letter_list.html", context)


def _releases(call: Call) -> list[Release]:
    """Those that answer, the newest first, with how many decisions and letters they have."""
    letters = Count("decisions__letters", distinct=True)
    releases = Release.objects.filter(call=call).exclude(status=ReleaseStatus.DROPPED)
    counted = releases.annotate(
        answers=Count("decisions", distinct=True),
        letters=letters,
        answered=Count("decisions", filter=Q(decisions__letters__isnull=False), distinct=True),
    )
    return list(counted.select_related("released_by").order_by("-number"))


def _came_back(request: HttpRequest, call: Call, form: ReturnForm) -> HttpResponse:
    given = form.cleaned_data
    reference = given["reference"]
    letters = Letter.objects.filter(
        decision__release__call=call,
        decision__application__reference=reference,
        channel=given["channel"],
    ).select_related("decision__application", "decision__release__call")
    letter = letters.order_by("-pk").first()
    if letter is None:
        raise Refused(NOT_FOUND, "no_letter", field="reference")
    note_return(by=request.user, letter=letter, reason=given["reason"])
    messages.success(request, f"Noted: {reference} {after_return(letter.decision)}")
    return redirect(in_call("letter-list", call))


@staff_page(Permission.RELEASE_DECISIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter_queue(request: HttpRequest, release: int) -> HttpResponse:
    """The letters of a release before they go: how many which way, and their texts to read."""
    row = _release(release)
    if request.method == "POST":
        with refusal_as_message(request):
            digest = request.POST.get("digest", "")
            letters = let_letters_go(by=request.user, release=row, digest=digest)
            _say_what_went(request, letters)
        return redirect("staff:letter-queue", row.pk)
    queue = queue_of(row, request.user)
    context = {
        "title": f"Letters of release {row.number}",
        "call": row.call,
        "release": row,
        "queue": queue,
        "is_released": row.status == ReleaseStatus.RELEASED,
    }
    return staff_site.render(request, "selection/letters/letter_queue.html", context)


def _say_what_went(request: HttpRequest, letters: list[Letter]) -> None:
    mails = sum(letter.mail_id is not None for letter in letters)
    words = []
    if mails:
        words.append(f"{mails} by email, within minutes")
    if len(letters) > mails:
        words.append(f"{len(letters) - mails} on paper, to print now")
    messages.success(request, f"Let go: {'; '.join(words) or 'nothing was left'}.")


@staff_page(Permission.RELEASE_DECISIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter_read(request: HttpRequest, release: int, template: int) -> HttpResponse:
    """One text as it goes, with the data of somebody who gets it, which is logged.

    `of` is the number of the person among those who get it. A post says that it is read.
    """
    row = _release(release)
    texts = {each.template.pk: each for each in queue_of(row, request.user).texts}
    if (text := texts.get(template)) is None:
        raise Http404
    order = list(texts)
    later = order[order.index(template) + 1 :] + order[: order.index(template)]
    next_unread = next((texts[each] for each in later if not texts[each].is_read_with(text)), None)
    if request.method == "POST":
        return _is_read(request, row, text, next_unread)
    number = _number(request, text)
    shown = text.people[number]
    access_log.record(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_id=shown.decision.application_id,
        query=f"letter of release {row.number} of {row.call.slug}",
    )
    context = {
        "title": f"{text.template}",
        "call": row.call,
        "release": row,
        "text": text,
        "shown": shown,
        "letter": shown.written,
        "number": number + 1,
        "before": str(number) if number else "",
        "after": str(number + 2) if number + 1 < len(text.people) else "",
        "next_unread": next_unread,
        "back": _back(row),
    }
    return staff_site.render(request, "selection/letters/letter_read.html", context)


def _is_read(
    request: HttpRequest, release: Release, text: Text, next_unread: Text | None
) -> HttpResponse:
    """On to the next one, or back to where reading began."""
    words = request.POST.get("words", "") or "none"
    try:
        read_text(by=request.user, release=release, text=text, words=words)
    except ChangedMeanwhile as changed:
        messages.error(request, changed.message)
        return redirect("staff:letter-read", release.pk, text.template.pk)
    if next_unread:
        return redirect("staff:letter-read", release.pk, next_unread.template.pk)
    messages.success(request, "You have read every text.")
    return redirect(_back(release))


def _number(request: HttpRequest, text: Text) -> int:
    asked = request.GET.get("of", "1")
    number = int(asked) - 1 if asked.isdecimal() and len(asked) < 6 else 0
    return number if 0 <= number < len(text.people) else 0


def _release(pk: int) -> Release:
    releases = Release.objects.select_related("call").exclude(status=ReleaseStatus.DROPPED)
    return get_object_or_404(releases, pk=pk)


def _back(release: Release) -> str:
    """Where reading began: the release until it is released, then its letters."""
    page = "release-detail" if release.is_open else "letter-queue"
    return reverse(f"staff:{page}", args=[release.pk])
