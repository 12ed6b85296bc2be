"""Queries about paper entries, scanned pages, contacts at the counter, late entries."""

import re
from datetime import datetime

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import NullIf

from applications.enums import ApplicationStatus
from applications.form.queries import published_calls
from applications.form.queries.calls import in_display_order
from applications.models import Application, Call, Contact, LateEntry, PaperEntry, ScannedPage
from core.models import User

FEWEST_DIGITS = 7  # of a phone number; fewer are a ZIP code or house number


def papers_to_check(by: User) -> QuerySet[PaperEntry]:
    """Unchecked entries by others, the oldest first."""
    return _waiting_papers().filter(checked_by=None).exclude(entered_by=by)


def papers_to_correct() -> QuerySet[PaperEntry]:
    """Current entries that a check found to differ from the paper."""
    return _waiting_papers().filter(agrees=False, revision__is_current=True)


def _waiting_papers() -> QuerySet[PaperEntry]:
    papers = newest_papers().exclude(revision__application__status=ApplicationStatus.WITHDRAWN)
    return papers.order_by("entered_at", "pk")


def newest_papers() -> QuerySet[PaperEntry]:
    """The latest entry of each application, even if the applicant corrected it online since."""
    later = PaperEntry.objects.filter(
        revision__application=OuterRef("revision__application"),
        revision__number__gt=OuterRef("revision__number"),
    )
    related = ("revision__application__call", "entered_by", "checked_by")
    return PaperEntry.objects.filter(~Exists(later)).select_related(*related)


def newest_paper(application: Application) -> PaperEntry | None:
    """The latest entry of this application; None if it came online."""
    return newest_papers().filter(revision__application=application).first()


def scanned_pages(application_id: int) -> QuerySet[ScannedPage]:
    """All scanned pages of an application, in the order of scanning."""
    pages = ScannedPage.objects.filter(paper_entry__revision__application=application_id)
    return pages.order_by("pk")


def contacts_at_counter(name: str, detail: str) -> QuerySet[Contact]:
    """Current contacts with this name and this email, phone, street or ZIP code, newest first.

    Ignores accents and case of names, and punctuation of phone numbers.
    """
    digits = re.sub(r"\D", "", detail).removeprefix("1")
    has_detail = Q(email__iexact=detail) | Q(street__iexact=detail) | Q(zip_code=detail)
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
        has_detail |= Q(phone_digits__in=[digits, f"1{digits}"])
    contacts = contacts.annotate(
        full_plain=_plain(F("full_name")), chosen_plain=_plain(F("chosen_name"))
    )
    plain = NullIf(_plain(Value(name)), Value(""))  # a name without letters matches nobody
    matching = contacts.filter(
        Q(full_plain=plain) | Q(chosen_plain=plain), has_detail
    ).select_related("revision__application__call")
    return matching.order_by("-revision_id")


def _plain(words: F | Value) -> Func:
    """The plain form, as in the search index."""
    return Func(words, function="plain_words", output_field=TextField())


def late_entries() -> QuerySet[LateEntry]:
    """Undecided late entries, the oldest first."""
    waiting = LateEntry.objects.filter(accepted=None, application__status=ApplicationStatus.LATE)
    return waiting.select_related("application__call", "asked_by").order_by("asked_at", "pk")


def calls_for_paper(moment: datetime) -> list[Call]:
    """Calls that have opened, in display order."""
    return in_display_order(published_calls().filter(opens_at__lte=moment))
