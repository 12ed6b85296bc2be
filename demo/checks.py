"""Refuses to run a public site on a database that the demo's sign-ins open."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.db import connections

from demo import staff


def no_demo_accounts(
    *, databases: Sequence[str] | None = None, **_given: Any
) -> list[CheckMessage]:
    """One error where somebody could sign in with the demo's published password."""
    if settings.DEMO:
        return []
    return [
        Error(
            "The demo's accounts are in this database, and their password is published",
            hint="Use a database of its own for the public site, or close these accounts first.",
            obj=alias,
            id="demo.E001",
        )
        for alias in databases or []
        if get_user_model()._meta.db_table in connections[alias].introspection.table_names()
        and _accounts(alias)
    ]


def _accounts(alias: str) -> bool:
    addresses = [email for email, _name, _role in staff.SIGN_INS]
    return (
        get_user_model().objects.using(alias).filter(email__in=addresses, is_active=True).exists()
    )
