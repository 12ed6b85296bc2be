"""What changes of the board have in common: they refuse what somebody has not seen or confirmed."""

from collections.abc import Collection, Mapping

from django.utils.formats import date_format
from django.utils.timezone import localtime

from applications.models import Application
from core.actions import ChangedMeanwhile, Refused
from selection.board import people_of, seated_in, standing_locks, standing_pairs
from selection.enums import Caution, Direction, LockKind
from selection.models import BoardMove, Panel
from selection.queries import cautions_of

Despite = Mapping[int, Collection[str]]  # what was confirmed, by the application's id


def refuse_stale(panel: Panel, seen: int) -> None:
    """Raise ChangedMeanwhile where the board is not as it was shown: who did what, and when."""
    if panel.version == seen:
        return
    last = panel.moves.select_related("by").first()
    words = "Somebody changed the board since you opened it."
    if last and last.number > seen:
        named = " and ".join(
            f"{'took in' if each.direction == Direction.IN else 'took off'} {each.application}"
            for each in last.people.select_related("application")[:2]
        )
        when = date_format(localtime(last.at), "P")
        words = sentence(f"{last.by} {named} at {when}")
    raise ChangedMeanwhile(
        f"Your move was not made. {words} Your reason is kept; look at what it would change now."
    )


def refuse_against_locks(panel: Panel) -> None:
    """Somebody locked in who does not sit, or locked out who does; or two who are kept apart."""
    kept, seated = standing_locks(panel.call), seated_in(panel).values("application")
    found = {
        "locked in, and not on this panel": kept.filter(kind=LockKind.IN).exclude(
            application__in=seated
        ),
        "locked out, and on this panel": kept.filter(
            kind=LockKind.OUT, application__in=people_of(panel).values("application")
        ),
    }
    for words, against in found.items():
        if names := ", ".join(str(lock.application) for lock in against):
            message = f"{names}: {words}. Save a panel that fits, or take the lock off."
            raise Refused(message, "against_a_lock")
    people = people_of(panel).values("application")
    if pair := standing_pairs(panel.call).filter(first__in=people, second__in=people).first():
        message = f"{pair} may not sit together. Take one off first."
        raise Refused(message, "kept_apart")


def moved_by(application: Application) -> str:
    """Who took somebody in or off last, and when; "" where nobody did."""
    moves = BoardMove.objects.filter(panel__name="", people__application=application)
    made = moves.select_related("by").order_by("-number").first()
    if made is None:
        return ""
    is_in = made.people.filter(application=application, direction=Direction.IN).exists()
    when = date_format(localtime(made.at), "P")
    return sentence(f"{made.by} took {'in' if is_in else 'off'} {application} at {when}")


def sentence(words: str) -> str:
    """With one period, also after "p.m."."""
    return f"{words.removesuffix('.')}."


def confirmed_of(into: Collection[Application], despite: Despite) -> dict[int, list[Caution]]:
    """What is unusual about each, all of it confirmed; else Refused."""
    found = cautions_of([each.pk for each in into])
    for application in into:
        given = despite.get(application.pk, ())
        if new := [c.label for c in found[application.pk] if c not in given]:
            message = f"{application}: {', '.join(new)}. Confirm that first."
            raise Refused(message, "not_confirmed")
    return found
