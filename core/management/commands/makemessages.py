"""Django's makemessages with the options of our catalogues.

No wrapped lines, file names without line numbers (which change with each edit), no obsolete
messages, and no fuzzy guesses for new ones.
"""

from pathlib import Path
from typing import Any

import polib
from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """`makemessages --all` needs no more options."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        options |= {"no_wrap": True, "no_obsolete": True, "add_location": "file"}
        options["ignore_patterns"] += [".venv", ".local", "tests", "bench"]
        super().handle(*args, **options)

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Without the date of the run, which would change every catalogue each time."""
        super().write_po_file(potfile, locale)
        path = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        catalogue = polib.pofile(str(path), wrapwidth=0)
        catalogue.metadata.pop("POT-Creation-Date", None)
        path.write_text(str(catalogue), encoding="utf-8")
