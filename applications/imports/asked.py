"""What a coordinator says when a file is brought in or taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_SAID_OF_OTHERS = "Say that these rows are to be left out, or correct them first."
NOT_SAID_OF_DUPLICATES = "Say what to do with people who are perhaps in already."
LOOK_AGAIN = (
    "The rows were judged again since you opened this page, and something is different now. "
    "Nothing was brought in. Look through them once more."
)
NOT_SAID_TO_WRITE = "Nothing was brought in yet. Look who is written to, and say that it is so."
NOT_CONFIRMED = "Say that those who got a receipt are to be written to."


@dataclass(frozen=True)
class Asked:
    """What a coordinator says of rows that are not simply ready.

    Receipts are sent once `writes_now` says so, too: it is asked when it is known to whom.
    `leaves_duplicates` is None where nobody said. Late and early ones come in with a reason alone.
    `picks`: the first of some rows that are alike → the number of the one that comes in, or ALL.
    """

    sends_receipts: bool = False
    writes_now: bool = False
    leaves_out: bool = False
    leaves_duplicates: bool | None = None
    late_reason: str = ""
    early_reason: str = ""
    picks: Mapping[int, int] = field(default_factory=dict)
