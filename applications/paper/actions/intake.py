"""A clerk enters an application that came on paper or by phone."""

from applications.form.actions.submit import Submission, submit
from applications.models import Revision
from core.actions import action
from core.models import User


@action
def enter_paper(*, by: User, submission: Submission) -> Revision:
    """Store a paper application through the gate.

    The time of receipt counts, not of entry, or the postmark if the call says so. A late one needs
    a reason in `paper`, and a coordinator decides. Refused if the call was not open yet, or it is
    late without a reason.
    """
    return submit(by=by, submission=submission)
