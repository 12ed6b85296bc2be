"""Limits: they count exactly, store no address, and never shut anybody out by a fault of ours."""

import logging
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from core import throttle
from core.models import ThrottleCount

ADDRESS = "192.0.2.77"


def tries(count: int, *, key: str = ADDRESS, limit: int = 3, seconds: int = 60) -> list[bool]:
    return [throttle.allow(key=key, limit=limit, seconds=seconds) for _ in range(count)]


def let_windows_end() -> None:
    ThrottleCount.objects.update(ends_at=F("ends_at") - timedelta(hours=2))


@pytest.mark.django_db
def test_throttle_lets_as_many_through_as_its_limit() -> None:
    assert tries(5) == [True, True, True, False, False]
    assert tries(1, limit=0, key="another") == [False]


@pytest.mark.django_db
def test_throttle_counts_keys_and_windows_apart() -> None:
    assert tries(4)[-1] is False
    assert tries(1, key="192.0.2.78") == [True]
    assert tries(1, seconds=3600) == [True]


@pytest.mark.django_db
def test_throttle_starts_afresh_when_its_window_is_over() -> None:
    tries(9)
    ends_at = ThrottleCount.objects.get().ends_at
    assert tries(1) == [False]
    assert ThrottleCount.objects.get().ends_at == ends_at, "trying on does not lengthen it"
    let_windows_end()
    assert tries(4) == [True, True, True, False]


@pytest.mark.django_db
def test_throttle_says_how_long_to_wait() -> None:
    tries(2, limit=2, seconds=3600)
    waits = [throttle.seconds_to_wait(key=ADDRESS, limit=2, seconds=3600) for _ in range(2)]
    assert all(3590 < wait <= 3600 for wait in waits)
    ThrottleCount.objects.update(ends_at=Now() + timedelta(seconds=90))
    assert 80 < throttle.seconds_to_wait(key=ADDRESS, limit=2, seconds=3600) <= 90
    let_windows_end()
    assert throttle.seconds_to_wait(key=ADDRESS, limit=2, seconds=3600) == 0


@pytest.mark.django_db
def test_throttle_stores_neither_address_nor_reference(settings) -> None:
    tries(1, key=f"code CDG-AB12-CD34 from {ADDRESS}")
    row = ThrottleCount.objects.values().get()
    assert ADDRESS not in str(row)
    assert "CDG" not in str(row)
    settings.SECRET_KEY = "another secret of the same site, long enough"
    assert tries(1, key=f"code CDG-AB12-CD34 from {ADDRESS}", limit=1) == [True]
    assert ThrottleCount.objects.count() == 2, "the digest cannot be made without the secret"


@pytest.mark.django_db
def test_throttle_refuses_a_readable_key_in_the_database() -> None:
    ends_at = "2026-01-01T00:00Z"
    with (
        pytest.raises(IntegrityError, match="a_throttle_key_is_stored_as_a_digest_only"),
        transaction.atomic(),
    ):
        ThrottleCount.objects.create(key_digest=ADDRESS, count=1, ends_at=ends_at)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 1_000_000, "\x00", "\ud800", "'; DROP TABLE x; --%s"])
def test_throttle_takes_any_key(key) -> None:
    assert tries(3, key=key, limit=2) == [True, True, False]


@pytest.mark.django_db
def test_throttle_in_a_flood_stops_counting_just_above_the_limit() -> None:
    tries(50, limit=2)
    assert ThrottleCount.objects.get().count == 3


@pytest.mark.django_db
def test_throttle_is_one_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(3) as seen:  # and the savepoint of a test's transaction
        tries(1)
    assert [query["sql"].split()[0] for query in seen] == ["SAVEPOINT", "INSERT", "RELEASE"]


def test_throttle_lets_through_when_the_database_cannot_count(caplog, owner) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_throttlecount RENAME TO elsewhere")
    with caplog.at_level(logging.ERROR, logger="core.throttle"):
        assert tries(3, limit=1) == [True, True, True]
    assert "could not be counted" in caplog.text
    assert ADDRESS not in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # the transaction around it is still good


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("limit", "let_through"), [(60, 60), (1000, 100)])
def test_throttle_with_two_at_once_counts_every_try(limit, let_through) -> None:
    start = threading.Barrier(2)
    answers: list[bool] = []

    def try_fifty_times() -> None:
        start.wait()
        answers.extend(tries(50, limit=limit))
        connection.close()

    threads = [threading.Thread(target=try_fifty_times) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 100
    assert answers.count(True) == let_through
    assert ThrottleCount.objects.get().count == min(100, limit + 1)


@pytest.mark.django_db
def test_purge_forgets_windows_that_are_over_and_no_others() -> None:
    tries(1, key="old")
    let_windows_end()
    tries(1, key="new")
    assert throttle.purge() == 1
    assert tries(1, key="new", limit=1) == [False]
    assert throttle.purge() == 0
