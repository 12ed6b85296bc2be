"""How log lines look: an error's place and class, never its message; a link without its secret."""

import logging
import re
import traceback
from types import TracebackType

ExceptionTriple = tuple[type[BaseException], BaseException, TracebackType | None]

# Addresses that let in whoever has them: to an invitation, a new password, past a lock-out, an
# application. The part after these is the secret, whatever else is wrong with the address.
_LETS_IN = "/invitation|/password|/locked-out|/mine"
_SECRET = re.compile(rf"((?:{_LETS_IN})/+[^/]+/+)[^/]+", re.IGNORECASE)


class PlacesOnly(logging.Formatter):
    """Formats exceptions without their text: a database's message quotes the row it refused."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))

    def formatException(self, ei: ExceptionTriple) -> str:  # noqa: N802 (logging's own name)
        kind, _error, trace = ei
        return "".join([*traceback.format_tb(trace), kind.__name__])
