"""Questions about many applicants: who can be chosen, and what is decided."""

from collections.abc import Collection
from functools import cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField

from applications.duplicates.queries import pairs_to_compare
from applications.enums import ApplicationStatus
from applications.form.queries import eligible_applications, set_aside
from applications.models import Application, Call
from applications.records.queries import found_elsewhere_at, lives_elsewhere
from core.models import User
from selection.enums import NEVER_SAT, Caution, OfferStatus, Outcome, ReleaseStatus
from selection.models import Decision, Offer, Release


def cautions_of(applications: Collection[int]) -> dict[int, list[Caution]]:
    """What is unusual about choosing each of these, by the application's id."""
    found = Func("pk", function="cautions_about", output_field=ArrayField(TextField()))
    rows = Application.objects.filter(pk__in=applications).order_by().values_list("pk", found)
    return {pk: [Caution(each) for each in cautions] for pk, cautions in rows}


def look_alikes_of(applications: Collection[int]) -> dict[int, list[str]]:
    """The references that somebody has still to compare with each of these, by its id."""
    found: dict[int, list[str]] = {}
    if not applications:
        return found
    half = Q(first__in=applications) | Q(second__in=applications)
    for pair in pairs_to_compare().filter(half):
        found.setdefault(pair.first_id, []).append(pair.second.reference)
        found.setdefault(pair.second_id, []).append(pair.first.reference)
    return found


def to_answer(call: Call) -> QuerySet[Application]:
    """Everybody who gets an answer: who counts, and whose paper was refused as too late.

    Of several applications of one person the one that counts. As applications_to_answer in SQL.
    """
    applications = Application.objects.filter(call=call, erased_at=None)
    applications = applications.filter(
        status__in=[ApplicationStatus.RECEIVED, ApplicationStatus.REFUSED]
    )
    return applications.exclude(pk__in=set_aside())


def waiting_for_answer(call: Call) -> QuerySet[Application]:
    """Those of them about whom nothing is released."""
    answered = Decision.objects.filter(
        application=OuterRef("pk"), release__status=ReleaseStatus.RELEASED
    )
    return to_answer(call).filter(~Exists(answered))


def standing() -> QuerySet[Decision]:
    """Decisions that are released and that no released one replaces; with `lives_elsewhere`."""
    return _standing().all()


@cache
def _standing() -> QuerySet[Decision]:
    """Put together once, since most pages about members ask it several times; never evaluated."""
    newer = Decision.objects.filter(replaces=OuterRef("pk"), release__status=ReleaseStatus.RELEASED)
    decisions = Decision.objects.filter(~Exists(newer), release__status=ReleaseStatus.RELEASED)
    return decisions.select_related(
        "application", "release__drafted_by", "release__proposed_by", "release__released_by"
    ).annotate(lives_elsewhere=lives_elsewhere("application"))


def released_decisions(call: Call) -> QuerySet[Decision]:
    """The standing decision of everybody in a call, also of who withdrew since."""
    return standing().filter(release__call=call)


def released_members(call: Call | None = None) -> QuerySet[Decision]:
    """Standing decisions that make members, of every call or one; the earliest first.

    Without those who declined, did not answer in time, or whose offer was taken back.
    """
    return _released().filter(release__call=call) if call else _released().all()


@cache
def _released() -> QuerySet[Decision]:
    over = Offer.objects.filter(decision=OuterRef("pk"), status__in=NEVER_SAT)
    members = standing().filter(~Exists(over), outcome=Outcome.MEMBER)
    return members.select_related("application__call").order_by("release__released_at", "pk")


def staying_members(call: Call | None = None) -> QuerySet[Decision]:
    """Those of them who did not leave the group."""
    return _staying().filter(release__call=call) if call else _staying().all()


@cache
def _staying() -> QuerySet[Decision]:
    left = Offer.objects.filter(decision=OuterRef("pk"), status=OfferStatus.LEFT)
    return _released().filter(~Exists(left))


def decision_of(application: Application) -> Decision | None:
    """The standing decision on it, also after it was withdrawn."""
    return standing().filter(application=application).first()


def members_elsewhere(call: Call) -> QuerySet[Decision]:
    """Released members who are found to live elsewhere and did not withdraw; with `found_at`."""
    members = released_members(call).filter(lives_elsewhere("application"))
    members = members.filter(application__in=eligible_applications())
    return members.annotate(found_at=found_elsewhere_at("application"))


def seated(call: Call) -> QuerySet[Decision]:
    """Released members who fill a seat: they did not leave or withdraw, and live in the city."""
    eligible = eligible_applications().filter(call=call)
    return staying_members(call).filter(application__in=eligible, lives_elsewhere=False)


def sent_back_releases(reader: User) -> QuerySet[Release]:
    """Drafts of any call that a second person sent back, for everybody but that one."""
    back = Release.objects.filter(status=ReleaseStatus.DRAFT, sent_back_by__isnull=False)
    return back.exclude(Q(sent_back_by=reader) | Q(sent_back_by=F("drafted_by")))


def was_let_go(call: Call) -> bool:
    """Whether any release of the call is released, so that people have answers."""
    return Release.objects.filter(call=call, status=ReleaseStatus.RELEASED).exists()


def proposed_releases(reader: User) -> QuerySet[Release]:
    """Releases of any call that wait for this person as the second one: none of it is theirs."""
    own = Decision.objects.filter(release=OuterRef("pk"), decided_by=reader)
    waiting = Release.objects.filter(status=ReleaseStatus.PROPOSED)
    return waiting.exclude(Q(drafted_by=reader) | Q(proposed_by=reader)).exclude(Exists(own))
