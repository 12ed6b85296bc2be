"""Writes docs/figures.md: each measuring command replaces its own section."""

import platform
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "figures.md"
HEAD = "# Figures\n\nWritten by the commands named in each section, never by hand.\n"

Row = Sequence[object]


def write(section: str, command: str, columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Put a table under `section`, replacing the one before; returns it as text."""
    body = f"## {section}\n\n{_where(command)}\n\n{table(columns, rows)}\n"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    before, found, after = page.partition(f"## {section}\n")
    rest = re.search(r"^## ", after, re.MULTILINE)
    kept = after[rest.start() :] if found and rest else ""
    PAGE.write_text(before.rstrip() + "\n\n" + body + ("\n" + kept if kept else ""), "utf-8")
    return body


def table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Rows below their headings."""
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _where(command: str) -> str:
    """Date, versions, machine and command."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    return (
        f"`{command}`, {datetime.now(UTC):%Y-%m-%d}, commit {commit or 'unknown'}, "
        f"Python {platform.python_version()}, Django {django.__version__}, "
        f"{platform.machine()}, {_cores()} cores."
    )


def _cores() -> int:
    return len(Path("/proc/cpuinfo").read_text().split("processor\t")) - 1
