"""A proposed assignment as people read it: who gets what, why, and what cannot be met."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import zip_longest

from django.db.models import Q, QuerySet

from applications.form.queries import current_languages, eligible_applications
from applications.models import Application, Call
from applications.translations.queries import without_english
from core.languages import ENGLISH, english_name
from core.models import User
from core.text import number_of
from reviewers.enums import ReaderRole
from reviewers.models import AssignmentRun, Reader, Review
from reviewers.queries import COUNTS
from reviewers.readers import barred_pairs, readers_of, standing_reviews, to_share_out
from reviewers.scoring import apart_in_words, groups_of

MOVES_NAMED = 20

Pair = tuple[int, int]  # application, reader’s user


@dataclass(frozen=True)
class Changes:
    """What a run does: readings that stay as they are, that are new, and unopened ones that go."""

    stay: Set[Pair]
    new: Set[Pair]
    gone: Set[Pair]


def changes_of(run: AssignmentRun) -> Changes:
    """What was done when it was adopted; before, what would be done now."""
    return _when_adopted(run) if run.adopted_at else _if_adopted_now(run)


def _when_adopted(run: AssignmentRun) -> Changes:
    """What readers had before bears an earlier date, and what was taken back ended at once."""
    before = Review.objects.filter(COUNTS, rubric__call=run.call, assigned_at__lt=run.adopted_at)
    return Changes(
        stay=_pairs(before.filter(Q(ended_at=None) | Q(ended_at__gt=run.adopted_at))),
        new=_pairs(run.reviews.all()),
        gone=_pairs(before.filter(ended_at=run.adopted_at)),
    )


def _if_adopted_now(run: AssignmentRun) -> Changes:
    """What somebody got after the run was proposed stays with them."""
    call, anew = run.call, bool(run.options.get("anew"))
    proposed = {(pk, int(key)) for key, found in run.proposal.items() for pk in found}
    standing = _pairs(standing_reviews(call))
    barred = barred_pairs(Application.objects.filter(call=call))
    shared_out = {
        (review.application_id, review.reviewer_id)
        for review in to_share_out(call, barred, anew=anew)
        if review.assigned_at <= run.proposed_at
    }
    gone = shared_out - proposed
    return Changes(stay=standing - gone, new=proposed - standing, gone=gone)


def _pairs(reviews: QuerySet[Review]) -> set[Pair]:
    return set(reviews.order_by().values_list("application", "reviewer"))


def barred_in(run: AssignmentRun) -> list[tuple[Application, User]]:
    """Readings of a proposal whose reader may not read them, of applications that count."""
    counting = eligible_applications().filter(call=run.call)
    barred = barred_pairs(counting)
    found = [
        (pk, int(key))
        for key, pks in run.proposal.items()
        for pk in pks
        if pk in barred.get(int(key), ())
    ]
    applications = counting.in_bulk([pk for pk, _user in found])
    users = User.objects.in_bulk([user for _pk, user in found])
    return [(applications[pk], users[user]) for pk, user in found]


def applications_of(
    run: AssignmentRun, changes: Changes, *, only_changed: bool = False
) -> QuerySet[Application]:
    """What an adopted run gave readers; before, all that count. Or those whose readers change."""
    if only_changed:
        return Application.objects.filter(pk__in={pk for pk, _user in changes.new | changes.gone})
    if run.adopted_at:
        return Application.objects.filter(pk__in={pk for pk, _user in changes.stay | changes.new})
    return eligible_applications().filter(call=run.call)


@dataclass(frozen=True)
class ReaderShare:
    """What a run does for a reader, in numbers of readings."""

    user: User
    reader: Reader | None
    stay: int
    new: int
    gone: int

    @property
    def all(self) -> int:
        """Readings in all."""
        return self.stay + self.new

    @property
    def is_full(self) -> bool:
        """Whether one more is more than they can do."""
        return self.limit is not None and self.all >= self.limit

    @property
    def is_above_limit(self) -> bool:
        """Whether it is more than they can do already."""
        return self.limit is not None and self.all > self.limit

    @property
    def limit(self) -> int | None:
        """The most that they can do; None: as many as it takes."""
        return self.reader and self.reader.cap


@dataclass(frozen=True)
class Proposed:
    """One application of a run: with whom it stays, who is new, whom it leaves, and why them."""

    application: Application
    stay: list[User]
    new: list[User]
    gone: list[User]
    why: str


def shares_of(run: AssignmentRun, changes: Changes) -> list[ReaderShare]:
    """Every reader of a run, by name; before it is adopted also those of the call without any."""
    stay, new, gone = (
        Counter(user for _pk, user in pairs) for pairs in (changes.stay, changes.new, changes.gone)
    )
    readers = {reader.user_id: reader for reader in readers_of(run.call)}
    among = () if run.adopted_at else readers
    users = User.objects.filter(pk__in={*map(int, run.proposal), *stay, *new, *gone, *among})
    return [
        ReaderShare(user, readers.get(user.pk), stay[user.pk], new[user.pk], gone[user.pk])
        for user in users.order_by("name", "pk")
    ]


def proposed_of(
    run: AssignmentRun, changes: Changes, applications: Sequence[int]
) -> list[Proposed]:
    """These applications, in their order."""
    users = User.objects.in_bulk()

    def by_application(pairs: Set[Pair]) -> dict[int, list[User]]:
        found: dict[int, list[User]] = defaultdict(list)
        for pk, user in pairs:
            found[pk].append(users[user])
        return {
            pk: sorted(many, key=lambda user: (user.name, user.pk)) for pk, many in found.items()
        }

    stay, new, gone = map(by_application, (changes.stay, changes.new, changes.gone))
    readers = {
        reader.user_id: reader for reader in readers_of(run.call).prefetch_related("languages")
    }
    languages, untranslated = current_languages(applications), without_english(applications)
    found = Application.objects.in_bulk(applications)
    return [
        Proposed(
            found[pk],
            stay.get(pk, []),
            new.get(pk, []),
            gone.get(pk, []),
            _why(
                run,
                languages.get(pk, ""),
                pk in untranslated,
                [readers.get(user.pk) for user in (*stay.get(pk, ()), *new.get(pk, ()))],
            ),
        )
        for pk in applications
        if pk in found
    ]


def _why(
    run: AssignmentRun, language: str, needs_it: bool, readers: Sequence[Reader | None]
) -> str:
    """What the choice of readers meets, beside even loads and no conflicts.

    `needs_it`: there are answers that only who reads the language can score.
    """
    reasons = []
    known = [reader for reader in readers if reader]
    if language and language != ENGLISH.code:
        able = [r for r in known if language in {each.language for each in r.languages.all()}]
        named = f"reads {english_name(language)}"
        nobody = f"nobody {named}, and not all is translated" if needs_it else f"nobody {named}"
        reasons += [f"{able[0].user} {named}" if able else nobody]
    if role := run.options.get("role"):
        able = [reader for reader in known if role in reader.roles]
        label = ReaderRole(role).label
        reasons += [f"{able[0].user} brings {label}" if able else f"nobody brings {label}"]
    return ", ".join(reasons)


def moves_in_words(changes: Changes) -> list[str]:
    """Whose unopened work goes to whom, the most first."""
    left, got = defaultdict(list), defaultdict(list)
    for found, pairs in ((left, changes.gone), (got, changes.new)):
        for pk, user in sorted(pairs):
            found[pk].append(user)
    moves = Counter(
        move for pk, users in left.items() for move in zip_longest(users, got[pk][: len(users)])
    )
    users = User.objects.in_bulk({user for move in moves for user in move if user})
    named = moves.most_common(MOVES_NAMED)
    sentences = [
        f"{_readings(number)} from {users[one]} to {users.get(other, 'nobody')}"
        for (one, other), number in named
    ]
    rest = moves.total() - sum(number for _move, number in named)
    return [*sentences, f"{_readings(rest)} between others"] if rest else sentences


def apart_of(changes: Changes) -> str:
    """That readers would share no application with others, so that levels cannot be compared."""
    return _apart(changes.stay | changes.new)


def apart_now(call: Call) -> str:
    """The same of readers as they are assigned now."""
    return _apart(_pairs(standing_reviews(call)))


def _apart(pairs: Iterable[Pair]) -> str:
    groups = groups_of(pairs)
    return apart_in_words(groups) if len(groups) > 1 else ""


def _readings(number: int) -> str:
    return number_of(number, "reading")
