"""Compiles the translations, locale/<language>/LC_MESSAGES/*.po to .mo, without gettext.

`python -m config.catalogues` compiles what is missing or out of date. Fuzzy entries are left out,
so an unsure translation is shown in English rather than wrong.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


class BrokenCatalogue(Exception):
    """A .po file that cannot be read; the message names file and line."""


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Compiles what changed and returns the .mo files written. Raises BrokenCatalogue."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            _compile(source, target)
            written.append(target)
    return written


def _compile(source: Path, target: Path) -> None:
    try:
        catalogue = polib.pofile(str(source), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:  # polib reports a syntax error as OSError
        raise BrokenCatalogue(f"{source} cannot be compiled: {error}") from error
    for entry in catalogue.untranslated_entries():
        # Django's own catalogues have some of our messages ("Yes"). Without this, a page of an
        # incomplete language would be in English except for those.
        entry.msgstr = entry.msgid
    content = catalogue.to_binary()
    # Written to a temporary file and renamed, so that no process reads half a file.
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".tmp", delete=False) as half:
        half.write(content)
        os.fchmod(half.fileno(), 0o644)  # temporary files are private, catalogues are not
    Path(half.name).replace(target)


if __name__ == "__main__":
    try:
        compile_all()
    except BrokenCatalogue as broken:
        sys.exit(str(broken))
