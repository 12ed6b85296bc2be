"""Who may not read whose application, and the people whom readers list beforehand."""

from django.utils import timezone

from applications.models import Application
from core.actions import ChangedMeanwhile, Refused, action
from core.models import User
from core.states import may_move
from reviewers.enums import REVIEW_MOVES, STANDING, ConflictSource, ReviewStatus
from reviewers.models import Conflict, ListedPerson, OtherPerson, Reader, Review

LISTED = "The reader knows the applicant."
OWN = "Nobody lifts their own conflict."


@action
def list_person(*, by: User, reader: Reader, name: str, note: str = "") -> ListedPerson:
    """Note somebody whom the reader knows; a name that is listed already stays once."""
    person, is_new = ListedPerson.objects.get_or_create(
        reader=reader, name=name, removed_at=None, defaults={"note": note}
    )
    if not is_new and note and note != person.note:
        person.note = note
        person.save()
    return person


@action
def unlist_person(*, by: User, person: ListedPerson) -> None:
    """Take a name off the list; what was found because of it stays."""
    person = ListedPerson.objects.select_for_update().get(pk=person.pk)
    person.removed_at = person.removed_at or timezone.now()
    person.save()


@action
def confirm_listed(*, by: User, person: ListedPerson, application: Application) -> Conflict:
    """Note that a listed person applied, and with which application: its reader may not read it."""
    person = ListedPerson.objects.select_for_update().get(pk=person.pk)
    OtherPerson.objects.filter(listed=person, application=application).delete()
    person.application = application
    person.save()
    return note_conflict(
        by=by,
        application=application,
        user=person.reader.user,
        source=ConflictSource.LISTED,
        reason=LISTED,
    )


@action
def tell_apart(*, by: User, person: ListedPerson, application: Application) -> OtherPerson:
    """Note that an applicant is not the listed person, so that nobody looks again."""
    person = ListedPerson.objects.select_for_update().get(pk=person.pk)
    if person.application_id == application.pk:
        raise ChangedMeanwhile("Somebody noted meanwhile that it is this person.")
    other, _ = OtherPerson.objects.get_or_create(
        listed=person, application=application, defaults={"by": by}
    )
    return other


@action
def note_conflict(
    *, by: User, application: Application, user: User, source: ConflictSource, reason: str
) -> Conflict:
    """Keep somebody from reading an application; what they have of it ends, and its slot is free.

    A conflict that stands already stays as it is; one that was lifted stands again.
    """
    Application.objects.select_for_update().get(pk=application.pk)
    review = Review.objects.filter(
        application=application, reviewer=user, status__in=STANDING
    ).select_for_update()
    for each in review:
        may_move(REVIEW_MOVES, each.status, ReviewStatus.RECUSED, by=by)
        each.status = ReviewStatus.RECUSED
        each.ended_by, each.ended_at, each.end_reason = by, timezone.now(), reason
        each.save()
    values = {"source": source, "reason": reason, "noted_by": by}
    conflict, is_new = Conflict.objects.get_or_create(
        application=application, user=user, defaults=values
    )
    if not is_new and conflict.lifted_at:
        for name, value in values.items():
            setattr(conflict, name, value)
        conflict.lifted_by, conflict.lifted_at, conflict.lift_reason = None, None, ""
        conflict.save()
    return conflict


@action
def lift_conflict(*, by: User, conflict: Conflict, reason: str) -> Conflict:
    """Let somebody read an application after all, for a reason; refused to themselves."""
    conflict = Conflict.objects.select_for_update().get(pk=conflict.pk)
    if conflict.user_id == by.pk:
        raise Refused(OWN, "own_conflict")
    if conflict.lifted_at is None:
        conflict.lifted_by, conflict.lifted_at, conflict.lift_reason = by, timezone.now(), reason
        conflict.save()
    return conflict
