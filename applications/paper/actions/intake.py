"""A clerk enters an application that came on paper or by phone."""

from applications.form.actions.submit import Submission, submit
from applications.models import Revision
from core.actions import action
from core.models import User


@action
def enter_paper(*, by: User, submission: Submission) -> Revision:
    """Store a paper application through the same gate as the web form.

    It counts from when it was received, however late it is typed in, or from its postmark where
    the call says so. Later than that, `paper` gives a reason, and a coordinator decides. Refused
    when the call was not open yet, or it came late without a reason.
    """
    return submit(by=by, submission=submission)
