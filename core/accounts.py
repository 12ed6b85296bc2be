"""Staff accounts: create, change, close and reopen them."""

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
    """Create an account with its roles; IntegrityError if the e-mail address already has one."""
    user = User.objects.create(email=email.lower(), name=name, password=password_hash)
    user.groups.set(_groups(roles))
    return user


@action
def change_roles(*, by: User, account: User, roles: Iterable[Role], seen: Iterable[Role]) -> bool:
    """Give `account` exactly `roles`; returns whether any changed.

    `seen` are the roles that the page showed to `by`. Refused where they are others by now.
    """
    account = _locked(by, account)
    requested, current = set(roles), set(account.roles)
    if requested == current:
        return False
    if current != set(seen):
        names = ", ".join(role.label for role in account.roles) or "none"
        raise ChangedMeanwhile(ROLES_CHANGED.format(names))
    account.groups.set(_groups(requested))
    if Role.ADMINISTRATOR in current - requested:
        _take_back_invitations(by, account)
    emails.queue_notice(account=account, happened="roles_changed")
    return True


@action
def deactivate_account(*, by: User, account: User) -> bool:
    """Close an account and end its sessions; False if it was closed already."""
    account = _locked(by, account)
    if not account.is_active:
        return False
    _change(account, is_active=False, session_generation=F("session_generation") + 1)
    _take_back_invitations(by, account)
    return True


@action
def reactivate_account(*, by: User, account: User) -> bool:
    """Open an account again; False if it was open. Its earlier sessions stay ended."""
    account = _locked(by, account)
    if account.is_active:
        return False
    _change(account, is_active=True)
    emails.queue_notice(account=account, happened="reactivated")
    return True


@action
def remove_second_step(*, by: User, account: User) -> bool:
    """Delete an account's apps, passkeys and codes, and end its sessions; False if it has none."""
    account = _locked(by, account)
    authenticators = Authenticator.objects.filter(user=account)
    if not authenticators.exists():
        return False
    authenticators.delete()
    _change(account, session_generation=F("session_generation") + 1)
    emails.queue_notice(account=account, happened="second_step_removed")
    return True


@action
def set_password(*, by: User, account: User, password: str) -> User:
    """Set one's own password; every other session of the account ends."""
    account.set_password(password)
    account.save(update_fields=["password"])
    emails.queue_notice(account=account, happened="password_changed")
    return account


@action
def send_password_link(*, by: User | None, email: str) -> None:
    """Mail a link for a new password.

    For an unknown address the same work is done and rolled back: timing tells nothing.
    """
    _send_link(emails.queue_password_link, email)


@action
def send_lock_out_link(*, by: User | None, email: str) -> None:
    """Mail a link that lets somebody sign in while others use up the tries; as above if unknown."""
    _send_link(emails.queue_lock_out_link, email)


def _send_link(queue: Callable[..., OutgoingMail], email: str) -> None:
    account = User.objects.filter(email=email, is_active=True).first()
    queue(account=account or User(pk=0, email=email, name="Nobody"))
    if account is None:
        transaction.set_rollback(True)


def _locked(by: User, account: User) -> User:
    """Lock both accounts, so that two administrators never remove each other; returns `account`.

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
    """Invitations end with the right to invite of whoever sent them."""
    Invitation.objects.filter(invited_by=account, accepted_at=None, taken_back_at=None).update(
        taken_back_by=by, taken_back_at=timezone.now()
    )
