"""PostgreSQL's own programs of the right version, and running them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from psycopg2.extensions import make_dsn, parse_dsn

from config.local_postgres import default_data_dir
from config.postgres_cluster import Account, PostgresDidNotStart, is_for_libpq, locate
from operations.errors import Stopped

DEBIAN = "/usr/lib/postgresql/{}/bin"


def folder(major: int) -> Path:
    """Where the programs of this major version are: Debian's, or those that came with the site."""
    debian = Path(DEBIAN.format(major))
    if (debian / "pg_verifybackup").exists():
        return debian
    try:
        own = locate(default_data_dir())
        if own.major == major:
            return own.program("pg_verifybackup").parent
    except PostgresDidNotStart:
        pass
    raise Stopped(
        f"The programs of PostgreSQL {major} are missing: apt-get install postgresql-{major}."
    )


def account() -> Account:
    """Whom a server of ours runs as: postgres, where we are root."""
    return locate(default_data_dir()).account


def without_password(url: str) -> tuple[str, str]:
    """An address for a command line, which everybody on the machine can see, and its password."""
    parts = parse_dsn(url)
    return make_dsn(**{name: parts[name] for name in parts if name != "password"}), parts.get(
        "password", ""
    )


def environment() -> dict[str, str]:
    """Ours, without what changes how PostgreSQL's programs connect, and in English."""
    kept = {name: value for name, value in os.environ.items() if not is_for_libpq(name)}
    return kept | {"LC_ALL": "C"}


def run(
    command: list[str | Path],
    whose: Account | None = None,
    *,
    password: str = "",
    shows_progress: bool = False,
) -> str:
    """What a program prints. Raises Stopped with its last words where it fails."""
    # A program draws how far it is only for somebody who watches.
    watched = shows_progress and sys.stderr.isatty()
    try:
        done = subprocess.run(
            command,
            cwd="/",
            env=environment() | ({"PGPASSWORD": password} if password else {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=None if watched else subprocess.STDOUT,
            text=True,
            errors="replace",
            **(whose or {}),
        )
    except FileNotFoundError:
        raise Stopped(f"{Path(command[0]).name} is missing.") from None
    if done.returncode:
        lines = (done.stdout or "").strip().splitlines() or ["see above"]
        words = next((line for line in lines if "error:" in line), lines[-1])
        raise Stopped(f"{Path(command[0]).name} failed: {words}")
    return done.stdout
