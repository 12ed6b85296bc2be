"""What stands on the board of a call: who, how many, and how its version is read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from applications.enums import ApplicationStatus
from applications.form.queries import eligible_applications, set_aside
from applications.models import Application, Call
from applications.records.queries import lives_elsewhere
from reviewers.models import ScoreVersion
from reviewers.queries import latest_version
from selection.enums import LockKind
from selection.models import (
    Apart,
    BoardMove,
    Lock,
    Panel,
    PanelPerson,
    Target,
    TargetSet,
)
from selection.queries import staying_members


def pool_of(call: Call) -> QuerySet[Application]:
    """Everybody who can be chosen: they count, and live in the city as far as anybody knows."""
    return pool_of_all().filter(call=call)


@cache
def pool_of_all() -> QuerySet[Application]:
    """The same in any call. Only ever copied: building it costs a page more than asking does."""
    return eligible_applications().exclude(lives_elsewhere())


def board_of(call: Call) -> Panel:
    """The panel on the board; unsaved before the first move."""
    return Panel.objects.filter(call=call, name="").first() or Panel(call=call)


def people_of(panel: Panel) -> QuerySet[PanelPerson]:
    """Everybody in a panel, those included who cannot be chosen any more."""
    people = PanelPerson.objects.filter(panel=panel.pk).select_related("application")
    return people.order_by("pk")


def seated_in(panel: Panel) -> QuerySet[PanelPerson]:
    """Those of a panel who can be chosen: only they fill a seat and count toward targets."""
    in_pool = pool_of(panel.call).filter(pk=OuterRef("application"))
    return people_of(panel).filter(Exists(in_pool))


def on_the_board(call: Call) -> QuerySet[PanelPerson]:
    """Those on the board who can be chosen."""
    return seated_in(board_of(call))


def current_targets(call: Call) -> TargetSet | None:
    """The newest version of a call's targets, None before anybody set any."""
    found = TargetSet.objects.filter(call=call).order_by("-number").first()
    if found is not None:
        found.call = call
    return found


def targets_in(target_set: TargetSet) -> list[Target]:
    """Its targets with their attributes, in their order; read once for the same object."""
    rows = Target.objects.select_related("attribute")
    prefetch_related_objects([target_set], Prefetch("targets", rows))
    return list(target_set.targets.all())


def standing_locks(call: Call) -> QuerySet[Lock]:
    """Locks that nobody lifted."""
    return Lock.objects.filter(application__call=call, lifted_at=None).select_related(
        "application", "by"
    )


def standing_pairs(call: Call) -> QuerySet[Apart]:
    """Pairs kept apart that nobody lifted."""
    return Apart.objects.filter(first__call=call, lifted_at=None).select_related(
        "first", "second", "by"
    )


def moves_of(call: Call) -> QuerySet[BoardMove]:
    """The board's moves, the newest first."""
    return BoardMove.objects.filter(panel__call=call, panel__name="").order_by("-number")


def is_released(application: Application) -> bool:
    """Whether it is released that they are a member: then they stay on the board."""
    return staying_members().filter(application=application).exists()


def released_of(applications: Collection[int]) -> set[int]:
    """Those of them of whom it is released that they are members."""
    found = staying_members().filter(application__in=list(applications)).order_by()
    return set(found.values_list("application", flat=True))


@dataclass(frozen=True)
class Seats:
    """How many seats a panel may have."""

    least: int
    most: int

    @property
    def in_words(self) -> str:
        """ "15", "10 to 15"."""
        return str(self.most) if self.least == self.most else f"{self.least} to {self.most}"


def seats_of(call: Call) -> Seats:
    """By the newest targets; by the call before there are any."""
    return seats_by(current_targets(call), call)


def seats_by(targets: TargetSet | None, call: Call) -> Seats:
    """By this version of the call's targets."""
    if targets is None:
        return Seats(call.seats, call.seats)
    return Seats(targets.seats_least, targets.seats_most)


NOT_A_RESIDENT = "Not a resident"


def barred_among(applications: Collection[int]) -> dict[int, str]:
    """Why each of these who cannot be chosen cannot; as `pool_of`, in one query."""
    found = Application.objects.filter(pk__in=list(applications)).order_by()
    found = found.annotate(elsewhere=lives_elsewhere(), aside=_is_set_aside("pk"))
    columns = ("erased_at", "status", "aside", "elsewhere")
    reasons = {pk: _reason(*why) for pk, *why in found.values_list("pk", *columns)}
    return {pk: reason for pk, reason in reasons.items() if reason}


@cache
def _is_set_aside(application: str) -> Exists:
    """Whether another application of the same person counts; by the lookup to its id."""
    return Exists(set_aside().filter(set_aside=OuterRef(application)))


def _reason(erased_at: datetime | None, status: str, is_aside: bool, is_elsewhere: bool) -> str:
    if erased_at:
        return "Was erased"
    if status == ApplicationStatus.WITHDRAWN:
        return "Withdrew"
    if status != ApplicationStatus.RECEIVED:
        return "Came late"
    if is_aside:
        return "Another one counts"
    return NOT_A_RESIDENT if is_elsewhere else ""


def kept_out_of(locks: Mapping[int, Lock]) -> frozenset[int]:
    """Of locks by the application's id: who can be chosen and is locked out."""
    out = [pk for pk, lock in locks.items() if lock.kind == LockKind.OUT]
    return frozenset(out) - barred_among(out).keys() if out else frozenset()


@dataclass(frozen=True)
class BoardNow:
    """What a page reads of the board, each thing once, and takes along.

    `barred` says of people on the board why they cannot be chosen.
    """

    call: Call
    panel: Panel
    people: Mapping[int, PanelPerson]
    barred: Mapping[int, str]
    targets: TargetSet | None

    @cached_property
    def version(self) -> ScoreVersion | None:
        """The newest scores."""
        return latest_version(self.call)

    @cached_property
    def locks(self) -> Mapping[int, Lock]:
        """Locks that stand, by the application's id."""
        return {lock.application_id: lock for lock in standing_locks(self.call)}

    @cached_property
    def pairs(self) -> Sequence[Apart]:
        """Pairs that stand."""
        return list(standing_pairs(self.call))

    @property
    def tied(self) -> set[int]:
        """Those who are locked, or may not sit with somebody."""
        return {*self.locks, *(half for pair in self.pairs for half in pair.of)}

    @cached_property
    def kept_out(self) -> frozenset[int]:
        """Those who can be chosen and are locked out."""
        return kept_out_of(self.locks)

    @property
    def able(self) -> frozenset[int]:
        """Those on the board who can be chosen: only they fill a seat."""
        return frozenset(self.people.keys() - self.barred.keys())

    @property
    def elsewhere(self) -> list[int]:
        """Those on the board who were found to live elsewhere."""
        return [pk for pk in self.people if self.barred.get(pk) == NOT_A_RESIDENT]

    @property
    def missing(self) -> dict[int, Lock]:
        """Those locked in who fill no seat."""
        locks = self.locks.items()
        return {pk: it for pk, it in locks if it.kind == LockKind.IN and pk not in self.able}

    @property
    def unwanted(self) -> dict[int, Lock]:
        """Those on the board who are locked out."""
        locks = self.locks.items()
        return {pk: it for pk, it in locks if it.kind == LockKind.OUT and pk in self.people}

    @property
    def together(self) -> list[Apart]:
        """Pairs of people who are both on the board and may not sit together."""
        return [pair for pair in self.pairs if pair.of <= self.able]

    @property
    def fixed(self) -> set[int]:
        """Those on the board who were released and fill no seat any more: they stay."""
        released = released_of(self.barred) if self.barred else set()
        return released & self.people.keys()

    @property
    def seats(self) -> Seats:
        """How many seats there are."""
        return seats_by(self.targets, self.call)


def board_now(call: Call) -> BoardNow:
    """In a fixed number of queries."""
    panel, targets = board_of(call), current_targets(call)
    found = people_of(panel).annotate(
        elsewhere=lives_elsewhere("application"), aside=_is_set_aside("application")
    )
    people = {each.application_id: each for each in found}
    reasons = {
        pk: _reason(who.erased_at, who.status, each.aside, each.elsewhere)
        for pk, each in people.items()
        for who in [each.application]
    }
    return BoardNow(
        call=call,
        panel=panel,
        people=people,
        barred={pk: reason for pk, reason in reasons.items() if reason},
        targets=targets,
    )
