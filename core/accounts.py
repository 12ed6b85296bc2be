"""Staff accounts come into being here."""

from collections.abc import Iterable

from django.contrib.auth.models import Group

from core.actions import action
from core.models import User
from core.permissions import Role


@action
def add_account(
    *, by: User | None, email: str, name: str, roles: Iterable[Role], password: str
) -> User:
    """A new account with its roles; IntegrityError when the e-mail address has one already."""
    user = User.objects.create_user(email, password, name=name)
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    return user
