"""How far a browser has come when a test begins."""

import pytest
from django.test import Client

from tests.applications.form.steps import fill_in
from tests.factories.staff import signed_in


@pytest.fixture
def at_home(client: Client, call) -> Client:
    """A browser that has come as far as "Where you live"."""
    fill_in(client, call, until="home")
    return client


@pytest.fixture
def clerk(cast) -> Client:
    """The clerk, signed in."""
    return signed_in(cast.clerk)
