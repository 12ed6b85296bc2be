"""Record the residency checks of several people at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from applications.enums import ResidencyStatus
from applications.models import Application
from applications.records.actions.check_residency import check_residency
from core.actions import action, do_to_each
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
