"""Invitations: send, send again, take back, accept."""

from collections.abc import Sequence

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from core import accounts, emails
from core.actions import Refused, action
from core.models import Invitation, User
from core.models.invitation import a_week_from_now
from core.permissions import Role

OVER = "This invitation was accepted or taken back in the meantime."
HAS_ACCOUNT = "This address has an account. You can change its roles there."
INVITED = "This address is invited already. You can send it again."


@action
def invite(*, by: User | None, email: str, name: str, roles: Sequence[Role]) -> Invitation:
    """Create an invitation and mail its link; refused where the address has either."""
    email = email.lower()
    if User.objects.filter(email=email).exists():
        raise Refused(HAS_ACCOUNT, "has_account", field="email")
    invitation, is_new = Invitation.objects.get_or_create(
        email=email,
        accepted_at=None,
        taken_back_at=None,
        defaults={"name": name, "roles": [Role(role).value for role in roles], "invited_by": by},
    )
    if not is_new:
        raise Refused(INVITED, "already_invited", field="email")
    emails.queue_invitation(invitation=invitation)
    return invitation


@action
def send_again(*, by: User | None, invitation: Invitation) -> Invitation:
    """Mail a new link that works for a week; the old one stops working."""
    invitation = _locked(invitation)
    invitation.generation += 1
    invitation.expires_at = a_week_from_now()
    invitation.save()
    emails.queue_invitation(invitation=invitation)
    return invitation


@action
def take_back(*, by: User, invitation: Invitation) -> Invitation:
    """End an invitation; its link no longer works."""
    invitation = _locked(invitation)
    invitation.taken_back_by, invitation.taken_back_at = by, timezone.now()
    invitation.save()
    return invitation


@action
def accept(*, by: None, invitation: Invitation, password: str) -> User:
    """Create the invited account, with its password.

    The history records whoever sent the invitation as giving the roles.
    """
    invitation = _locked(invitation)
    if not invitation.is_open:
        raise Refused(OVER, "not_waiting")
    if User.objects.filter(email=invitation.email).exists():
        raise Refused(HAS_ACCOUNT, "has_account", field="email")
    account = accounts.add_account(
        by=invitation.invited_by,
        email=invitation.email,
        name=invitation.name,
        roles=[Role(role) for role in invitation.roles],
        password_hash=make_password(password),
    )
    invitation.account, invitation.accepted_at = account, timezone.now()
    invitation.save()
    return account


def _locked(invitation: Invitation) -> Invitation:
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_waiting:
        raise Refused(OVER, "not_waiting")
    return invitation
