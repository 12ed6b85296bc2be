"""`migrate` as Django has it, and then the database's own code and the roles."""

from typing import Any

from django.core.management.commands import migrate

from core import database_code


class Command(migrate.Command):
    """Migrates, then installs."""

    help = "Updates the database schema, then its functions and triggers, and the roles."

    def handle(self, *args: Any, **options: Any) -> None:
        """Installs nothing where nothing was to be changed: to look at a plan, say."""
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            database_code.install(options["database"])
