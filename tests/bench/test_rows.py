"""The bench makes its applications past the site's actions: they must still be what it stores."""

import pytest
from django.test import Client

from applications.models import Contact
from bench import rows
from tests import template_database
from tests.factories.story import two_criteria


@pytest.mark.django_db(transaction=True)
def test_rows_of_the_bench_are_listed_like_any(call, cast) -> None:
    two_criteria(call)
    rows.grow(template_database.owner_url(), 7)
    client = Client()
    client.force_login(cast.coordinator)
    page = client.get("/staff/applications/").content.decode()
    for number, contact in enumerate(Contact.objects.order_by("pk"), 1):
        assert f"BCH-0000-{number:04}" in page and contact.full_name in page
    assert Contact.objects.count() == 7
