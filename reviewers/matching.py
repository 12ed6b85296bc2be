"""Names that readers listed, compared with those of applicants; coordinators alone see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from applications.duplicates.queries import namesakes, similar_names
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
    listed = list(people.select_related("reader"))
    found = similar_names(call, [person.name for person in listed])
    said = Said.about(listed)
    return sum(
        not (said.is_conflict(person, entry.pk) or said.is_other(person, entry.pk))
        for person in listed
        for entry, _is_perhaps in found.get(person.name, [])
    )


def matches_of(call: Call, people: Sequence[ListedPerson]) -> dict[int, list[Match]]:
    """Listed person → similar applicants, with what coordinators have found about each."""
    by_name = similar_to(call, [person.name for person in people if person.name])
    said = Said.about(people)
    return {
        person.pk: [
            replace(
                match,
                is_confirmed=said.is_conflict(person, match.application.pk),
                is_other=said.is_other(person, match.application.pk),
            )
            for match in by_name.get(person.name, [])
        ]
        for person in people
    }


@dataclass(frozen=True)
class Said:
    """What coordinators have found: conflicts that stand, and who is somebody else."""

    conflicts: frozenset[tuple[int, int]]
    others: frozenset[tuple[int, int]]

    @classmethod
    def about(cls, people: Sequence[ListedPerson]) -> Self:
        """Of everybody whom readers listed there, in two queries."""
        readers = [person.reader.user_id for person in people]
        conflicts = Conflict.objects.filter(user__in=readers, lifted_at=None)
        others = OtherPerson.objects.filter(listed__in=people)
        return cls(
            frozenset(conflicts.values_list("user", "application")),
            frozenset(others.values_list("listed", "application")),
        )

    def is_conflict(self, person: ListedPerson, application: int) -> bool:
        """Whether they know this applicant."""
        return (person.reader.user_id, application) in self.conflicts

    def is_other(self, person: ListedPerson, application: int) -> bool:
        """Whether the applicant is another person of a similar name."""
        return (person.pk, application) in self.others
