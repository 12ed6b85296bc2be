"""`./run backup`, `restore`, `drill` and `upgrade`: read the arguments, and say what came of it."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType

import psycopg2

from config.env import SettingsError
from config.postgres_cluster import PostgresDidNotStart
from operations import backup, restore, upgrade
from operations.errors import Stopped
from operations.progress import say

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # the last when a connection breaks


def moment(text: str) -> datetime:
    """A date and time, in this machine's time zone where none is given."""
    found = datetime.fromisoformat(text)
    return found.astimezone()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    backups = commands.add_parser("backup", help="make a verified and encrypted backup")
    backups.add_argument("keys", nargs="?", choices=["keys"], help="make the keys first")
    backups.add_argument("private_key", nargs="?", type=Path, help="the file for the private key")
    restores = commands.add_parser("restore", help="restore the newest backup and what came after")
    restores.add_argument("--until", type=moment, help="such as 2026-11-28T20:05")
    restores.add_argument("--into", type=Path, help="the data folder of another PostgreSQL")
    drills = commands.add_parser("drill", help="restore the newest backup as a trial")
    commands.add_parser("upgrade", help="back up, migrate a copy, then the database")
    for each in (restores, drills):
        each.add_argument("--key", type=Path, required=True, help="the file of the private key")
    return parser.parse_args()


def _carry_out(given: argparse.Namespace) -> int:
    if given.command == "backup" and given.keys:
        if given.private_key is None:
            raise Stopped("Name a file for the private key, not in BACKUP_DIR.")
        backup.set_up(given.private_key)
    elif given.command == "backup":
        made = backup.take()
        rows = sum(count for count, _checksum in made.facts["tables"].values())
        say(f"{made.folder} is verified: {rows:,} rows, in {made.facts['seconds']} seconds.")
    elif given.command == "restore":
        restore.restore(given.key.resolve(), given.until, given.into)
    elif given.command == "upgrade":
        upgrade.upgrade()
    else:
        findings = restore.drill(given.key.resolve())
        for words in findings or ["The backup can be restored: all of it is there."]:
            say(words)
        return 1 if findings else 0
    return 0


def _end(_number: int, _frame: FrameType | None) -> None:
    """Clean up, and let nothing interrupt that."""
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def main() -> int:
    """The exit code; what went wrong is one sentence."""
    for each in ENDINGS:
        signal.signal(each, _end)
    try:
        return _carry_out(_arguments())
    except KeyboardInterrupt:
        print("Ended before it was done; what was under way is deleted.", file=sys.stderr)
    except (Stopped, SettingsError, PostgresDidNotStart, psycopg2.Error, OSError) as error:
        print(str(error).strip(), file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print((error.stderr or b"").decode(errors="replace").strip() or error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
