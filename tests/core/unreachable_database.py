"""A database that refuses every connection during a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from applications.form import site_cache
from tests.prove.processes import free_port

# What somebody typed into a page that cannot be saved now.
TYPED = {
    "why-join": '«¿Qué necesita usted?»\r\n\r\n<b>&amp; 王小明 "أنا" \'',
    "connection": ["lived-experience", "family-or-caregiver"],
    "empty": "",
}


@contextmanager
def database_down(port: int | None = None) -> Iterator[None]:
    """Point Django at `port`, or at one where nothing listens.

    Needs a test with real transactions: the connection is closed before and after.
    """
    address = connection.settings_dict
    usual = address["PORT"]
    site_cache.clear()
    connection.close()
    address["PORT"] = str(port or free_port())
    try:
        yield
    finally:
        connection.close()
        address["PORT"] = usual
