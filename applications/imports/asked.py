"""What a coordinator says when a file is brought in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """What a coordinator says of rows that are not simply ready.

    `leaves_duplicates` is None where nobody said. Late and early ones come in with a reason alone.
    """

    sends_receipts: bool = False
    leaves_out: bool = False
    leaves_duplicates: bool | None = None
    late_reason: str = ""
    early_reason: str = ""
