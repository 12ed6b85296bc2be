"""R11: a release under load refuses nobody, neither by a reload nor by a restart."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench import figures
from config.local_postgres import ROOT
from tests.prove.own_site import CALL, OwnSite, own_site
from tests.prove.processes import wait_until

pytestmark = [pytest.mark.prove, pytest.mark.alone]

RELEASES = 5
VISITORS = 4
PATIENCE = 30  # seconds


class Visitors:
    """They open the form, each page over a connection of its own, until they are told to leave."""

    def __init__(self, port: int) -> None:
        self.port, self.seen, self.failed = port, 0, []
        self._over, self._lock = threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._visit) for _ in range(VISITORS)]

    @contextmanager
    def visiting(self) -> Iterator["Visitors"]:
        for thread in self._threads:
            thread.start()
        try:
            yield self
        finally:
            self._over.set()
            for thread in self._threads:
                thread.join(PATIENCE)

    def wait_for(self, more: int) -> None:
        """Return once so many more pages were seen."""
        enough = self.seen + more
        wait_until(lambda: self.seen >= enough or self.failed, "more visits", PATIENCE)

    def _visit(self) -> None:
        while not self._over.is_set():
            outcome = self._open_page()
            with self._lock:
                self.seen += 1
                if outcome != 200:
                    self.failed.append(outcome)

    def _open_page(self) -> int | str:
        site = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            site.request("GET", f"/en/{CALL}/apply/eligibility/", headers={"Connection": "close"})
            answer = site.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException) as error:
            return repr(error)
        finally:
            site.close()


@pytest.fixture(scope="module")
def site() -> Iterator[OwnSite]:
    with own_site() as site:
        yield site


def test_reload_under_load_refuses_nobody(site) -> None:
    with Visitors(site.port).visiting() as visitors:
        for _ in range(RELEASES):
            before = set(site.workers())
            os.kill(site.master, signal.SIGHUP)
            wait_until(lambda before=before: not before & set(site.workers()), "other workers")
            visitors.wait_for(50)
    assert visitors.failed == []
    if os.environ.get("WRITE_FIGURES"):
        write_figures(visitors)


def test_restart_of_the_unit_under_load_refuses_nobody(site) -> None:
    """systemd keeps the socket, as deploy/systemd/design-group-web.socket says; so do we here."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(512)
        served = _serve(site, listener)
        with Visitors(listener.getsockname()[1]).visiting() as visitors:
            for _ in range(RELEASES):
                visitors.wait_for(50)
                served.terminate()
                served.wait(PATIENCE)
                served = _serve(site, listener)
            visitors.wait_for(50)
        served.terminate()
        served.wait(PATIENCE)
    assert visitors.failed == []


def _serve(site: OwnSite, listener: socket.socket) -> subprocess.Popen[bytes]:
    """What ExecStart says, with the socket as systemd hands it over: number 3."""
    gunicorn = f"{sys.executable} -m gunicorn config.wsgi"
    # Through sh, because the variable must name the process that it becomes.
    command = f"exec 3<&{listener.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec {gunicorn}"
    return subprocess.Popen(
        ["bash", "-c", command],
        cwd=ROOT,
        env=site.environment(),
        pass_fds=[listener.fileno()],
        stderr=subprocess.DEVNULL,
    )


def write_figures(visitors: Visitors) -> None:
    figures.write(
        "Releases",
        "WRITE_FIGURES=1 ./run prove tests/prove/test_release.py",
        ("figure", "seen", "limit"),
        [
            ("R11 reloads under load", RELEASES, "–"),
            ("R11 pages opened meanwhile, each over its own connection", visitors.seen, "–"),
            ("R11 requests that failed", len(visitors.failed), 0),
        ],
    )
