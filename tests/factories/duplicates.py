"""Applications that look alike, found as the worker finds them."""

from typing import Any

from applications.duplicates.actions.find_duplicates import find_duplicates
from applications.duplicates.actions.mark_duplicates import mark_duplicates
from applications.enums import Verdict
from applications.models import Application, Call, DuplicateMark
from core.models import User
from tests.factories.applications import apply

PHONE = "617 555 0101"


def named(call: Call, full_name: str, **contact: Any) -> Application:
    """One by this name, with no e-mail address unless `contact` gives one."""
    given = {"full_name": full_name, "email": "", "phone": PHONE, **contact}
    return apply(call, contact=given)


def similar_pair(call: Call, *names: str) -> list[Application]:
    """Applications by these names and one phone, compared; without any, Frantz Désir twice."""
    found = [named(call, name) for name in names or ("Frantz Désir", "frantz desir")]
    find_duplicates(by=None)
    return found


def marked(
    by: User, one: Application, other: Application, *, seen: int = 0, **changes: Any
) -> DuplicateMark:
    """Both from the same person, and the first of them counts, unless `changes` say otherwise."""
    given = {"verdict": Verdict.SAME_PERSON, "counts": one, "reason": "They told us."}
    return mark_duplicates(by=by, pair=(one, other), seen=seen, **{**given, **changes})
