"""Typed readers for environment variables; no Django here, since settings use them first of all.

An empty variable counts as unset: compose files and unit files write `NAME=` for "not given".
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}

CONNECT_TIMEOUT = "3"  # seconds: then a page says that the database is gone (core.database_down)


class SettingsError(ValueError):
    """An environment variable cannot be used; the message says what to set."""


def text(name: str, default: str | None = None) -> str:
    """The variable's text. Raises SettingsError when it is unset and there is no default."""
    value = os.environ.get(name) or default
    if value is None:
        raise SettingsError(
            f"{name} is not set; it has no default, so set it in the environment."
            " `./run manage` sets what a development site needs."
        )
    return value


def flag(name: str, default: bool = False) -> bool:
    """A yes or no. Raises SettingsError for a word that is neither."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in YES | NO:
        raise SettingsError(
            f"{name} must be 1 or 0 (also true/false, yes/no, on/off), not {value!r}."
        )
    return value in YES


def number(name: str, default: int) -> int:
    """A whole number. Raises SettingsError for anything else."""
    value = os.environ.get(name) or str(default)
    try:
        return int(value)
    except ValueError:
        raise SettingsError(f"{name} must be a whole number, not {value!r}.") from None


def folder(name: str) -> Path | None:
    """A folder, or None when it is unset."""
    value = os.environ.get(name)
    return Path(value).resolve() if value else None


def names(name: str, default: Sequence[str] = ()) -> list[str]:
    """A comma-separated list, without blanks and empty entries."""
    value = os.environ.get(name)
    if not value:
        return list(default)
    return [entry.strip() for entry in value.split(",") if entry.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for postgres://user:password@host:port/name?sslmode=require.

    User, password, host and name are percent-decoded; a host that starts with / (as %2F, or given
    as ?host=) is the folder of a Unix socket; what else follows the ? goes to the driver.
    Raises SettingsError when it is no such address; the message never repeats the password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # its message may quote a part of the password
        raise SettingsError(
            "DATABASE_URL is not a valid address: its port must be a number, and signs such as"
            " / ? # @ [ ] in its password must be percent-encoded."
        ) from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingsError("DATABASE_URL must start with postgres:// (no other database will do).")
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise SettingsError("DATABASE_URL names no database: it must end in /name.")
    options = {
        "connect_timeout": CONNECT_TIMEOUT,
        **dict(parse_qsl(parts.query, keep_blank_values=True)),
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # urlsplit lowercases the host, which may be a folder: take it from the original address.
        "HOST": options.pop("host", "") or unquote(_host_as_written(parts.netloc)),
        "PORT": str(port or ""),
        "OPTIONS": options,
        # A connection is kept for a minute and tested before use, in case the server restarted.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _host_as_written(netloc: str) -> str:
    host = netloc.rpartition("@")[2]
    if host.startswith("["):  # an IPv6 address
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
