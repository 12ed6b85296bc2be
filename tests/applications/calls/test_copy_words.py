"""What is typed for a copied call is taken as it is meant, and refused in one way of saying it."""

import pytest

from applications.models import Call
from tests.applications.calls.configuring import COPY, OPEN

pytestmark = pytest.mark.django_db


def test_small_letters_of_a_reference_prefix_become_capitals(client) -> None:
    client.post(f"{OPEN}copy/", COPY | {"reference_prefix": "dgb"})
    assert Call.objects.order_by("pk").last().reference_prefix == "DGB"


def test_wrong_address_is_refused_in_our_words_alone(client) -> None:
    page = client.post(f"{OPEN}copy/", COPY | {"slug": "the group"}).content.decode()
    assert "Use small letters, digits and dashes." in page and "underscores" not in page
