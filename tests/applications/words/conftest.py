"""A coordinator who configures a call, and an unpublished copy of it."""

import pytest
from django.test import Client

from applications.models import Call
from tests.applications.calls.configuring import coordinator_of, copied


@pytest.fixture
def client(call, cast, django_capture_on_commit_callbacks) -> Client:
    return coordinator_of(cast, django_capture_on_commit_callbacks)


@pytest.fixture
def copy(client) -> Call:
    return copied(client)
