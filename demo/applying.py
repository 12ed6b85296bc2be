"""Invented people apply: on the web by themselves, on paper through clerks."""

import itertools
import random
import uuid
from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from applications.enums import Channel
from applications.form.actions.submit import Paper, Submission, submit
from applications.models import Call
from applications.paper.actions.intake import enter_paper
from core.models import User
from core.permissions import Role
from demo.people import Person


def play(call: Call, everybody: Iterable[Person], *, seed: int) -> None:
    """Store what they sent; the first who wrote Spanish did so on the English form."""
    prefetch_related_objects([call], "questions__choices")  # once, not for each applicant
    clerks = User.objects.filter(groups__name=Role.CLERK).order_by("pk")
    next_clerk = itertools.cycle(clerks)  # each checks what the other one typed
    chance = random.Random(seed)
    spanish_on_english = False
    for person in everybody:
        # The site notices, and staff say so.
        stayed_in_english = person.language == "es" and not spanish_on_english
        spanish_on_english = spanish_on_english or stayed_in_english
        is_paper = person.channel != Channel.WEB
        submission = Submission(
            call=call,
            submission_key=uuid.UUID(int=chance.getrandbits(128), version=4),
            answers=person.answers,
            language="en" if stayed_in_english else person.language,
            channel=person.channel,
            received_at=person.received_at,
            paper=Paper(postmarked_on=None, signature_seen=True) if is_paper else None,
        )
        if is_paper:
            enter_paper(by=next(next_clerk), submission=submission)
        else:
            submit(by=None, submission=submission)
