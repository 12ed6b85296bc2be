"""Cached public pages: the same for all readers, and never across a call's opening or closing."""

import re
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.form import site_cache
from applications.form.queries.content import CONTENT, count_changes
from applications.models import CallSection, Notice
from tests.applications.form.steps import fill_in
from tests.factories.calls import redated

PAGES = ["/en/", "/ar/", "/en/{slug}/", "/ar/{slug}/", "/en/{slug}/paper/", "/en/about/privacy/"]


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    """This process's clock, which stands still but for the test's own additions."""
    now = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_page_is_drawn_once_for_all_readers(call, clock, django_assert_num_queries, page) -> None:
    address = page.format(slug=call.slug)
    first = Client().get(address)
    with django_assert_num_queries(0):
        second = Client(headers={"User-Agent": "another"}).get(address)
    assert second.content == first.content
    assert b"csrfmiddlewaretoken" not in first.content


@pytest.mark.django_db
def test_page_that_is_kept_shows_nobody_the_draft_of_another(call, client) -> None:
    address = f"/en/{call.slug}/"
    fill_in(client, call, until="home")
    with_draft = client.get(address).content.decode()
    without = Client().get(address).content.decode()
    assert f"/en/{call.slug}/apply/check/" in with_draft
    assert f"/en/{call.slug}/apply/check/" not in without
    assert f"/en/{call.slug}/apply/eligibility/" in without
    assert client.get(address).content.decode() == with_draft


@pytest.mark.django_db
def test_page_that_is_kept_says_at_once_that_the_call_has_closed(call, client) -> None:
    now = timezone.now()
    closing = redated(call, opens_at=now - timedelta(days=9), closes_at=now + timedelta(seconds=3))
    site_cache.clear()
    address = f"/en/{call.slug}/"
    assert f"{address}apply/eligibility/" in client.get(address).content.decode()
    while timezone.now() <= closing.closes_at:
        time.sleep(0.05)
    assert f"{address}apply/eligibility/" not in client.get(address).content.decode()


@pytest.mark.django_db
def test_change_made_elsewhere_shows_after_a_few_seconds(call, clock) -> None:
    address = f"/en/{call.slug}/"
    assert "Another title" not in Client().get(address).content.decode()
    CallSection.objects.filter(call=call).update(heading_en="Another title")
    clock[0] += site_cache.KEPT_SECONDS
    assert "Another title" in Client().get(address).content.decode()


@pytest.mark.django_db
def test_pages_outlast_the_question_whether_anything_changed(call, clock) -> None:
    for page in PAGES:
        Client().get(page.format(slug=call.slug))
    clock[0] += site_cache.KEPT_SECONDS
    with CaptureQueriesContext(connection) as captured:
        for page in PAGES:
            Client().get(page.format(slug=call.slug))
    assert len(captured) == 1


@pytest.mark.django_db
def test_what_public_pages_are_made_of_is_watched(call, client) -> None:
    fill_in(client, call, until="connection")
    site_cache.clear()
    form = f"/ar/{call.slug}/apply"
    with CaptureQueriesContext(connection) as captured:
        for page in (*PAGES, f"{form}/home/", f"{form}/support/", f"{form}/questions/"):
            client.get(page.format(slug=call.slug))
    read = {
        name for query in captured for name in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])
    }
    watched = {model._meta.db_table for model in CONTENT}
    assert {name for name in read if not name.endswith("event")} == watched


@pytest.mark.django_db
def test_adding_changing_and_removing_each_count_as_a_change() -> None:
    counts = [count_changes()]
    notice = Notice.objects.create(title="Hello", body="Hello", starts_on=timezone.localdate())
    counts.append(count_changes())
    notice.body_ar = "مرحبا"
    notice.save()
    counts.append(count_changes())
    notice.delete()
    counts.append(count_changes())
    assert len(set(counts)) == 4
