"""Questions of the clerk's desk: papers, scanned pages, people at the counter, late entries."""

import re
from datetime import datetime

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import NullIf

from applications.enums import ApplicationStatus
from applications.form.queries import published_calls
from applications.form.queries.calls import in_display_order
from applications.models import Application, Call, Contact, LateEntry, PaperEntry, ScannedPage
from core.models import User

FEWEST_DIGITS = 7  # of a phone number; fewer would be a ZIP code or a house number


def papers_to_check(by: User) -> QuerySet[PaperEntry]:
    """What others typed in and nobody has compared with the paper yet, the oldest first."""
    return _waiting_papers().filter(checked_by=None).exclude(entered_by=by)


def papers_to_correct() -> QuerySet[PaperEntry]:
    """Where a second person found that what was typed differs from the paper, and still counts."""
    return _waiting_papers().filter(agrees=False, revision__is_current=True)


def _waiting_papers() -> QuerySet[PaperEntry]:
    papers = newest_papers().exclude(revision__application__status=ApplicationStatus.WITHDRAWN)
    return papers.order_by("entered_at", "pk")


def newest_papers() -> QuerySet[PaperEntry]:
    """What was typed last of each application, even if the applicant corrected it online since."""
    later = PaperEntry.objects.filter(
        revision__application=OuterRef("revision__application"),
        revision__number__gt=OuterRef("revision__number"),
    )
    related = ("revision__application__call", "entered_by", "checked_by")
    return PaperEntry.objects.filter(~Exists(later)).select_related(*related)


def newest_paper(application: Application) -> PaperEntry | None:
    """What was typed last of this application; None if it came online."""
    return newest_papers().filter(revision__application=application).first()


def scanned_pages(application_id: int) -> QuerySet[ScannedPage]:
    """All pages that were scanned of an application's paper, in the order of scanning."""
    pages = ScannedPage.objects.filter(paper_entry__revision__application=application_id)
    return pages.order_by("pk")


def contacts_at_counter(name: str, detail: str) -> QuerySet[Contact]:
    """Current contacts of this name that also have this email, phone, street or ZIP code.

    Accents and letter case of a name do not matter, nor does how a phone number is set apart.
    The newest first.
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
    contacts = contacts.annotate(
        full_plain=_plain(F("full_name")), chosen_plain=_plain(F("chosen_name"))
    )
    plain = NullIf(_plain(Value(name)), Value(""))  # a name of signs alone is nobody's
    found = contacts.filter(Q(full_plain=plain) | Q(chosen_plain=plain), said).select_related(
        "revision__application__call"
    )
    return found.order_by("-revision_id")


def _plain(words: F | Value) -> Func:
    """In the plain form in which the search of the lists compares, too."""
    return Func(words, function="plain_words", output_field=TextField())


def late_entries() -> QuerySet[LateEntry]:
    """What waits for a coordinator, the longest wait first."""
    waiting = LateEntry.objects.filter(accepted=None, application__status=ApplicationStatus.LATE)
    return waiting.select_related("application__call", "asked_by").order_by("asked_at", "pk")


def calls_for_paper(moment: datetime) -> list[Call]:
    """Calls whose paper may lie on the desk: those that have opened, by whose turn it is."""
    return in_display_order(published_calls().filter(opens_at__lte=moment))
