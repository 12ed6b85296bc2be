"""Record the residency checks of several people at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from applications.enums import ApplicationStatus, ResidencyStatus
from applications.form.queries import contacts_of
from applications.models import Application, ResidencyCheck
from applications.records.actions.check_residency import check_residency
from applications.records.records import last_check
from core.actions import Refused, action, do_to_each
from core.models import User


@dataclass(frozen=True)
class Finding:
    """What somebody found out about one application; `seen` as in `check_residency`."""

    application: Application
    status: ResidencyStatus
    reason: str
    seen: int


@action
def check_residencies(*, by: User, findings: Sequence[Finding]) -> None:
    """Add a check for each finding, or none at all if one is refused."""
    in_one_order = sorted(findings, key=lambda finding: finding.application.pk)  # no deadlock
    do_to_each(
        in_one_order,
        lambda finding: check_residency(
            by=by,
            application=finding.application,
            status=finding.status,
            reason=finding.reason,
            seen=finding.seen,
        ),
    )


@action
def verify_residencies(
    *, by: User, applications: Sequence[Application], reason: str
) -> dict[Application, str]:
    """Note of each of these that they live in the city, or of none.

    Refused for whoever was found to live elsewhere, for those that do not count, and for those who
    gave no street: nothing of theirs was checked against it. Returns those that are left out, and
    why: they are found to live in the city already.
    """
    in_one_order = sorted(applications, key=lambda application: application.pk)
    contacts = contacts_of(in_one_order)
    last = {each: last_check(each) for each in in_one_order}
    left_out = {
        each: f"found so already by {check.by}"
        for each, check in last.items()
        if check and check.status == ResidencyStatus.VERIFIED
    }
    do_to_each(
        [each for each in in_one_order if each not in left_out],
        lambda each: _verify(
            by, each, reason, last=last[each], has_street=bool(contacts[each.pk].street)
        ),
    )
    return left_out


def _verify(
    by: User,
    application: Application,
    reason: str,
    *,
    last: ResidencyCheck | None,
    has_street: bool,
) -> None:
    if application.status != ApplicationStatus.RECEIVED:
        raise Refused(f"It is {application.get_status_display()}.", "does_not_count")
    if last and last.status != ResidencyStatus.UNVERIFIED:
        found = last.get_status_display()
        raise Refused(f"Checked before by {last.by}: {found}.", "checked_before")
    if not has_street:
        message = "No street is given. Note on its own page how you know."
        raise Refused(message, "no_street")
    check_residency(
        by=by,
        application=application,
        status=ResidencyStatus.VERIFIED,
        reason=reason,
        seen=last.number if last else 0,
    )
