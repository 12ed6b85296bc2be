"""Log lines without personal data: no exception messages, no secrets of links."""

import json
import logging
import os
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

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


# What the journal of systemd reads before a line, and takes off: how grave it is.
_PRIORITIES = {"CRITICAL": "<2>", "ERROR": "<3>", "WARNING": "<4>"}


class JsonFormatter(RedactingFormatter):
    """The same as one JSON object a line, for programs that read logs.

    Where systemd keeps them (it sets JOURNAL_STREAM) a line begins with its priority.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        for_journal = "JOURNAL_STREAM" in os.environ
        priority = _PRIORITIES.get(record.levelname, "<6>") if for_journal else ""
        return priority + _SECRET.sub(r"\1…", json.dumps(line, ensure_ascii=False))


def configuration(*, as_json: bool) -> dict[str, Any]:
    """LOGGING: warnings and errors, on standard error."""
    plain = {"()": RedactingFormatter, "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": {"()": JsonFormatter} if as_json else plain},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "chosen"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }
