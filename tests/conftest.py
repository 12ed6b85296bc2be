"""Fixtures for all tests: a city, an open call, staff, and a mail server on loopback."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import TransactionTestCase, override_settings
from django.utils import translation

from applications.form import site_cache
from applications.form.forms import rendered
from applications.form.views import step_page
from applications.models import Call
from config import catalogues
from tests import template_database
from tests.factories.calls import opened
from tests.factories.mailbox import Mailbox
from tests.factories.shown_on_staff_pages import what_is_there
from tests.factories.staff import Cast, hire, hired
from tests.factories.staff_pages import addresses_of

ONCE = "staff_site_of_module"


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations first: Django reads them as it starts."""
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()


@pytest.fixture(scope="session", autouse=True)
def quick_settings() -> Iterator[None]:
    """Static files by their own names, passwords quick to hash, and no journal of erasures."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        ERASURE_JOURNALS=[],
    ):
        yield


def forget() -> None:
    """Drop what an earlier test left in memory: calls, city, drawn forms and language."""
    translation.deactivate()
    site_cache.clear()
    rendered._render.cache_clear()
    step_page._render_template.cache_clear()


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Nothing in memory from another test's database."""
    forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, django_db_createdb) -> Iterator[None]:
    """A database of this process's own: a copy of the template, with Boston loaded.

    A test with real transactions leaves its rows behind; Django would empty every table after it,
    which the site's role may not. It gets a new copy.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    address = connection.settings_dict
    base = address["NAME"]
    wanted = f"test_{base}_{worker}" if worker else f"test_{base}"
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        template_database.name_of_own(wanted) as name,
    ):
        template = template_database.make(anew=django_db_createdb)
        with template_database.Copies(template, name) as copies:

            def next_copy(_case: object = None) -> None:
                address["NAME"] = copies.next()

            next_copy()
            patch.setattr(TransactionTestCase, "_fixture_teardown", next_copy)
            yield
            connections.close_all()
        address["NAME"] = base


@pytest.fixture
def owner(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The database as its owner has it, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), template_database.owner_connected(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def rows_of_module(quick_settings, django_db_setup, django_db_blocker) -> Iterator[None]:
    """A transaction around a module's tests: what they all look at is made once.

    Each test is in a savepoint of its own, so none of them may need real transactions.
    """
    forget()  # set up before the fixture that does so for each test
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def staff_site_of_module(rows_of_module, tmp_path_factory) -> tuple[dict[str, Any], Path]:
    """`ids`, and the folder of scans, for all tests of a module that asks for this."""
    scans = tmp_path_factory.mktemp("scans")
    with override_settings(SCAN_DIR=scans):
        return what_is_there(opened(), hire()), scans


@pytest.fixture
def call(request, db) -> Call:
    """The 2021 call, open since a week and for another week, with the pages of the site."""
    return Call.objects.get() if ONCE in request.fixturenames else opened()


@pytest.fixture
def cast(request, db) -> Cast:
    """The same people in every test: one of each role, and a second coordinator."""
    return hired() if ONCE in request.fixturenames else hire()


@pytest.fixture
def ids(request, call, cast, settings, tmp_path) -> dict[str, Any]:
    """What the addresses of staff pages name."""
    settings.SCAN_DIR = tmp_path / "scans"
    if ONCE in request.fixturenames:
        ids, scans = request.getfixturevalue(ONCE)
        shutil.copytree(scans, settings.SCAN_DIR)
        return ids
    return what_is_there(call, cast)


@pytest.fixture
def addresses(ids) -> dict[str, str]:
    """An address of every staff page, with something on it."""
    return addresses_of(ids)


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    """A real SMTP server on loopback, which the site's mail is sent to."""
    box = Mailbox()
    with socket.socket() as probe:  # aiosmtpd wants a number
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield box
    server.stop()
