"""Questions of the clerk's desk: papers, scanned pages, people at the counter, late entries."""

import re
from datetime import datetime

from django.db.models import F, Func, Q, QuerySet, TextField, Value

from applications.enums import ApplicationStatus
from applications.models import Call, Contact, LateEntry, PaperEntry, ScannedPage
from applications.queries import published_calls
from applications.queries.calls import by_turn
from core.models import User

FEWEST_DIGITS = 7  # of a phone number; fewer would be a ZIP code or a house number


def papers_to_check(by: User) -> QuerySet[PaperEntry]:
    """What others typed in and nobody has compared with the paper yet, the oldest first."""
    return _current_papers().filter(checked_by=None).exclude(entered_by=by)


def papers_to_correct() -> QuerySet[PaperEntry]:
    """Where a second person found that what was typed differs from the paper."""
    return _current_papers().filter(agrees=False)


def _current_papers() -> QuerySet[PaperEntry]:
    papers = PaperEntry.objects.filter(revision__is_current=True)
    papers = papers.exclude(revision__application__status=ApplicationStatus.WITHDRAWN)
    related = ("revision__application", "entered_by", "checked_by")
    return papers.select_related(*related).order_by("entered_at", "pk")


def current_paper(reference: str) -> PaperEntry | None:
    """What stands for this application now, where a clerk typed it in."""
    related = ("revision__application__call", "entered_by", "checked_by")
    papers = PaperEntry.objects.filter(
        revision__application__reference=reference, revision__is_current=True
    )
    return papers.select_related(*related).first()


def scanned_pages(application_id: int) -> QuerySet[ScannedPage]:
    """All pages that were scanned of an application's paper, in the order of scanning."""
    pages = ScannedPage.objects.filter(paper_entry__revision__application=application_id)
    return pages.order_by("pk")


def contacts_at_counter(name: str, detail: str) -> QuerySet[Contact]:
    """Current contacts of this name that also have this email, phone, street or ZIP code.

    Letter case does not matter, nor does how a phone number is set apart. The newest first.
    """
    digits = re.sub(r"\D", "", detail).removeprefix("1")
    said = Q(email__iexact=detail) | Q(street__iexact=detail) | Q(zip_code=detail)
    contacts = Contact.objects.filter(revision__is_current=True)
    if len(digits) >= FEWEST_DIGITS:
        only_digits = Func(
            F("phone"),
            Value(r"\D"),
            Value(""),
            Value("g"),
            function="regexp_replace",
            output_field=TextField(),
        )
        contacts = contacts.annotate(phone_digits=only_digits)
        said |= Q(phone_digits__in=[digits, f"1{digits}"])
    named_so = Q(full_name__iexact=name) | Q(chosen_name__iexact=name)
    found = contacts.filter(named_so & said).select_related("revision__application__call")
    return found.order_by("-revision_id")


def late_entries() -> QuerySet[LateEntry]:
    """What waits for a coordinator, the longest wait first."""
    waiting = LateEntry.objects.filter(accepted=None, application__status=ApplicationStatus.LATE)
    return waiting.select_related("application__call", "asked_by").order_by("asked_at", "pk")


def calls_for_paper(moment: datetime) -> list[Call]:
    """Calls whose paper may lie on the desk: those that have opened, by whose turn it is."""
    return by_turn(published_calls().filter(opens_at__lte=moment))
