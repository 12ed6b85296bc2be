"""Whether the database is up to date with the code and the city's data.

`python -m config.database_digest matches|note`. The digest of the files it was made of is a comment
on the database, set by its owner. No Django here: a start that changes nothing must be quick.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import psycopg2.extensions
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent
# Tables and their rules, roles, and what is loaded into them.
MADE_OF = (
    "*/migrations/*.py",
    "*/sql/**/*.sql",
    "*/models/**/*.py",
    "*/models.py",
    "*/management/**/*.py",
    "applications/calls/actions/load_*.py",
    "applications/calls/city_data.py",
    "applications/translation.py",
    "core/database_*.py",
    "core/history.py",
    "core/languages.py",
    "core/permissions.py",
    "config/settings.py",
    "data/boston/**/*",
    "demo/**/*.py",
    "demo/*.json",
    "requirements.txt",
)
NOTED = """
    SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s
"""


def digest() -> str:
    """The SHA-256 of all files that the database is made of."""
    found = hashlib.sha256()
    for pattern in MADE_OF:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_file():
                found.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return found.hexdigest()


def matches(cursor: psycopg2.extensions.cursor, database: str) -> bool:
    """Whether the database was made of the current files."""
    cursor.execute(NOTED, [database])
    return cursor.fetchone() == (digest(),)


def note(cursor: psycopg2.extensions.cursor, database: str) -> None:
    """Store the digest as the database's comment; only its owner may."""
    statement = sql.SQL("COMMENT ON DATABASE {} IS %s").format(sql.Identifier(database))
    cursor.execute(statement, [digest()])


def main(arguments: list[str]) -> int:
    """The exit code: 0 when it matches or was noted, 1 when it does not match."""
    noting = arguments == ["note"]
    url = (noting and os.environ.get("OWNER_DATABASE_URL")) or os.environ["DATABASE_URL"]
    with closing(psycopg2.connect(url)) as link, link, link.cursor() as cursor:
        database = link.info.dbname
        if noting:
            note(cursor, database)
            return 0
        return 0 if matches(cursor, database) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
