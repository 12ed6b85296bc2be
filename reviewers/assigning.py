"""A proposed assignment as people read it: who gets what, why, and what cannot be met."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from applications.form.queries import current_languages
from applications.models import Application, Call
from core.languages import ENGLISH, english_name
from core.models import User
from reviewers import queries
from reviewers.enums import STANDING, ReaderRole, ReviewStatus
from reviewers.models import AssignmentRun, Reader, Review
from reviewers.readers import readers_of
from reviewers.scoring import apart_in_words, groups_of

NAMED = 10  # sentences of one kind before the rest are only counted


@dataclass(frozen=True)
class ReaderShare:
    """What a proposal gives to a reader: new readings beside those that stay."""

    user: User
    reader: Reader | None
    stays: int
    new: int

    @property
    def all(self) -> int:
        """Readings in all."""
        return self.stays + self.new


@dataclass(frozen=True)
class Proposed:
    """One application of a proposal: who reads it, who would be new, and why them."""

    application: Application
    stays: list[User]
    new: list[User]
    why: str


def shares_of(run: AssignmentRun) -> list[ReaderShare]:
    """Every reader of a proposal, by name."""
    stays = Counter(_staying(run).values_list("reviewer", flat=True))
    readers = {reader.user_id: reader for reader in readers_of(run.call)}
    proposal = {int(key): found for key, found in run.proposal.items()}
    users = User.objects.filter(pk__in={*proposal, *stays}).order_by("name", "pk")
    return [
        ReaderShare(user, readers.get(user.pk), stays[user.pk], len(proposal.get(user.pk, ())))
        for user in users
    ]


def proposed_of(run: AssignmentRun, applications: Sequence[int]) -> list[Proposed]:
    """These applications, in their order."""
    new: dict[int, list[int]] = defaultdict(list)
    for key, found in run.proposal.items():
        for pk in set(found).intersection(applications):
            new[pk].append(int(key))
    stays: dict[int, list[int]] = defaultdict(list)
    kept = _staying(run).filter(application__in=applications)
    for pk, user in kept.values_list("application", "reviewer"):
        stays[pk].append(user)
    users = User.objects.in_bulk()
    readers = {reader.user_id: reader for reader in _with_languages(run.call)}
    languages = current_languages(applications)
    found = Application.objects.in_bulk(applications)
    return [
        Proposed(
            found[pk],
            _by_name(users[user] for user in stays[pk]),
            _by_name(users[user] for user in new[pk]),
            _why(run, languages.get(pk, ""), [readers.get(u) for u in (*stays[pk], *new[pk])]),
        )
        for pk in applications
        if pk in found
    ]


def _why(run: AssignmentRun, language: str, readers: Sequence[Reader | None]) -> str:
    """What the choice of readers meets, beside even loads and no conflicts."""
    reasons = []
    known = [reader for reader in readers if reader]
    if language and language != ENGLISH.code:
        able = [r for r in known if language in {each.language for each in r.languages.all()}]
        named = f"reads {english_name(language)}"
        reasons += [f"{able[0].user} {named}" if able else f"nobody {named}"]
    if role := run.options.get("role"):
        able = [reader for reader in known if role in reader.roles]
        label = ReaderRole(role).label
        reasons += [f"{able[0].user} brings {label}" if able else f"nobody brings {label}"]
    return ", ".join(reasons)


def _with_languages(call: Call) -> Iterable[Reader]:
    return readers_of(call).prefetch_related("languages")


def _by_name(users: Iterable[User]) -> list[User]:
    return sorted(users, key=lambda user: (user.name, user.pk))


def _staying(run: AssignmentRun) -> Any:
    """Reviews that an adoption leaves alone."""
    standing = Review.objects.filter(
        queries.COUNTS, rubric=queries.rubric_of(run.call), status__in=STANDING
    )
    if run.adopted_at:
        return standing.exclude(run=run).filter(assigned_at__lt=run.adopted_at)
    return standing.exclude(status=ReviewStatus.ASSIGNED)


def apart_of(run: AssignmentRun) -> str:
    """That readers would share no application with others, so that levels cannot be compared."""
    pairs = [(pk, int(key)) for key, found in run.proposal.items() for pk in found]
    pairs += _staying(run).values_list("application", "reviewer")
    return _apart(pairs)


def apart_now(call: Call) -> str:
    """The same of readers as they are assigned now."""
    reviews = Review.objects.filter(
        queries.COUNTS, rubric=queries.rubric_of(call), status__in=STANDING
    )
    return _apart(reviews.values_list("application", "reviewer"))


def _apart(pairs: Iterable[tuple[int, int]]) -> str:
    groups = groups_of(pairs)
    return apart_in_words(groups) if len(groups) > 1 else ""


def unmet_in_words(unmet: Iterable[Mapping[str, Any]]) -> list[str]:
    """What could not be met, the gravest first; many of one kind are counted."""
    rows = list(unmet)
    of_reader = {"load_unmet"}
    applications = Application.objects.in_bulk(
        {int(row["id"]) for row in rows if "id" in row and row["code"] not in of_reader}
    )
    readers = User.objects.in_bulk({int(row["id"]) for row in rows if row["code"] in of_reader})
    said: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        known = readers if row["code"] in of_reader else applications
        named = known.get(int(row["id"])) if "id" in row else ""
        if named is not None:
            said[row["code"]].append(_SENTENCES[row["code"]](row, named))
    found = []
    for sentences in said.values():
        found += sentences[:NAMED]
        if len(sentences) > NAMED:
            found.append(f"The same holds for {len(sentences) - NAMED} more.")
    return found


def _readings(number: int) -> str:
    return "1 reading" if number == 1 else f"{number} readings"


_SENTENCES = {
    "readings_above_places": lambda row, _: (
        f"{_readings(row['readings']).capitalize()} more than all readers’ limits together allow."
    ),
    "unread": lambda row, of: f"{of.reference} lacks {_readings(row['readings'])}.",
    "language_unmet": lambda row, of: (
        f"{of.reference} has no reader of {english_name(row['language'])}."
    ),
    "role_unmet": lambda row, of: (
        f"{of.reference} has no reader with {ReaderRole(row['role']).label}."
    ),
    "load_unmet": lambda row, of: (
        f"{of} reads {row['load']}, where {row['min']} to {row['max']} would be even."
    ),
}
