"""Runs the site under gunicorn on a separate database, and measures its workers' CPU time."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from config import local_postgres
from config.postgres_roles import Addresses
from tests.template_database import drop

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def empty_database(copy_of: Addresses | None = None) -> Iterator[Addresses]:
    """The addresses of a new database, empty or a copy; it is dropped afterwards."""
    template = urlsplit(copy_of.owner).path.removeprefix("/") if copy_of else "template1"
    server = _server()
    name = f"bench_{uuid.uuid4().hex[:8]}"
    admin = psycopg2.connect(server.owner)
    admin.autocommit = True
    try:
        admin.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield Addresses(*(urlsplit(url)._replace(path=f"/{name}").geturl() for url in server))
    finally:
        drop(admin.cursor(), name)
        admin.close()


def _server() -> Addresses:
    """The database server in the environment, else the project's own."""
    if site := os.environ.get("DATABASE_URL"):
        return Addresses(site, os.environ.get("OWNER_DATABASE_URL", site))
    return local_postgres.ensure_started(local_postgres.default_data_dir())


def environment_of(database: Addresses) -> dict[str, str]:
    """The environment variables of the site's processes."""
    return {**os.environ, "DATABASE_URL": database.site, "OWNER_DATABASE_URL": database.owner}


def load_demo(environment: dict[str, str]) -> None:
    """Create tables, and load the city and an open call with applicants."""
    for command in ("migrate --verbosity 0", "load_city data/boston", "load_demo"):
        subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def printed_by(environment: dict[str, str], module: str, *arguments: str) -> str:
    """The output of a module of the bench, run in another process."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@contextmanager
def gunicorn(environment: dict[str, str]) -> Iterator["Server"]:
    """The site with two workers, as in production."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = (
        f"config.wsgi --bind 127.0.0.1:{port} --worker-class gthread --threads 4"
        f" --workers {WORKERS} --no-control-socket --log-level warning"
    )
    command = [sys.executable, "-m", "gunicorn", *options.split()]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        server = Server(process.pid, port)
        server.wait()
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


class Server:
    """A running gunicorn."""

    def __init__(self, pid: int, port: int) -> None:
        self.pid, self.port = pid, port
        self.url = f"http://127.0.0.1:{port}"

    def wait(self) -> None:
        """Wait until it answers, for a minute at most."""
        for _ in range(300):
            try:
                self.get("/bench/static/", 1)
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the site does not answer")

    def get(self, path: str, times: int, cookie: str = "") -> None:
        """Request a page as so many browsers would, each over its own connection."""
        for _ in range(times):
            link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            link.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = link.getresponse()
            answer.read()
            assert answer.status == 200, (path, answer.status)
            link.close()

    def cpu_ms(self) -> float:
        """CPU time of all workers so far, in milliseconds."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        ticks = 0
        for child in children:
            after_name = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            ticks += int(after_name[11]) + int(after_name[12])
        return 1000 * ticks / TICKS
