"""To whom the open work of a reader who vanished would go, before anything is done."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from applications.models import Application
from core.models import User
from reviewers.enums import UNDER_WAY, ReviewPurpose
from reviewers.models import Reader, Review
from reviewers.pool import Pool, Solution
from reviewers.queries import COUNTS
from reviewers.readers import readers_of, standing_reviews


@dataclass(frozen=True)
class Getting:
    """What one reader would get, and how many they would have then, of at most `limit`."""

    user: User
    applications: Sequence[Application]
    all: int
    limit: int | None


@dataclass(frozen=True)
class GivingOut:
    """Who would get what, and what stays without another reader.

    `enough` have as many readers as are wanted anyway; `nobody` could take the others.
    Calibrations go to nobody else.
    """

    getting: list[Getting]
    enough: list[Application]
    nobody: list[Application]
    calibrations: int

    @property
    def given(self) -> int:
        """Readings that somebody would get."""
        return sum(len(each.applications) for each in self.getting)


def open_work_of(reader: Reader) -> set[int]:
    """Applications whose readings for the ranking a reader has not finished."""
    under_way = _under_way(reader).filter(COUNTS)
    return set(under_way.values_list("application", flat=True))


def new_readings(
    answer: Solution, open_work: set[int], reader: Reader
) -> Mapping[int, Sequence[int]]:
    """User → what they would get of a reader’s open work, in the order of reading."""
    has = set(
        standing_reviews(reader.call)
        .exclude(reviewer=reader.user)
        .values_list("reviewer", "application")
    )
    found = {
        user: [pk for pk in pks if pk in open_work and (user, pk) not in has]
        for user, pks in answer.by_reader.items()
        if user != reader.user_id
    }
    return {user: pks for user, pks in found.items() if pks}


def giving_out(reader: Reader, work: Pool, answer: Solution) -> GivingOut:
    """What the solver’s answer to `work` means for everybody."""
    open_work = open_work_of(reader)
    new = new_readings(answer, open_work, reader)
    applications = Application.objects.in_bulk(open_work)
    users = User.objects.in_bulk(new)
    loads = Counter(standing_reviews(reader.call).values_list("reviewer", flat=True))
    limits = defaultdict(lambda: None, {each.user_id: each.cap for each in readers_of(reader.call)})
    getting = [
        Getting(users[user], [applications[pk] for pk in pks], loads[user] + len(pks), limits[user])
        for user, pks in new.items()
    ]
    taken = {pk for pks in new.values() for pk in pks}
    full = {each.pk for each in work.applications if len(each.kept) >= each.readings}
    left = sorted(
        (each for pk, each in applications.items() if pk not in taken),
        key=lambda each: each.reference,
    )
    calibrations = _under_way(reader).filter(purpose=ReviewPurpose.CALIBRATION)
    return GivingOut(
        getting=sorted(getting, key=lambda each: (each.user.name, each.user.pk)),
        enough=[each for each in left if each.pk in full],
        nobody=[each for each in left if each.pk not in full],
        calibrations=calibrations.count(),
    )


def _under_way(reader: Reader) -> QuerySet[Review]:
    return Review.objects.filter(
        rubric__call=reader.call, reviewer=reader.user, status__in=UNDER_WAY
    ).order_by()
