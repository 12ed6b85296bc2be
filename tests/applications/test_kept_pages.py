"""Public pages drawn once for all readers: the same for each, and never past an opening's hour."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications import definition
from tests.applications.test_public_pages import fill_in
from tests.factories.calls import redated

PAGES = ["/en/", "/ar/", "/en/{slug}/", "/ar/{slug}/", "/en/{slug}/paper/", "/en/about/privacy/"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_page_is_drawn_once_for_all_readers(call, django_assert_num_queries, page) -> None:
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
    closing = redated(call, opens_at=now - timedelta(days=9), closes_at=now + timedelta(seconds=1))
    definition.forget()
    address = f"/en/{call.slug}/"
    assert f"{address}apply/eligibility/" in client.get(address).content.decode()
    while timezone.now() <= closing.closes_at:
        time.sleep(0.05)
    assert f"{address}apply/eligibility/" not in client.get(address).content.decode()
