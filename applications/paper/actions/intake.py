"""A clerk enters an application that came on paper or by phone."""

import uuid
from datetime import datetime

from applications.enums import Channel
from applications.form.actions.submit import Paper, submit
from applications.form.answer_rows import Answers
from applications.models import Call, Revision
from core.actions import action
from core.models import User


@action
def enter_paper(
    *,
    by: User,
    call: Call,
    submission_key: uuid.UUID,
    answers: Answers,
    language: str,
    channel: Channel,
    received_at: datetime,
    paper: Paper,
) -> Revision:
    """Store a paper application through the gate.

    The time of receipt counts, not of entry, or the postmark if the call says so. A late one needs
    a reason in `paper`, and a coordinator decides. Refused if the call was not open yet, or it is
    late without a reason.
    """
    return submit(
        by=by,
        call=call,
        submission_key=submission_key,
        answers=answers,
        language=language,
        channel=channel,
        received_at=received_at,
        paper=paper,
    )
