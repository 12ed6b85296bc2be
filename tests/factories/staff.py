"""The fixed cast of staff."""

from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.test import Client

from core.accounts import add_account
from core.models import User
from core.permissions import Role

PASSWORD = "a long enough password"


class Cast(NamedTuple):
    """One member of staff for each role."""

    coordinator: User
    second_coordinator: User
    reviewer: User
    second_reviewer: User
    clerk: User
    translator: User
    second_translator: User
    finance: User
    auditor: User
    administrator: User


def hire() -> Cast:
    """Make the accounts; each has the e-mail address <field name>@example.org."""
    roles = {
        "coordinator": Role.COORDINATOR,
        "second_coordinator": Role.COORDINATOR,
        "reviewer": Role.REVIEWER,
        "second_reviewer": Role.REVIEWER,
        "clerk": Role.CLERK,
        "translator": Role.TRANSLATOR,
        "second_translator": Role.TRANSLATOR,
        "finance": Role.FINANCE,
        "auditor": Role.AUDITOR,
        "administrator": Role.ADMINISTRATOR,
    }
    return Cast(
        **{
            name: add_account(
                by=None,
                email=f"{name}@example.org",
                name=name.replace("_", " ").title(),
                roles=[role],
                password_hash=make_password(PASSWORD),
            )
            for name, role in roles.items()
        }
    )


def stored_roles() -> dict[str, set[str]]:
    """Each group in the database with its permissions' labels."""
    return {
        group.name: {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
        for group in Group.objects.prefetch_related("permissions__content_type")
    }


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client
