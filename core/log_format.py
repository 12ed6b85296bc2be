"""Log lines without personal data: no exception messages, no secrets of links."""

import logging
import re
import traceback
from types import TracebackType

ExceptionTriple = tuple[type[BaseException], BaseException, TracebackType | None]

# Links with a secret: to an invitation, a new password, past a lock-out, to an application. The
# secret is the second part after these, whatever else is wrong with the address.
_SECRET_LINKS = "/invitation|/password|/locked-out|/mine"
_SECRET = re.compile(rf"((?:{_SECRET_LINKS})/+[^/]+/+)[^/]+", re.IGNORECASE)


class RedactingFormatter(logging.Formatter):
    """Formats exceptions without their message: PostgreSQL's quotes the row that it refused."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))

    def formatException(self, ei: ExceptionTriple) -> str:  # noqa: N802 (logging's own name)
        kind, _error, trace = ei
        return "".join([*traceback.format_tb(trace), kind.__name__])
