"""How log lines look: an error's place and class, never its message."""

import logging
import traceback
from types import TracebackType

ExceptionTriple = tuple[type[BaseException], BaseException, TracebackType | None]


class PlacesOnly(logging.Formatter):
    """Formats exceptions without their text: a database's message quotes the row it refused."""

    def formatException(self, ei: ExceptionTriple) -> str:  # noqa: N802 (logging's own name)
        kind, _error, trace = ei
        return "".join([*traceback.format_tb(trace), kind.__name__])
