"""Two translators, signed in: what one translates, the other checks."""

import pytest
from django.test import Client

from tests.factories.staff import signed_in


@pytest.fixture
def translator(cast) -> Client:
    return signed_in(cast.translator)


@pytest.fixture
def second(cast) -> Client:
    return signed_in(cast.second_translator)
