"""The bench makes its applications past the site's actions: they must still be what it stores."""

import pytest
from django.db import connection
from django.test import Client
from psycopg2.extensions import make_dsn

from applications.models import Contact
from bench import rows


@pytest.mark.django_db(transaction=True)
def test_rows_of_the_bench_are_listed_like_any(call, cast) -> None:
    known = connection.get_connection_params()
    kept = {name: known[name] for name in ("dbname", "user", "password", "host", "port")}
    rows.grow(make_dsn(**kept), 7)
    client = Client()
    client.force_login(cast.coordinator)
    page = client.get("/staff/applications/").content.decode()
    for number, contact in enumerate(Contact.objects.order_by("pk"), 1):
        assert f"BCH-0000-{number:04}" in page and contact.full_name in page
    assert Contact.objects.count() == 7
