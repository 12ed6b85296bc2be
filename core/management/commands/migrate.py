"""Django's `migrate`, followed by the database's functions, triggers and roles."""

from typing import Any

from django.core.management.commands import migrate

from core import database_code


class Command(migrate.Command):
    """`migrate`, with a last step of ours."""

    help = "Updates the database schema, then its functions and triggers, and the roles."

    def handle(self, *args: Any, **options: Any) -> None:
        """Options that change nothing install nothing."""
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            database_code.install(options["database"])
