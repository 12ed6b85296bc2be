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
    """Store a paper application through the same gate as the web form.

    It counts from when it was received, however late it is typed in, or from its postmark where
    the call says so. Later than that, `paper` gives a reason, and a coordinator decides. Refused
    when the call was not open yet, or it came late without a reason.
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
