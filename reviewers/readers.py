"""Questions about the readers of a call: who they are, what they have and may read."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from applications.form.queries import eligible_applications
from applications.form.queries.known import known_pairs
from applications.models import Application, Call
from core.models import User
from reviewers.enums import STANDING, ReviewPurpose, ReviewStatus
from reviewers.models import Conflict, Reader, ReaderLanguage, Review
from reviewers.queries import COUNTS, reviewers

GAVE_BACK = Q(status=ReviewStatus.ABSTAINED)


@dataclass(frozen=True)
class Terms:
    """What a reader can do for a call; `cap` None: as many as it takes."""

    cap: int | None = None
    paused_from: date | None = None
    paused_until: date | None = None
    languages: Sequence[str] = ()
    roles: Sequence[str] = ()


def readers_of(call: Call) -> QuerySet[Reader]:
    """Everybody who reads for a call, by name."""
    return Reader.objects.filter(call=call).select_related("user").order_by("user__name", "pk")


def can_read(reader: Reader) -> bool:
    """Whether a reader may get more: not paused today, and still on the staff."""
    today = timezone.localdate()
    is_paused = reader.paused_from and reader.paused_from <= today
    is_over = reader.paused_until and reader.paused_until < today
    return reader.user.is_active and not (is_paused and not is_over)


def pauses_of(user: User) -> list[Reader]:
    """The calls that somebody reads for and is paused in today."""
    of_user = Reader.objects.filter(user=user).select_related("call", "user").order_by("call")
    return [reader for reader in of_user if not can_read(reader)]


def languages_read(user: int, call: int) -> set[str]:
    """What a reader of a call reads without translation, besides English."""
    read = ReaderLanguage.objects.filter(reader__user=user, reader__call=call)
    return set(read.values_list("language", flat=True))


def digest_of(reader: Reader) -> str:
    """Changes whenever a reader's terms do: what a page about them showed."""
    languages = sorted(each.language for each in reader.languages.all())
    roles = sorted(map(str, reader.roles))
    terms = [reader.cap, reader.paused_from, reader.paused_until, roles, languages]
    return hashlib.sha256(repr(terms).encode()).hexdigest()[:12]


def standing_reviews(call: Call) -> QuerySet[Review]:
    """Reviews that are to do, under way or in, of applications that count.

    All are by the criteria in force: a new version takes them along.
    """
    return Review.objects.filter(
        COUNTS,
        status__in=STANDING,
        application__in=eligible_applications().filter(call=call),
    )


def barred_pairs(applications: QuerySet[Application]) -> Mapping[int, set[int]]:
    """User → which of the applications they may not read.

    Because of a conflict, because they know who it is, because they gave it back, or because they
    score it as a calibration.
    """
    calibrates = Q(purpose=ReviewPurpose.CALIBRATION, status__in=STANDING)
    return _pairs(applications, GAVE_BACK | calibrates)


def _pairs(applications: QuerySet[Application], reviews: Q) -> Mapping[int, set[int]]:
    """User → applications: those of such reviews, of conflicts, and whose applicant they know.

    In one query.
    """
    conflicts = Conflict.objects.filter(application__in=applications, lifted_at=None)
    reviewed = Review.objects.filter(reviews, application__in=applications)
    pairs = (
        conflicts.order_by()
        .values_list("user", "application")
        .union(
            reviewed.order_by().values_list("reviewer", "application"), known_pairs(applications)
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    for user, application in pairs:
        found[user].add(application)
    return found


def to_share_out(call: Call, barred: Mapping[int, set[int]], *, anew: bool) -> list[Review]:
    """Unopened reviews that an assignment gives to others: all, or of who may not read them now."""
    unopened = standing_reviews(call).filter(status=ReviewStatus.ASSIGNED)
    return [
        review
        for review in unopened
        if anew or review.application_id in barred.get(review.reviewer_id, ())
    ]


def who_could_read(application: Application, but: Iterable[User]) -> QuerySet[User]:
    """Readers of its call whom nothing bars from an application, without those in `but`."""
    barred = barred_pairs(Application.objects.filter(pk=application.pk))
    could = [
        reader.user_id
        for reader in readers_of(application.call)
        if can_read(reader) and reader.user_id not in barred
    ]
    users = User.objects.filter(pk__in=could).exclude(pk__in=[user.pk for user in but])
    return users.order_by("name", "pk")


def who_could_add_a_reading(call: Call, applications: Sequence[int]) -> dict[int, list[User]]:
    """Application → reviewers whom nothing bars from it, who do not have it and are not paused."""
    asked = Application.objects.filter(pk__in=applications)
    out = _pairs(asked, GAVE_BACK | Q(status__in=STANDING))
    paused = {reader.user_id for reader in readers_of(call) if not can_read(reader)}
    among = [user for user in reviewers() if user.pk not in paused]
    return {pk: [user for user in among if pk not in out.get(user.pk, ())] for pk in applications}


def other_reviewers(call: Call) -> QuerySet[User]:
    """Reviewers who do not read for a call yet."""
    return reviewers().exclude(pk__in=Reader.objects.filter(call=call).values("user"))
