"""Tables that every app shares: staff accounts, sessions, invitations, logs, mail, jobs."""

from core.models.access_event import AccessEvent
from core.models.invitation import Invitation
from core.models.job_run import JobRun
from core.models.outgoing_mail import OutgoingMail
from core.models.security_event import SecurityEvent
from core.models.session import Session
from core.models.throttle import ThrottleCount
from core.models.user import User

__all__ = [
    "AccessEvent",
    "Invitation",
    "JobRun",
    "OutgoingMail",
    "SecurityEvent",
    "Session",
    "ThrottleCount",
    "User",
]
