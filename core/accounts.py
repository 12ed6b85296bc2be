"""Staff accounts: they come into being here, and change."""

from collections.abc import Callable, Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core import emails
from core.actions import ChangedMeanwhile, Refused, action
from core.models import Invitation, OutgoingMail, User
from core.permissions import Permission, Role

OWN = "Nobody changes their own account. Another administrator can do that."
NO_LONGER = "You are no longer an administrator, so nothing was changed."
ROLES_CHANGED = (
    "Somebody else changed these roles meanwhile. They are now: {}. "
    "Look at what you ticked, and save again if it is still right."
)


@action
def add_account(
    *, by: User | None, email: str, name: str, roles: Iterable[Role], password_hash: str
) -> User:
    """A new account with its roles; IntegrityError when the e-mail address has one already."""
    user = User.objects.create(email=email.lower(), name=name, password=password_hash)
    user.groups.set(_groups(roles))
    return user


@action
def change_roles(*, by: User, account: User, roles: Iterable[Role], seen: Iterable[Role]) -> bool:
    """Give `account` exactly `roles`; whether that changed any. `seen` is what `by` saw it hold.

    Refused for one's own account, to no administrator, and when the roles were changed meanwhile.
    """
    account = _locked(by, account)
    wanted, held = set(roles), set(account.roles)
    if wanted == held:
        return False
    if held != set(seen):
        names = ", ".join(role.label for role in account.roles) or "none"
        raise ChangedMeanwhile(ROLES_CHANGED.format(names))
    account.groups.set(_groups(wanted))
    if Role.ADMINISTRATOR in held - wanted:
        _take_back_invitations(by, account)
    emails.queue_notice(account=account, happened="roles_changed")
    return True


@action
def deactivate_account(*, by: User, account: User) -> bool:
    """Close an account and end its sessions; False when it was closed before."""
    account = _locked(by, account)
    if not account.is_active:
        return False
    _change(account, is_active=False, session_generation=F("session_generation") + 1)
    _take_back_invitations(by, account)
    return True


@action
def reactivate_account(*, by: User, account: User) -> bool:
    """Open an account again; False when it was open. Sessions of before stay ended."""
    account = _locked(by, account)
    if account.is_active:
        return False
    _change(account, is_active=True)
    emails.queue_notice(account=account, happened="reactivated")
    return True


@action
def remove_second_step(*, by: User, account: User) -> bool:
    """Forget somebody's lost apps, passkeys and codes, and end their sessions.

    False where there were none.
    """
    account = _locked(by, account)
    held = Authenticator.objects.filter(user=account)
    if not held.exists():
        return False
    held.delete()
    _change(account, session_generation=F("session_generation") + 1)
    emails.queue_notice(account=account, happened="second_step_removed")
    return True


@action
def set_password(*, by: User, account: User, password: str) -> User:
    """A new password for oneself; every session that does not learn of it ends."""
    account.set_password(password)
    account.save(update_fields=["password"])
    emails.queue_notice(account=account, happened="password_changed")
    return account


@action
def send_password_link(*, by: User | None, email: str) -> None:
    """Mail a link for a new password; for an unknown address the same work, and then undone."""
    _send_link(emails.queue_password_link, email)


@action
def send_lock_out_link(*, by: User | None, email: str) -> None:
    """Mail a link that lets somebody try to sign in while others use up the tries; else alike."""
    _send_link(emails.queue_lock_out_link, email)


def _send_link(queue: Callable[..., OutgoingMail], email: str) -> None:
    account = User.objects.filter(email=email, is_active=True).first()
    queue(account=account or User(pk=0, email=email, name="Nobody"))
    if account is None:
        transaction.set_rollback(True)


def _locked(by: User, account: User) -> User:
    """`account`, while neither it nor `by` can change: two administrators never remove each other.

    Nobody changes their own account, so at least one administrator is always left.
    """
    if by.pk == account.pk:
        raise Refused(OWN, "own_account")
    both = User.objects.select_for_update().filter(pk__in=[by.pk, account.pk]).order_by("pk")
    now = {user.pk: user for user in both}
    if not now[by.pk].may(Permission.MANAGE_ACCOUNTS):
        raise Refused(NO_LONGER, "not_administrator")
    return now[account.pk]


def _change(account: User, **fields: object) -> None:
    User.objects.filter(pk=account.pk).update(**fields)


def _groups(roles: Iterable[Role]) -> Iterable[Group]:
    return Group.objects.filter(name__in=[role.value for role in roles])


def _take_back_invitations(by: User, account: User) -> None:
    """What somebody invited to is not open any longer than their own right to invite."""
    Invitation.objects.filter(invited_by=account, accepted_at=None, taken_back_at=None).update(
        taken_back_by=by, taken_back_at=timezone.now()
    )
