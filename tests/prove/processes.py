"""What runs on this machine, read from /proc, and ports for what we start."""

import os
import random
import signal
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

# Below the ports that outgoing connections get: none of those can take ours while we restart.
OUR_PORTS = range(20_000, 30_000)


class Process(NamedTuple):
    """A process at the moment we looked."""

    pid: int
    parent: int
    command: str


def running() -> list[Process]:
    """Every process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended since
            command = (
                (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            )
            # "pid (name) state parent …", and a name may hold spaces and brackets
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            found.append(Process(int(folder.name), int(parent), command))
    return found


def children_of(pid: int) -> list[int]:
    """The processes that `pid` started and that are still there."""
    return [process.pid for process in running() if process.parent == pid and process.command]


def kill(pids: Iterable[int], number: signal.Signals = signal.SIGKILL) -> None:
    """Signal each; one that has gone by itself is no error."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on."""
    for port in random.sample(OUR_PORTS, 100):
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free on 127.0.0.1")


def wait_until(true: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Look every few milliseconds. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:.0f} s for: {what}")
        time.sleep(0.01)
