"""What is wrong, as values: a code and its parameters. The sentences stand in `wording.py`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; `about` are the parameters that its sentence names."""

    code: str
    about: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, **about: object) -> "Fault":
        """A fault with its parameters by name."""
        return cls(code, tuple(about.items()))


class Refused(Exception):
    """Input that cannot be worked with; every fault that was found, in order."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


class NotConfirmed(Exception):
    """An answer of our own that the exact check does not accept; it is never handed out."""
