"""A coordinator who configures a call, and an unpublished copy of it."""

import pytest
from django.test import Client

from applications.models import Call
from tests.applications.calls.configuring import COPY, NEW, OPEN, committing


@pytest.fixture
def client(call, cast, django_capture_on_commit_callbacks) -> Client:
    """The coordinator's."""
    client = Client()
    client.force_login(cast.coordinator)
    return committing(client, django_capture_on_commit_callbacks)


@pytest.fixture
def copy(client) -> Call:
    """A copy of the call, not published."""
    assert client.post(f"{OPEN}copy/", COPY).url == NEW
    return Call.objects.get(slug="design-group-2022")
