"""Runs the work in a child process, so that the parent can report how it ended.

HiGHS does not react to Ctrl-C, and a process that runs out of memory inside it simply ends.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from solver.faults import Fault
from solver.wording import sentence, stage

INTERRUPTED, FAILED, UNFORESEEN = 130, 70, 1


def open_streams() -> None:
    """Replace standard streams that the caller closed by the null device."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))


def in_child(work: Callable[[], int]) -> int:
    """Run `work` in a child; returns its exit code, and reports a crash on the terminal."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if not sys.flags.dev_mode:
            sys.excepthook = _unforeseen
        os._exit(ended(work))

    def pass_on(number: int, _frame: FrameType | None) -> None:
        with suppress(ProcessLookupError):  # Ctrl-C reaches the child too, which may be gone
            os.kill(child, signal.SIGINT if number == signal.SIGINT else signal.SIGTERM)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == UNFORESEEN:
        say(sentence(Fault.of("ended")))  # OpenBLAS exits like this when it runs out of memory
        return FAILED
    if os.WIFEXITED(status):
        return os.WEXITSTATUS(status)
    ended_by = os.WTERMSIG(status)
    if ended_by in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        say(sentence(Fault.of("stopped")))
        return INTERRUPTED
    out_of_memory = ended_by in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS)
    say(sentence(Fault.of("no_memory") if out_of_memory else Fault.of("killed", signal=ended_by)))
    return FAILED


def ended(work: Callable[[], int]) -> int:
    """Run `work`; returns its exit code, and reports an expected failure on the terminal."""
    try:
        code = work()
        sys.stdout.flush()
    except MemoryError:
        say(sentence(Fault.of("no_memory")))
        return FAILED
    except ImportError as error:
        say(sentence(Fault.of("not_loaded", reason=str(error).strip().rpartition("\n")[2])))
        return FAILED
    except OSError as error:
        # So that Python does not fail again when it flushes stdout on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            say(sentence(Fault.of("not_printed", reason=error.strerror)))
        return FAILED
    return code


def _unforeseen(kind: type[BaseException], error: BaseException, _trace: object) -> NoReturn:
    """One sentence for an unexpected error; `python -X dev` shows the traceback."""
    say(sentence(Fault.of("unforeseen", reason=f"{kind.__name__}: {error}")))
    os._exit(FAILED)


def say(text: str) -> None:
    """Write a sentence to stderr."""
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""
    sys.stderr.write(f"{clear}{text}.\n")
    sys.stderr.flush()


class Progress:
    """One line with the current stage, if stderr is a terminal."""

    def __init__(self) -> None:
        self.parent, self.last = os.getppid(), 0.0

    def __call__(self, code: str, about: dict[str, object]) -> None:
        """Update the line at most five times a second; exit when the parent process is gone."""
        now = time.monotonic()
        if now - self.last < 0.2:
            return
        self.last = now
        if os.getppid() != self.parent:
            os._exit(INTERRUPTED)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{stage(code, about)} …")
            sys.stderr.flush()

    def clear(self) -> None:
        """Clear the line."""
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
