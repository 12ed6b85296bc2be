"""The site as `./run` serves it: a database of its own, gunicorn with two workers, an open call."""

import atexit
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from config import local_postgres
from config.local_postgres import ROOT
from config.postgres_cluster import locate
from tests.prove import processes
from tests.prove.own_database import OwnDatabase, own_folder
from tests.prove.people import Astray, Browser, Lost

CALL = "design-group-2021"
WORKERS = 2

PREPARE = f"""
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from applications.calls.actions.configure import publish_call
from applications.models import Call

call_command("collectstatic", interactive=False, verbosity=0)
call_command("load_city", "data/boston", verbosity=0)
now, week = timezone.now(), timedelta(days=7)
call = Call.objects.get(slug={CALL!r})
publish_call(by=None, call=call, opens_at=now - week, closes_at=now + week)
"""


class OwnSite:
    """A site in a folder of its own; nothing outside it is touched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = OwnDatabase(folder)
        self.port = processes.free_port()
        self.log = folder / "gunicorn.log"
        self._master: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """A database with the city's places and an open call, and static files."""
        subprocess.run(["cp", "--archive", f"{_prepared()}/.", self.folder], check=True)
        self.database.start()

    def manage(self, *arguments: str) -> None:
        """Run manage.py, as the owner where it migrates."""
        owner = {"OWNER_DATABASE_URL": self.database.owner_url}
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment() | owner,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr[-2000:]

    def start(self) -> None:
        """Start gunicorn with the arguments that `run` gives it, without waiting for it."""
        with self.log.open("ab") as log:
            self._master = subprocess.Popen(
                [sys.executable, "-m", *self._arguments()],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until_up(self) -> None:
        """Return once it answers."""
        processes.wait_until(self._answers, "the site", seconds=120)

    def remove(self) -> None:
        """End every process of it."""
        processes.kill(self._gunicorns(), signal.SIGKILL)
        if self._master is not None:
            self._master.wait(10)
        self.database.remove()

    def log_end(self) -> str:
        """The last of what gunicorn wrote."""
        return self.log.read_text()[-3000:] if self.log.exists() else "nothing"

    def kill_worker(self) -> None:
        """Kill -9 the newest of gunicorn's workers; gunicorn starts another."""
        processes.wait_until(self.workers, "a worker to kill")
        processes.kill(self.workers()[-1:])

    def kill_master(self) -> None:
        """Kill -9 gunicorn's master and start another, as an init system would."""
        assert self._master is not None
        self._master.kill()
        self._master.wait(10)
        self.start()

    @property
    def master(self) -> int:
        """gunicorn's master."""
        assert self._master is not None
        return self._master.pid

    def workers(self) -> list[int]:
        """gunicorn's workers, the newest last."""
        return sorted(processes.children_of(self.master))

    def _gunicorns(self) -> list[int]:
        """Masters, workers, and workers that outlived their master."""
        address = f"config.wsgi --bind 127.0.0.1:{self.port} "
        return [process.pid for process in processes.running() if address in process.command]

    def _answers(self) -> bool:
        assert self._master is not None
        assert self._master.poll() is None, "gunicorn has ended"
        try:
            return Browser(self.port).get(f"/en/{CALL}/").status == 200
        except Lost:
            return False

    def environment(self) -> dict[str, str]:
        """Of every command."""
        return os.environ | {
            "DATABASE_URL": self.database.url,
            "DATA_DIR": str(self.folder),
            "DJANGO_DEMO": "1",
            "SECRET_KEY": "for one proof only",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": str(WORKERS),
        }

    def _arguments(self) -> list[str]:
        """The words after `start_apart` in `run`, filled in by sh as there."""
        text = (ROOT / "run").read_text()
        found = re.search(r"start_apart (gunicorn .*?)\n +gunicorn=", text, re.DOTALL)
        assert found, "`run` starts gunicorn in another way now"
        filled_in = subprocess.run(
            ["sh", "-c", f"printf '%s\\n' {found[1]}"],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return filled_in.stdout.split()


@cache
def _prepared() -> Path:
    """A folder with a stopped database as `prepare` describes it: migrating takes half a minute."""
    stack = ExitStack()
    atexit.register(stack.close)
    site = OwnSite(stack.enter_context(own_folder()))
    stack.callback(site.database.remove)
    site.database.start()
    site.manage("migrate", "--verbosity", "0")
    site.manage("shell", "--verbosity", "0", "-c", PREPARE)
    assert locate(site.folder).home == site.folder.resolve(), "PostgreSQL keeps its files elsewhere"
    local_postgres.stop(site.folder)
    return site.folder


@contextmanager
def own_site() -> Iterator[OwnSite]:
    """A running site that is gone afterwards, whatever happens in between."""
    with own_folder() as folder:
        site = OwnSite(folder)
        try:
            site.prepare()
            site.start()
            site.wait_until_up()
            yield site
        except (AssertionError, Astray, TimeoutError) as error:
            error.add_note(f"The end of gunicorn's log:\n{site.log_end()}")
            raise
        finally:
            site.remove()
