"""Those who read what joins several apps."""

import pytest
from django.test import Client


@pytest.fixture
def coordinator(cast) -> Client:
    """A coordinator at a browser."""
    client = Client()
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def auditor(cast) -> Client:
    """An auditor at a browser."""
    client = Client()
    client.force_login(cast.auditor)
    return client
