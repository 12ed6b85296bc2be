"""The pytest plugin that finds a PostgreSQL for the tests; `addopts = -p tests.postgres` loads it.

A plugin and not a conftest, because pytest-django reads the settings, and with them DATABASE_URL,
before any conftest is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from psycopg2 import connect
from psycopg2.extensions import connection

from config import local_postgres

DATA_DIR = local_postgres.default_data_dir()
STARTED_HERE = pytest.StashKey[bool]()
SESSION = pytest.StashKey[connection]()  # it keeps other tests from stopping the server


@pytest.hookimpl(wrapper=True)  # a wrapper comes before pytest-django's own hook
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Gives this process, and the xdist workers it starts, what the settings read."""
    # Playwright leaves an event loop in the thread, and Django would then refuse every query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    os.environ.setdefault("DJANGO_DEMO", "1")
    os.environ.setdefault(
        "SECRET_KEY", "for tests only: nothing signed with it leaves this machine"
    )
    if not os.environ.get("DATABASE_URL"):  # xdist workers find it set, and so stop nothing either
        try:
            early_config.stash[STARTED_HERE] = local_postgres.status(DATA_DIR) is None
            local_postgres.export_urls(DATA_DIR)
            early_config.stash[SESSION] = connect(os.environ["DATABASE_URL"])
        except (local_postgres.PostgresDidNotStart, OSError) as error:
            raise pytest.UsageError(str(error)) from error
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stops the server if these tests started it, unless a site or other tests use it by now."""
    if SESSION in config.stash:
        config.stash[SESSION].close()
    if config.stash.get(STARTED_HERE, False):
        local_postgres.stop(DATA_DIR, unless_used=True)
