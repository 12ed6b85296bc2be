"""What tests ask of an action that refuses: which refusal it is, by its code."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.actions import Refused


@contextmanager
def refuses(code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """The block ends with the refusal of this code."""
    with pytest.raises(Refused) as refused:
        yield refused
    assert refused.value.code == code
