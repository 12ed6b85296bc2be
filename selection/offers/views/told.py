"""Staff pages: a letter on paper to somebody without email whose offer or seat has ended."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from applications.form.queries import contacts_of
from core import access_log, phrases
from core.models import AccessEvent
from core.permissions import Permission
from core.refusals import refusal_as_message
from core.staff_site import staff_page, staff_site
from selection.enums import ENDED_BY_US
from selection.letters.addresses import in_call
from selection.letters.writing import Post, letterhead
from selection.models import Offer
from selection.offers import emails
from selection.offers.actions.keep import note_told


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@never_cache
@require_GET
def offer_letter(request: HttpRequest, offer: int) -> HttpResponse:
    """What the mail would say, to print; opening it is logged."""
    found = _found(offer)
    if found.status not in ENDED_BY_US:
        raise Http404
    application = found.decision.application
    access_log.record(
        by=request.user,
        what=AccessEvent.What.CONTACT,
        object_id=application.pk,
        query="letter about the end of an offer",
    )
    notice = emails.end_on_paper(found)
    with translation.override(notice.language.code):
        day = phrases.day(timezone.localdate())
    context = {
        "title": f"Letter to {application}",
        "call": application.call,
        "offer": found,
        "notice": notice,
        "day": day,
        "post": Post.of(contacts_of([application])[application.pk]),
        **letterhead(notice.language),
    }
    return staff_site.render(request, "selection/offers/offer_letter.html", context)


@staff_page(Permission.LOOK_AFTER_MEMBERS)
@require_POST
def offer_told(request: HttpRequest, offer: int) -> HttpResponse:
    """They are told: the letter is in the mail, or somebody spoke to them."""
    found = _found(offer)
    with refusal_as_message(request):
        note_told(by=request.user, offer=found)
        messages.success(request, f"Noted: {found.decision.application} is told.")
    return redirect(in_call("offer-list", found.decision.application.call))


def _found(pk: int) -> Offer:
    offers = Offer.objects.select_related("decision__application__call")
    return get_object_or_404(offers, pk=pk)
