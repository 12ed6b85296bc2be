"""Faults as values: a code and its parameters. Their sentences are in `wording.py`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One fault; `about` has the parameters of its sentence."""

    code: str
    about: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, **about: object) -> "Fault":
        """A fault with its parameters as keywords."""
        return cls(code, tuple(about.items()))


class Refused(Exception):
    """Input that cannot be used, with every fault found, in order."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


class NotConfirmed(Exception):
    """An answer of ours that the exact check rejects; it is never returned."""
