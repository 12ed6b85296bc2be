"""What every test may ask for: a city, an open call, staff, and a mail server on loopback."""

import csv
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.conf import settings as django_settings
from django.utils import timezone, translation

from applications import definition
from applications.actions.configure import publish_call
from applications.actions.load_call import load_call
from applications.actions.load_places import load_places
from applications.actions.load_site_text import load_site_text
from applications.city_data import CityData
from applications.forms import drawn
from applications.models import Call
from applications.views import step_page
from core.permissions import store_roles
from tests import loaded
from tests.factories.staff import Cast, hire, stored_roles
from tests.factories.staff_pages import addresses_of, what_is_there

BOSTON = CityData(django_settings.BASE_DIR / "data" / "boston")
DATA = Path(__file__).resolve().parent / "data"


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
    definition.forget()
    drawn._draw.cache_clear()
    step_page._draw.cache_clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> dict[str, set[str]]:
    """The test database, and the roles as its migrations left them.

    Read before the first test: tests with real transactions empty every table after them,
    and with several workers nothing says that they come last.
    """
    with django_db_blocker.unblock():
        return stored_roles()


@pytest.fixture
def migrated_roles(django_db_setup) -> dict[str, set[str]]:
    """Each group that the migrations made, with its permissions' labels."""
    return django_db_setup


@pytest.fixture
def roles(db) -> None:
    """The roles, also after a test that emptied every table."""
    store_roles()


def load_boston() -> None:
    """Boston's places, by the loader itself."""
    load_places(by=None, city=BOSTON)


def load_boston_call() -> None:
    """Boston's call and the pages of the site, by the loaders themselves."""
    [given] = BOSTON.calls()
    load_call(by=None, city=BOSTON, given=given)
    load_site_text(by=None, city=BOSTON)


@pytest.fixture(scope="session")
def boston(django_db_setup, django_db_blocker) -> list[loaded.Loaded]:
    """The places, and the call with the pages of the site, as the loaders leave them."""
    with django_db_blocker.unblock():
        return loaded.keep(load_boston, load_boston_call)


@pytest.fixture
def city(boston, db) -> None:
    """Boston's places."""
    boston[0].put_back()


@pytest.fixture
def call(boston, city) -> Call:
    """The 2021 call, open since a week and for another week, with the pages of the site."""
    boston[1].put_back()
    call = Call.objects.get()
    now = timezone.now()
    week = timedelta(days=7)
    return publish_call(by=None, call=call, opens_at=now - week, closes_at=now + week)


@pytest.fixture
def cast(roles) -> Cast:
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


class Mailbox(Message):
    """Keeps what the mail server took in, parsed."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list = []

    def handle_message(self, message) -> None:
        self.messages.append(message)


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


def name_rows() -> list[dict[str, str]]:
    """The rows of names.csv."""
    with (DATA / "names.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
