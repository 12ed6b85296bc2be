"""Starts and stops the project's own PostgreSQL, for a machine that has no database server.

`python -m config.local_postgres start|stop|status|urls`. Its files are in DATA_DIR: `postgres-18/`
(the data), `postgres-18.json` (port and passwords) and `postgres.log`. No Django here: settings
need the address before Django can start.
"""

from __future__ import annotations

import fcntl
import os
import random
import re
import secrets
import shlex
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from glob import escape
from pathlib import Path

import psycopg2

from config import postgres_roles
from config.postgres_cluster import Cluster, PostgresDidNotStart, is_for_libpq, locate
from config.postgres_roles import Addresses

__all__ = [
    "PostgresDidNotStart",
    "default_data_dir",
    "ensure_started",
    "export_urls",
    "status",
    "stop",
]

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds for the server to come up or go down

# With plain C, trigrams of Chinese names are empty and ILIKE does not know that É is é.
INITDB = [
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",
    "--username=postgres",
]

# Passed at each start, so that a change here reaches existing clusters. Nothing here trades safety
# for speed: fsync and synchronous_commit stay on.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "log_checkpoints": "off",
    # Failed statements and their details contain applicants' names and addresses: never log them.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def default_data_dir() -> Path:
    """DATA_DIR from the environment, else `.local`; a relative one starts at the project."""
    return ROOT / (os.environ.get("DATA_DIR") or ".local")


def ensure_started(data_dir: Path) -> Addresses:
    """The addresses of the server, created and started if needed. Raises PostgresDidNotStart."""
    with _one_at_a_time(data_dir):
        cluster = locate(data_dir, settle=True)
        if not cluster.data.exists():
            _create(cluster)
        port = _running_port(cluster)
        if not postgres_roles.are_two(cluster):
            if port is not None:
                _stop(cluster)
            postgres_roles.make_two(cluster)
            port = None
        if port is None:
            port = _start(cluster)
        return postgres_roles.addresses(cluster, port)


def export_urls(data_dir: Path) -> None:
    """Points this process and its children at the local server. Raises PostgresDidNotStart."""
    found = ensure_started(data_dir)
    os.environ["DATABASE_URL"], os.environ["OWNER_DATABASE_URL"] = found
    for name in [name for name in os.environ if is_for_libpq(name)]:
        del os.environ[name]  # PGSSLMODE, PGOPTIONS and so on are meant for another server


def status(data_dir: Path) -> Addresses | None:
    """The addresses of the running server, or None when it is not running."""
    cluster = locate(data_dir)
    port = _running_port(cluster)
    return None if port is None else postgres_roles.addresses(cluster, port)


def stop(data_dir: Path, *, unless_used: bool = False) -> bool:
    """Stops the server, ending open sessions; with `unless_used` only if there are none.

    Returns whether it was stopped. Raises PostgresDidNotStart when it does not stop.
    """
    if not data_dir.exists():
        return False
    with _one_at_a_time(data_dir):
        cluster = locate(data_dir)
        port = _running_port(cluster)
        if port is None or (unless_used and _has_sessions(cluster, port)):
            return False
        _stop(cluster)
        return True


@contextmanager
def _one_at_a_time(data_dir: Path) -> Iterator[None]:
    """A lock: of two calls at once, the second waits until the first has started the cluster."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with (data_dir / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise PostgresDidNotStart(
            f"PostgreSQL cannot run ({error}): give DATA_DIR a folder that is yours and has space,"
            " or set DATABASE_URL to a PostgreSQL server of your own."
        ) from error


def _create(cluster: Cluster) -> None:
    """Creates the cluster with roles and database under another name, and then renames it."""
    new = cluster.data.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)  # left by an interruption
    new.mkdir(mode=0o700)
    cluster.hand_over(new)
    with tempfile.NamedTemporaryFile("w", dir=cluster.home) as superuser_password:
        superuser_password.write(
            secrets.token_urlsafe(24)
        )  # not stored: nobody signs in as superuser
        superuser_password.flush()
        cluster.hand_over(Path(superuser_password.name))
        secret = f"--pwfile={superuser_password.name}"
        cluster.run([cluster.program("initdb"), *INITDB, secret, "-D", new])
    postgres_roles.set_up(cluster, new)
    new.rename(cluster.data)


def _start(cluster: Cluster) -> int:
    """Starts the server and returns its port: the previous one, or another if that is taken."""
    _forget_recycled_process(cluster)
    chosen = SETTINGS | _archiving(cluster)
    settings = " ".join(shlex.join(["-c", f"{name}={value}"]) for name, value in chosen.items())
    state = cluster.read_state()
    for attempts_left in (2, 1, 0):
        state["port"] = _free_port(state["port"])
        cluster.write_state(**state)
        try:
            options = ["-l", cluster.log, "-o", f"{settings} -p {state['port']}"]
            cluster.run([*_pg_ctl(cluster, "start"), *options])
        except PostgresDidNotStart:
            # The port is taken, or sessions of a killed server still use its shared memory.
            if not attempts_left:
                raise
            _end_orphans(cluster)
            time.sleep(1)
        else:
            break
    return state["port"]


def _archiving(cluster: Cluster) -> dict[str, str]:
    """Settings that archive the log to BACKUP_DIR, if there is one that has its keys."""
    backup_dir = Path(os.environ.get("BACKUP_DIR") or "/nowhere").resolve()
    if not (backup_dir / "recipients.txt").exists():
        return {}
    postgres_roles.add_backup(cluster)
    # A copy, because the server's account may not be let into the project.
    program = cluster.home / "archive_wal"
    shutil.copyfile(ROOT / "operations" / "archive_wal", program)
    program.chmod(0o755)
    return {
        "archive_mode": "on",
        "archive_timeout": "60",  # seconds: what is lost at most with the machine
        "archive_command": f"{shlex.join([str(program), str(backup_dir)])} %p %f",
    }


def _stop(cluster: Cluster) -> None:
    cluster.run([*_pg_ctl(cluster, "stop"), "-m", "fast"])


def _pg_ctl(cluster: Cluster, action: str) -> list[str | Path]:
    program = cluster.program("pg_ctl")
    return [program, action, "--silent", "--wait", f"--timeout={PATIENCE}", "-D", cluster.data]


def _running_port(cluster: Cluster) -> int | None:
    """The port of the server on this data, once it is ready; None when there is none."""
    deadline = time.monotonic() + PATIENCE
    while (lines := _pid_file(cluster)) and _is_server(lines[0], cluster):
        if lines[7:] and lines[7].strip() == "ready":
            return int(lines[3])
        if time.monotonic() > deadline:  # it is still starting or stopping
            raise PostgresDidNotStart(
                f"PostgreSQL is busy starting or stopping: see {cluster.log}."
            )
        time.sleep(0.1)
    return None


def _pid_file(cluster: Cluster) -> list[str]:
    try:
        return (cluster.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_server(pid: str, cluster: Cluster) -> bool:
    """Whether this process is our server: after a power cut, the number may be anyone's."""
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return os.fsencode(cluster.data) in arguments


def _forget_recycled_process(cluster: Cluster) -> None:
    """Deletes a pid file whose number now belongs to another process; PostgreSQL does not."""
    lines = _pid_file(cluster)
    if lines and Path(f"/proc/{lines[0]}").exists() and not _is_server(lines[0], cluster):
        (cluster.data / "postmaster.pid").unlink()


def _end_orphans(cluster: Cluster) -> None:
    """Ends sessions that outlived a killed server: busy ones go on, and block the next start."""
    search = ["find", "/proc", "-maxdepth", "2", "-name", "cwd", "-lname"]
    found = cluster.ask([*search, escape(str(cluster.data))])
    for pid in re.findall(r"^/proc/(\d+)/cwd$", found, re.MULTILINE):
        with suppress(OSError):  # it has gone by itself
            if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"postgres: "):
                os.kill(int(pid), signal.SIGQUIT)


def _free_port(preferred: int) -> int:
    # Below the system's ephemeral ports, so that no outgoing connection takes the port while the
    # server restarts.
    others = random.sample(range(20000, 30000), 50)
    for port in [preferred, *others] if preferred else others:
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise OSError("no port is free on 127.0.0.1")


def _has_sessions(cluster: Cluster, port: int) -> bool:
    url = postgres_roles.addresses(cluster, port).site
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity"
            " WHERE usename IN %s AND pid <> pg_backend_pid())",
            [(postgres_roles.SITE, postgres_roles.OWNER)],
        )
        return cursor.fetchone()[0]


def main(arguments: list[str]) -> str | None:
    """Runs a command; `start` and `urls` print both addresses. Returns an error message or None."""
    data_dir = default_data_dir()
    try:
        match arguments:
            case ["start"]:
                print(*ensure_started(data_dir))
            case ["stop"]:
                stop(data_dir)
            case ["urls" | "status" as command]:
                found = status(data_dir)
                if found is None:
                    return "PostgreSQL is not running."
                where = found.site.rpartition("@")[2]
                print(*found if command == "urls" else [f"PostgreSQL is running on {where}."])
            case _:
                return "Usage: python -m config.local_postgres start|stop|status|urls"
    except (PostgresDidNotStart, OSError) as error:
        return str(error)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
