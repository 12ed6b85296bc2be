"""Applications made through the gate."""

import uuid
from collections.abc import Collection
from copy import deepcopy
from typing import Any

from django.utils import timezone

from applications.enums import Channel
from applications.form.actions.submit import Paper, Submission, submit
from applications.models import Application, Call
from applications.practice.actions.practice import enter_practice
from core.models import User

ANSWERS: dict[str, dict[str, Any]] = {
    # all that a call may ask: the gate leaves out what this one does not
    "eligibility": {"lives_in_city": "yes", "is_of_age": "yes", "works_for_city": "no"},
    "contact": {
        "full_name": "Wideline Jean-Baptiste",
        "chosen_name": "",
        "email": "wideline@example.org",
        "phone": "",
        "may_text": False,
        "may_leave_voicemail": False,
        "post_address": "",
        "wants_plain_envelope": False,
        "wants_pick_up": False,
        "trusted_contact": "",
        "preferred_way": "email",
    },
    "home": {
        "neighborhood": "mattapan",
        "street": "60 Example St",
        "unit": "Apt 3R",
        "zip_code": "02126",
        "place_description": "",
    },
    "support": {
        "reads": "en",
        "speaks": "ht",
        "speaks_other": "",
        "needs_interpreter": False,
        "accommodation": "",
        "needs_childcare": False,
        "needs_transport": False,
    },
    "connection": {
        "connection": ["family-or-caregiver"],
        "connection-story": "My brother was taken away in handcuffs.",
    },
    "questions": {
        "why-join": "I want the next family to be asked what they need.",
        "what-should-change": "Somebody who listens should come first.",
        "working-with-others": "",
        "availability": ["saturdays"],
        "can-attend": "yes",
    },
    "about-you": {
        "age-band": "35-54",
        "race-ethnicity": ["black"],
        "gender": "woman",
        "disability": "",
        "born-outside-us": "",
    },
    "declaration": {"was_helped": False, "agrees": True},
}


def answers(**changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Complete answers, with `changes` by step: answers(home={"neighborhood": "roxbury"})."""
    changed = deepcopy(ANSWERS)
    for step, values in changes.items():
        changed[step.replace("_", "-")] |= values
    return changed


# What nothing may lack on the web, of each step that asks for more: the rest is left empty.
REQUIRED = {
    "eligibility": {"lives_in_city", "is_of_age", "works_for_city"},
    "contact": {"full_name", "email"},
    "home": {"neighborhood"},
    "support": {"reads"},
    "connection": {"connection"},
    "questions": {"why-join", "what-should-change", "can-attend"},
    "about-you": set(),
    "declaration": {"agrees"},
}


def emptied(step: str, *, keep: Collection[str] = ()) -> dict[str, Any]:
    """One step's answers as the form takes them when all is left empty, but for `keep`."""
    return {name: value if name in keep else type(value)() for name, value in ANSWERS[step].items()}


def barest(call: Call) -> Application:
    """One sent online just now by somebody who answered only what must be answered."""
    return apply(call, **{step: emptied(step, keep=keep) for step, keep in REQUIRED.items()})


def apply(call: Call, *, language: str = "en", **changes: dict[str, Any]) -> Application:
    """One application sent online just now, on the form in `language`."""
    return submit(
        by=None,
        submission=Submission(
            call=call,
            submission_key=uuid.uuid4(),
            answers=answers(**changes),
            language=language,
            channel=Channel.WEB,
            received_at=timezone.now(),
        ),
    ).application


def practise(call: Call, *, by: User, **changes: dict[str, Any]) -> Application:
    """One practice application typed in just now."""
    return enter_practice(
        by=by,
        submission=Submission(
            call=call,
            submission_key=uuid.uuid4(),
            answers=answers(**changes),
            language="es",
            channel=Channel.MAIL,
            received_at=timezone.now(),
            paper=Paper(postmarked_on=None, signature_seen=True),
        ),
    ).application
