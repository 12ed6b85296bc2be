"""Fixtures for all tests: a city, an open call, staff, and a mail server on loopback."""

import os
import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.utils import timezone, translation

from applications.calls.actions.configure import publish_call
from applications.form import site_cache
from applications.form.forms import rendered
from applications.form.views import step_page
from applications.models import Call
from tests import template_database
from tests.factories.mailbox import Mailbox
from tests.factories.staff import Cast, hire
from tests.factories.staff_pages import addresses_of, what_is_there


@pytest.fixture(autouse=True)
def quick_settings(settings) -> None:
    """Static files by their own names, and passwords that are quick to hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """No call, city or drawn form from another test's database in memory, and no language."""
    translation.deactivate()
    site_cache.forget()
    rendered._render.cache_clear()
    step_page._draw.cache_clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, django_db_createdb) -> Iterator[None]:
    """A database of this process's own: a copy of the template, with Boston loaded.

    A test with real transactions leaves its rows behind; Django would empty every table after it,
    which the site's role may not. It gets a new copy.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    settings = connection.settings_dict
    base = settings["NAME"]
    wanted = f"test_{base}_{worker}" if worker else f"test_{base}"
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        template_database.name_of_own(wanted) as name,
    ):
        template = template_database.make(anew=django_db_createdb)
        settings["NAME"] = name

        def copy(_case: object = None) -> None:
            template_database.copy(template, name)

        copy()
        patch.setattr(TransactionTestCase, "_fixture_teardown", copy)
        yield
        connections.close_all()
        settings["NAME"] = base


@pytest.fixture
def owner(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The database as its owner has it, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), template_database.owner_connected(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def call(db) -> Call:
    """The 2021 call, open since a week and for another week, with the pages of the site."""
    call = Call.objects.get()
    now = timezone.now()
    week = timedelta(days=7)
    return publish_call(by=None, call=call, opens_at=now - week, closes_at=now + week)


@pytest.fixture
def cast(db) -> Cast:
    """The same people in every test: one of each role, and a second coordinator."""
    return hire()


@pytest.fixture
def ids(call, cast, settings, tmp_path) -> dict[str, Any]:
    """What the addresses of staff pages name."""
    settings.SCAN_DIR = tmp_path / "scans"
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
