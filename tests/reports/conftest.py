"""Those who read what joins several apps."""

import pytest
from django.test import Client

from tests.factories.staff import signed_in


@pytest.fixture
def coordinator(cast) -> Client:
    """A coordinator at a browser."""
    return signed_in(cast.coordinator)


@pytest.fixture
def auditor(cast) -> Client:
    """An auditor at a browser."""
    return signed_in(cast.auditor)
