"""The fixed cast of staff."""

from typing import NamedTuple

import pghistory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client

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
    equity_officer: User
    finance: User
    auditor: User
    administrator: User


ROLES = {
    "coordinator": Role.COORDINATOR,
    "second_coordinator": Role.COORDINATOR,
    "reviewer": Role.REVIEWER,
    "second_reviewer": Role.REVIEWER,
    "clerk": Role.CLERK,
    "translator": Role.TRANSLATOR,
    "second_translator": Role.TRANSLATOR,
    "equity_officer": Role.EQUITY_OFFICER,
    "finance": Role.FINANCE,
    "auditor": Role.AUDITOR,
    "administrator": Role.ADMINISTRATOR,
}


def hire() -> Cast:
    """Make the accounts; each has the e-mail address <field name>@example.org.

    As `add_account` makes them, but all at once: a thousand tests begin with them.
    """
    with transaction.atomic(), pghistory.context(action="core.accounts.add_account", user=None):
        people = User.objects.bulk_create(
            User(
                email=f"{name}@example.org",
                name=name.replace("_", " ").title(),
                password=make_password(PASSWORD),
            )
            for name in ROLES
        )
        groups = {group.name: group for group in Group.objects.all()}
        User.groups.through.objects.bulk_create(
            User.groups.through(user=person, group=groups[role.value])
            for person, role in zip(people, ROLES.values(), strict=True)
        )
    return Cast(*people)


def hired() -> Cast:
    """The same accounts, where they were made before."""
    people = {person.email.partition("@")[0]: person for person in User.objects.all()}
    return Cast(*(people[name] for name in ROLES))


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
