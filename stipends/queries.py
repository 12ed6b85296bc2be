"""Questions about many stipends: what is due, approved, paid, came back."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest, RowNumber, TruncDate
from django.utils import timezone

from applications.enums import ApplicationStatus
from applications.models import Application, Call
from applications.records.queries import found_elsewhere_at, lives_elsewhere
from selection.enums import Caution, OfferStatus, Presence
from selection.models import Attendance, Seat
from selection.offers.queries import ways_of_payment
from selection.queries import cautions_of
from stipends.enums import (
    DID_NOT_ARRIVE,
    IS_PAID,
    EntryKind,
    InstallmentKind,
    StipendStatus,
)
from stipends.models import Agreement, Installment, LedgerEntry
from stipends.parts import Part, Stipend

APPLICATION = "agreement__decision__application"


def _lines() -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(installment=OuterRef("pk")).order_by("-pk")


def installments() -> QuerySet[Installment]:
    """Every part there is, with its `state`, whether it `is_due`, and since when it is approved.

    A part is due from its day on, unless the member had left by then, or once they were at so many
    meetings; `attended` counts those. `open_since` is the day on which one to approve became due,
    or was opened again. `elsewhere`: they are found to live in another place.
    """
    return _installments(timezone.localdate()).all()


@lru_cache(maxsize=1)
def _installments(today: date) -> QuerySet[Installment]:
    """Only ever copied: with its subqueries, building it costs a page more than asking does."""
    last = Subquery(_lines().values("status")[:1], output_field=CharField())
    there = Attendance.objects.filter(
        seat=OuterRef("agreement__seat"), presence=Presence.THERE
    ).order_by()
    attended = Subquery(there.values("seat").annotate(n=Count("pk")).values("n"))
    sat_then = Q(agreement__seat__until=None) | Q(due_on__lte=F("agreement__seat__until"))
    # The day of the meeting that made a part due, and of opening it again.
    met = Window(RowNumber(), order_by="meeting__begins_at")
    nth = there.annotate(nth=met).filter(nth=OuterRef("due_after_meetings"))
    met_on = TruncDate(Subquery(nth.values("meeting__begins_at")[:1]))
    is_due = Q(due_on__lte=today) & sat_then | Q(due_after_meetings__lte=F("attended"))
    approved = _lines().filter(kind=EntryKind.APPROVED)
    return Installment.objects.annotate(
        state=Coalesce(last, Value(StipendStatus.TO_APPROVE.value)),
        attended=Coalesce(attended, 0, output_field=IntegerField()),
        is_due=Case(When(is_due, then=True), default=False, output_field=BooleanField()),
        elsewhere=lives_elsewhere(APPLICATION),
        approved_at=Subquery(approved.values("at")[:1]),
        last_at=Subquery(_lines().values("at")[:1]),
        last_line=Coalesce(Subquery(_lines().values("pk")[:1]), 0),
        last_day=Subquery(_lines().values("day")[:1]),
    ).annotate(open_since=Greatest(Coalesce("due_on", met_on), TruncDate("last_at")))


def to_approve() -> QuerySet[Installment]:
    """What a coordinator can approve now, since `open_since`."""
    found = installments().filter(state=StipendStatus.TO_APPROVE, is_due=True, elsewhere=False)
    return found.filter(**{f"{APPLICATION}__status": ApplicationStatus.RECEIVED})


def to_pay() -> QuerySet[Installment]:
    """What finance can pay now for the first time, approved since `approved_at`."""
    return installments().filter(state=StipendStatus.APPROVED, elsewhere=False)


def came_back() -> QuerySet[Installment]:
    """What did not arrive and is to be paid again, since `last_day`."""
    return installments().filter(state__in=DID_NOT_ARRIVE, elsewhere=False)


def paid_twice() -> QuerySet[Installment]:
    """Those of which one payment is to be asked back, since the first one cleared: `last_day`."""
    return installments().filter(state=StipendStatus.PAID_TWICE)


def to_pay_in(call: Call) -> QuerySet[Installment]:
    """What finance can pay in one call, for the first time or again."""
    of_call = {f"{APPLICATION}__call": call}
    return to_pay().filter(**of_call) | came_back().filter(**of_call)


def call_with_work() -> str:
    """The slug of the newest call in which finance can pay something; "" if none has any."""
    slugs = f"{APPLICATION}__call__opens_at", f"{APPLICATION}__call__slug"
    found = (to_pay() | came_back()).order_by(f"-{slugs[0]}").values_list(*slugs)
    return next((slug for _opened, slug in found[:1]), "")


def parts_of(found: QuerySet[Installment]) -> list[Part]:
    """These with their ledger, in the order in which their members took their seats."""
    entries = LedgerEntry.objects.select_related("by").order_by("pk")
    rows = list(
        found.select_related(
            "agreement__seat", f"{APPLICATION}__call", "agreement__decision__release"
        )
        .prefetch_related(
            Prefetch("entries", entries),
            Prefetch("agreement__installments", _standing(), to_attr="standing"),
        )
        .order_by("agreement__made_at", "agreement", "number")
    )
    cautions = cautions_of({row.agreement.decision.application_id for row in rows})
    ways = ways_of_payment({row.agreement.seat.offer_id for row in rows if row.agreement.seat})
    return [
        Part(
            installment=row,
            entries=list(row.entries.all()),
            place=_place(row),
            count=len(row.agreement.standing),
            attended=row.attended,
            is_due=row.is_due,
            lives_elsewhere=row.elsewhere,
            is_unchecked=Caution.UNCHECKED in cautions[row.agreement.decision.application_id],
            way=ways.get(row.agreement.seat.offer_id) if row.agreement.seat else None,
        )
        for row in rows
    ]


def _standing() -> QuerySet[Installment]:
    """The parts of stipends that are not voided, in their order."""
    last = Subquery(_lines().values("status")[:1], output_field=CharField())
    parts = Installment.objects.filter(kind=InstallmentKind.STIPEND).annotate(state=last)
    return parts.filter(~Q(state=StipendStatus.VOIDED) | Q(state=None)).order_by("number")


def _place(row: Installment) -> int | None:
    keys = [each.pk for each in row.agreement.standing]
    return keys.index(row.pk) + 1 if row.pk in keys else None


def parts_in(call: Call) -> list[Part]:
    """All of one call."""
    return parts_of(installments().filter(**{f"{APPLICATION}__call": call}))


def part_of(installment: int) -> Part | None:
    """One of them, by its id."""
    return next(iter(parts_of(installments().filter(pk=installment))), None)


def stipends() -> list[Stipend]:
    """Those of all members that have an agreement."""
    return by_member(parts_of(installments()))


def stipend_of(application: Application) -> Stipend | None:
    """That of one applicant; None where none is due."""
    if not Agreement.objects.filter(decision__application=application).exists():
        return None  # as with most people: finding no part of it would cost a page more
    found = installments().filter(**{APPLICATION: application})
    return next(iter(by_member(parts_of(found))), None)


def by_member(parts: Iterable[Part]) -> list[Stipend]:
    """The same parts, together for each member."""
    by_application = sorted(parts, key=lambda each: each.application.pk)
    return [
        Stipend(group[0].application, group)
        for group in (list(found) for _key, found in groupby(by_application, _application))
    ]


_application = attrgetter("application.pk")


def without_agreement() -> QuerySet[Seat]:
    """Seats that were accepted with the stipend, whose members have no agreement on it yet."""
    seats = Seat.objects.filter(
        offer__status=OfferStatus.ACCEPTED, offer__declines_stipend=False, agreement=None
    )
    seats = seats.filter(offer__decision__application__status=ApplicationStatus.RECEIVED)
    return seats.select_related("offer__decision__application__call").order_by("pk")


def without_stipend(call: Call) -> QuerySet[Seat]:
    """Seats of a call whose members want no stipend and were paid nothing back yet."""
    seats = Seat.objects.filter(call=call, offer__declines_stipend=True, agreement=None)
    return seats.select_related("offer__decision__application").order_by("number")


def paid_applications(call: Call) -> set[int]:
    """Ids of the applications of whose stipend something is paid."""
    paid = installments().filter(
        state__in=IS_PAID, kind=InstallmentKind.STIPEND, **{f"{APPLICATION}__call": call}
    )
    return set(paid.values_list(APPLICATION, flat=True))


def numbered(number: str) -> QuerySet[Installment]:
    """Those that were ever paid under this number, also a wrong one that was corrected."""
    lines = LedgerEntry.objects.filter(installment=OuterRef("pk"), number__iexact=number)
    return installments().filter(Exists(lines))


def waits_for_residency(installment: Installment, *, paid_on: date) -> bool:
    """Whether the member was found to live elsewhere by this day."""
    application = installment.agreement.decision.application_id
    found = Application.objects.filter(lives_elsewhere(), pk=application)
    elsewhere = found.annotate(found_at=found_elsewhere_at()).first()
    if elsewhere is None:
        return False
    return elsewhere.found_at is None or paid_on >= timezone.localdate(elsewhere.found_at)


def standing_cents(agreement: Agreement) -> int:
    """What the parts of a stipend come to that are not voided."""
    stands = installments().filter(agreement=agreement, kind=InstallmentKind.STIPEND)
    stands = stands.exclude(state=StipendStatus.VOIDED)
    return stands.aggregate(cents=Sum("amount_cents"))["cents"] or 0
