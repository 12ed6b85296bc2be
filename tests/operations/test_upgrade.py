"""A migration is tried on a copy first, and one that would lock a table for long is refused."""

from contextlib import closing

import psycopg2
import pytest
from django.db import connection

from operations import upgrade
from operations.errors import Stopped
from operations.locks import LockWatch
from tests.template_database import owner_url


def site_url() -> str:
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_lock_that_keeps_others_out_is_seen_until_it_ends() -> None:
    with closing(psycopg2.connect(owner_url())) as link, link.cursor() as cursor:
        with LockWatch(owner_url()).watching() as locks:
            cursor.execute("SELECT count(*) FROM core_user")  # keeps nobody out
            cursor.execute("LOCK TABLE applications_call IN SHARE ROW EXCLUSIVE MODE")
            assert locks.seen.wait(10)
            link.rollback()
        assert list(locks.longest) == ["applications_call"]


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_copy_is_migrated_and_dropped(call, capsys) -> None:
    assert upgrade.rehearse(site_url(), owner_url()) < upgrade.LONGEST_LOCK
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE '%%_rehearsal'")
        assert cursor.fetchone() == (0,)


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_copy_that_cannot_be_migrated_stops_the_upgrade(call) -> None:
    with closing(psycopg2.connect(owner_url())) as link, link, link.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations VALUES (9999, 'core', '9999_later', now())")
    with pytest.raises(Stopped, match="made by another version of this site"):
        upgrade.rehearse(site_url(), owner_url())
