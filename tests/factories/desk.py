"""Paper applications as clerks enter them."""

import io
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from PIL import Image, ImageDraw

from applications.enums import Channel
from applications.form.actions.correct import correct_typing
from applications.form.actions.submit import Paper, Submission
from applications.form.queries import current_revision
from applications.models import Application, Call, PaperEntry, Revision, ScannedPage
from applications.paper.actions.intake import enter_paper
from applications.paper.actions.scans import add_scan
from core import pictures
from core.accounts import add_account
from core.models import User
from core.permissions import Role
from tests.factories.applications import ANSWERS, answers, emptied
from tests.factories.calls import redated
from tests.factories.staff import PASSWORD

# The marks of a paper on which nothing is written; one stands for any name, one for any way.
LEFT_EMPTY = [
    "eligibility-lives_in_city",
    "contact-chosen_name",
    "contact-email",
    "home-neighborhood",
    "support-reads",
    "connection-connection",
    "questions-why-join",
    "questions-what-should-change",
    "questions-can-attend",
    "declaration-agrees",
]


def typed_in(
    call: Call,
    by: User,
    *,
    received_at: datetime | None = None,
    channel: Channel = Channel.MAIL,
    language: str = "en",
    paper: dict[str, Any] | None = None,
    **changes: dict[str, Any],
) -> Application:
    """One paper application, received a day ago unless said otherwise."""
    return enter_paper(
        by=by,
        submission=Submission(
            call=call,
            submission_key=uuid.uuid4(),
            answers=answers(**changes),
            language=language,
            channel=channel,
            received_at=received_at or timezone.now() - timedelta(days=1),
            paper=Paper(**{"postmarked_on": None, "signature_seen": True, **(paper or {})}),
        ),
    ).application


def correct(application: Application, by: User, **given: Any) -> Revision:
    """A typing error corrected: `changes` by step; `before`, or a part of the submission."""
    before = given.pop("before", None) or current_revision(application)
    common = {
        "call": application.call,
        "submission_key": uuid.uuid4(),
        "language": "en",
        "channel": Channel.MAIL,
        "received_at": before.received_at,
        "paper": Paper(None, True, correction_reason="Misread."),
    }
    changed = answers(**given.pop("changes", {}))
    changed.pop("about-you")
    submission = Submission(answers=changed, **(common | given))
    return correct_typing(by=by, before=before, submission=submission)


def barest(call: Call, by: User, **changes: Any) -> Application:
    """One paper on which nothing is written; the clerk marked all of it as left empty."""
    nothing = {step: emptied(step) for step in ANSWERS}
    nothing["support"]["reads"] = "en"  # the language of the paper
    asked = {
        "eligibility-is_of_age": call.minimum_age,
        "eligibility-works_for_city": call.asks_city_employment,
    }
    left_empty = [*LEFT_EMPTY, *(mark for mark, asks in asked.items() if asks)]
    paper = {"left_empty": left_empty, "signature_seen": False}
    return typed_in(call, by, paper=paper, **nothing, **changes)


def late(call: Call, by: User, reason: str = "The mail room had it since Monday.") -> Application:
    """One that came after the deadline, which has to be past, with a reason."""
    received_at = timezone.now() - timedelta(minutes=1)
    return typed_in(call, by, received_at=received_at, paper={"late_reason": reason})


def late_in_open(call: Call, by: User, **reason: str) -> Application:
    """The same in a call that is open, which closed an hour ago for as long as this takes."""
    opens_at, closes_at = call.opens_at, call.closes_at
    closed = redated(call, opens_at=opens_at, closes_at=timezone.now() - timedelta(hours=1))
    application = late(closed, by, **reason)
    redated(call, opens_at=opens_at, closes_at=closes_at)
    return application


def another_clerk(number: int = 2) -> User:
    """One more clerk, in addition to the cast's."""
    return add_account(
        by=None,
        email=f"clerk{number}@example.org",
        name=f"Clerk {number}",
        roles=[Role.CLERK],
        password_hash=make_password(PASSWORD),
    )


def entry_of(application: Application) -> PaperEntry:
    """The current paper entry."""
    return PaperEntry.objects.get(revision__application=application, revision__is_current=True)


def picture(kind: str = "PNG", words: str = "1. Yes", size: tuple[int, int] = (300, 400)) -> bytes:
    """A small scan."""
    page = Image.new("RGB", size, "white")
    ImageDraw.Draw(page).text((20, 20), words, fill="black")
    file = io.BytesIO()
    page.save(file, kind)
    return file.getvalue()


def scanned(application: Application, by: User) -> ScannedPage:
    """A page of its scan."""
    add_scan(by=by, paper_entry=entry_of(application), pages=pictures.store(io.BytesIO(picture())))
    return ScannedPage.objects.latest("pk")
