"""The site's background process, on the test's database."""

import os
import signal
import subprocess
import sys
from urllib.parse import quote

from django.db import connection

from config.local_postgres import ROOT
from tests.prove.processes import children_of


class OwnWorker:
    """Not started yet; `environment` is what it is told beside the address of the database."""

    def __init__(self, **environment: str) -> None:
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Of a process that uses the test's database."""
        database = connection.settings_dict
        user, password = quote(database["USER"], safe=""), quote(database["PASSWORD"], safe="")
        address = f"{user}:{password}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        return os.environ | {"DATABASE_URL": f"postgres://{address}"} | self._environment

    def start(self) -> None:
        """Start it, or another one."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "config.worker"],
            cwd=ROOT,
            env=self.environment,
            stderr=subprocess.DEVNULL,
        )

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def children(self) -> list[int]:
        """The processes that it has started."""
        return children_of(self._process.pid) if self._process else []

    def stop(self) -> None:
        """As an update does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(10)

    def kill(self) -> None:
        """Kill -9."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)

    def end(self) -> None:
        """Make sure that it is gone."""
        self.kill()
        if self._process is not None:
            self._process.wait(10)
