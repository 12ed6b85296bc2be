"""What is posted about a release: hand over, bring up to date, drop, send back, release."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from applications.models import Application
from core.actions import Refused
from core.kept_input import done_or_back, redirect_back
from core.permissions import Permission
from core.phrases import listed
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from selection.enums import ReleaseStatus
from selection.models import Release
from selection.releases.actions.day import set_reply_by
from selection.releases.actions.draft import bring_up_to_date, drop_release
from selection.releases.actions.let_go import Shown, release_decisions
from selection.releases.actions.propose import propose_release, send_release_back
from selection.releases.forms import AgainForm, DayForm, LetGoForm, SendBackForm
from selection.releases.queries import changed_in, may_let_go
from selection.views.panels import in_call


def _do(request: HttpRequest, release: int, do: Callable[[Release], str]) -> HttpResponse:
    found = get_object_or_404(Release, pk=release)
    with refusal_as_message(request):
        messages.success(request, do(found))
    return redirect("staff:release-detail", release)


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def release_propose(request: HttpRequest, release: int) -> HttpResponse:
    """Hand a draft over to a second person, with the day that is typed beside it."""
    found, form = get_object_or_404(Release, pk=release), DayForm(request.POST)
    back = reverse("staff:release-detail", args=[release])

    def do() -> HttpResponse:
        day = form.cleaned_data
        if day["reply_by"] != day["seen"]:
            set_reply_by(by=request.user, release=found, **day)
        return hand_over()

    def hand_over() -> HttpResponse:
        with refusal_as_message(request):
            propose_release(by=request.user, release=found)
            words = "Handed over. Another coordinator reads it and releases it, or sends it back."
            messages.success(request, words)
        return redirect(back)

    if not any(request.POST.get(each) for each in ("reply_by", "seen")):
        return hand_over()  # none was typed: it says so, if one is needed
    return done_or_back(request, form, do, to=back, name="day")


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def release_day(request: HttpRequest, release: int) -> HttpResponse:
    """Set the day by which members answer."""
    found, form = get_object_or_404(Release, pk=release), DayForm(request.POST)
    back = reverse("staff:release-detail", args=[release])

    def do() -> HttpResponse:
        set_reply_by(by=request.user, release=found, **form.cleaned_data)
        messages.success(request, "The day is set. It stands in the letters to members.")
        return redirect(back)

    return done_or_back(request, form, do, to=back, name="day")


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def release_refresh(request: HttpRequest, release: int) -> HttpResponse:
    """Bring a draft up to date with its applicants."""

    def do(found: Release) -> str:
        bring_up_to_date(by=request.user, release=found)
        return "The draft fits the applicants of now."

    return _do(request, release, do)


@staff_page(Permission.CHOOSE_MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def release_drop(request: HttpRequest, release: int) -> HttpResponse:
    """Ask once, with what would be lost; then give a draft up."""
    people = ("call", "panel", "sent_back_by")
    found = get_object_or_404(Release.objects.select_related(*people), pk=release)
    if request.method != "POST":
        return _ask_to_drop(request, found)
    try:
        drop_release(by=request.user, release=found)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("staff:release-detail", release)
    messages.success(request, f"{str(found).capitalize()} is dropped. Nobody was told anything.")
    return redirect(in_call("release-list", found.call))


def _ask_to_drop(request: HttpRequest, release: Release) -> HttpResponse:
    if release.status != ReleaseStatus.DRAFT:
        return redirect("staff:release-detail", release.pk)
    context = {
        "title": f"Drop {release}?",
        "release": release,
        "by_hand": changed_in(release),
        "back": reverse("staff:release-detail", args=[release.pk]),
    }
    return staff_site.render(request, "selection/releases/release_drop.html", context)


@staff_page(Permission.CHOOSE_MEMBERS)
@require_POST
def release_again(request: HttpRequest, release: int) -> HttpResponse:
    """Lead to the page about somebody whom this release answers once more."""
    found = get_object_or_404(Release, pk=release)
    form = AgainForm(request.POST)
    back = reverse("staff:release-detail", args=[release])

    def do() -> HttpResponse:
        reference = form.cleaned_data["reference"]
        if not Application.objects.filter(call=found.call_id, reference=reference).exists():
            words = "No application of this call has that reference."
            raise Refused(words, "unknown", field="reference")
        return redirect("staff:decision-edit", release, reference)

    return done_or_back(request, form, do, to=back, name="again")


@staff_page(Permission.RELEASE_DECISIONS)
@require_POST
def release_send_back(request: HttpRequest, release: int) -> HttpResponse:
    """Send it back with a reason."""
    found, form = get_object_or_404(Release, pk=release), SendBackForm(request.POST)
    back = reverse("staff:release-detail", args=[release])

    def do() -> HttpResponse:
        is_own = not may_let_go(found, request.user)
        send_release_back(by=request.user, release=found, **form.cleaned_data)
        words = "Sent back. Whoever drafted it sees your reason."
        messages.success(request, "Taken back. It is a draft again." if is_own else words)
        return redirect(back)

    return done_or_back(request, form, do, to=back, name="back")


@staff_page(Permission.RELEASE_DECISIONS)
@require_POST
def release_let_go(request: HttpRequest, release: int) -> HttpResponse:
    """Release what was on the page, all of it, once."""
    found, form = get_object_or_404(Release, pk=release), LetGoForm(request.POST)
    back = reverse("staff:release-detail", args=[release])
    if not form.is_valid():
        return redirect_back(request, to=back, name="let_go")
    shown = Shown(*(form.cleaned_data[each] for each in ("digest", "handed_over", "left_out")))
    try:
        done = release_decisions(by=request.user, release=found, shown=shown, typed=form.typed())
    except Refused as refused:
        return redirect_back(request, refused, to=back, name="let_go")
    messages.success(request, f"{str(done.release).capitalize()} is released.")
    if done.left_out:
        words = f"Withdrew meanwhile, and left out: {listed(done.left_out)}."
        messages.warning(request, words)
    return redirect(back)
