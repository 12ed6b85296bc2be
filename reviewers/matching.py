"""Names that readers listed, compared with those of applicants; coordinators alone see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from applications.duplicates.queries import namesakes
from applications.models import Application, Call
from reviewers.models import Conflict, ListedPerson, OtherPerson


@dataclass(frozen=True)
class Match:
    """An applicant with a similar name, and what was found: their conflict, or somebody else.

    `is_perhaps`: only parts of the names are the same.
    """

    application: Application
    name: str
    is_perhaps: bool
    is_confirmed: bool = False
    is_other: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet if it is the same person."""
        return not (self.is_confirmed or self.is_other)


def similar_to(call: Call, names: Iterable[str]) -> dict[str, list[Match]]:
    """Name → applicants to a call with a similar one, in a fixed number of queries."""
    return {
        name: [Match(each.application, each.name, each.is_perhaps) for each in found]
        for name, found in namesakes(call, names).items()
    }


def undecided(call: Call) -> int:
    """How many applicants of a similar name wait for a coordinator."""
    people = ListedPerson.objects.filter(reader__call=call, removed_at=None).exclude(name="")
    found = matches_of(call, list(people.select_related("reader")))
    return sum(match.is_open for matches in found.values() for match in matches)


def matches_of(call: Call, people: Sequence[ListedPerson]) -> dict[int, list[Match]]:
    """Listed person → similar applicants, with what coordinators have found about each."""
    by_name = similar_to(call, [person.name for person in people if person.name])
    conflicts = set(
        Conflict.objects.filter(
            user__in=[person.reader.user_id for person in people], lifted_at=None
        ).values_list("user", "application")
    )
    others = set(OtherPerson.objects.filter(listed__in=people).values_list("listed", "application"))
    return {
        person.pk: [
            replace(
                match,
                is_confirmed=(person.reader.user_id, match.application.pk) in conflicts,
                is_other=(person.pk, match.application.pk) in others,
            )
            for match in by_name.get(person.name, [])
        ]
        for person in people
    }
