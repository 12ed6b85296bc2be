"""Questions about the readers of a call: who they are, and what they may read."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from applications.form.queries import people_who_know
from applications.models import Application, Call
from core.models import User
from reviewers.enums import STANDING, ReviewPurpose, ReviewStatus
from reviewers.models import Reader
from reviewers.queries import reviewers


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


def digest_of(reader: Reader) -> str:
    """Changes whenever a reader's terms do: what a page about them showed."""
    languages = sorted(each.language for each in reader.languages.all())
    roles = sorted(map(str, reader.roles))
    terms = [reader.cap, reader.paused_from, reader.paused_until, roles, languages]
    return hashlib.sha256(repr(terms).encode()).hexdigest()[:12]


def who_could_read(application: Application, but: Iterable[User]) -> QuerySet[User]:
    """Readers of its call whom nothing bars from an application, without those in `but`."""
    call = application.call
    users = User.objects.filter(
        pk__in=[reader.user_id for reader in readers_of(call) if can_read(reader)]
    )
    gave_back = Q(status__in=[ReviewStatus.RECUSED, ReviewStatus.ABSTAINED])
    calibrates = Q(purpose=ReviewPurpose.CALIBRATION, status__in=STANDING)
    other = application.reviews.filter(gave_back | calibrates).values("reviewer")
    conflicts = application.conflicts.filter(lifted_at=None).values("user")
    users = users.exclude(pk__in=other).exclude(pk__in=conflicts)
    users = users.exclude(pk__in=[*people_who_know(application), *(user.pk for user in but)])
    return users.order_by("name", "pk")


def other_reviewers(call: Call) -> QuerySet[User]:
    """Reviewers who do not read for a call yet."""
    return reviewers().exclude(pk__in=Reader.objects.filter(call=call).values("user"))
