"""The list of applications: what it shows, how it pages, and what is kept of a search."""

import html
import re

import pytest
from django.db import connection
from django.test import Client

from applications.form.actions.withdraw import withdraw_application
from applications.models import Contact, SearchEntry
from applications.records.actions.check_residency import check_residency
from applications.records.queries import search_entries
from core import paging
from core.models import AccessEvent, Session
from reports.applications import BY_TIME, WITHIN_A_CALL
from tests.factories.applications import apply

LIST = "/staff/applications/"


def named(call, *names: str) -> list[str]:
    """Applications by these names, the first one first; their references."""
    return [apply(call, contact={"full_name": name}).reference for name in names]


def listed(response) -> list[str]:
    return [row.entry.application.reference for row in response.context["table"]]


@pytest.mark.django_db
def test_list_is_one_event_with_its_filters_and_count(call, coordinator) -> None:
    named(call, "Ana", "Bia", "Caio")
    coordinator.get(LIST, {"status": "received"})
    event = AccessEvent.objects.get()
    assert event.what == AccessEvent.What.APPLICATION_LIST
    assert event.query == f"status=received&call={call.slug}"
    assert event.count == 3


@pytest.mark.django_db
def test_search_keeps_the_name_out_of_the_address_and_the_log(call, coordinator) -> None:
    _ana, bia = named(call, "Ana Souza", "Bia Zzyzx")
    answer = coordinator.post(LIST, {"text": "zzyzx", "call": call.slug})
    assert answer.status_code == 302
    assert "zzyzx" not in answer.url.lower()
    assert not AccessEvent.objects.exists()  # nothing was shown yet
    page = coordinator.get(answer.url)
    assert listed(page) == [bia]
    event = AccessEvent.objects.get()
    assert (event.count, "zzyzx" in event.query) == (1, False)
    shown = page.context["table"].rows[0].entry.pk
    assert event.query.endswith(f"words=1&shown={shown}")


@pytest.mark.django_db
def test_search_of_somebody_else_is_not_found_by_its_address(call, coordinator, cast) -> None:
    named(call, "Ana Souza")
    address = coordinator.post(LIST, {"text": "souza"}).url
    other = Client()
    other.force_login(cast.second_coordinator)
    page = other.get(address)
    assert "This search is no longer kept" in page.content.decode()
    assert "souza" not in page.content.decode().split("<tbody")[0].lower()


@pytest.mark.django_db
def test_search_is_forgotten_at_sign_out(call, coordinator) -> None:
    coordinator.post(LIST, {"text": "souza"})
    coordinator.post("/staff/logout/")
    assert not Session.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '" onfocus="x', "{{ 7|add:1 }}"])
def test_search_text_comes_back_as_text(call, coordinator, text: str) -> None:
    page = coordinator.get(coordinator.post(LIST, {"text": text}).url).content.decode()
    assert html.escape(text) in page
    assert text == html.escape(text) or text not in page


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"after": "x"}, {"after": "9" * 40}, {"before": "-1"}])
def test_address_of_a_place_that_is_not_there_shows_the_newest(call, coordinator, query) -> None:
    references = named(call, "Ana")
    assert listed(coordinator.get(LIST, query)) == references


@pytest.mark.django_db
def test_text_too_long_is_said_and_kept(call, coordinator) -> None:
    page = coordinator.post(LIST, {"text": "a" * 201}, follow=True).content.decode()
    assert "Too long by 1" in page
    assert "a" * 201 in page


@pytest.mark.django_db
def test_pages_hold_each_application_once(call, coordinator, monkeypatch) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    newest_first = named(call, "Ana", "Bia", "Caio", "Davi", "Eva")[::-1]
    first = coordinator.get(LIST)
    second = coordinator.get(LIST, {"after": first.context["table"].page.after})
    apply(call)  # one more comes in: no page moves
    third = coordinator.get(LIST, {"after": second.context["table"].page.after})
    assert listed(first) + listed(second) + listed(third) == newest_first
    assert third.context["table"].page.after == ""
    back = coordinator.get(LIST, {"before": third.context["table"].page.before})
    assert listed(back) == listed(second)
    assert 'rel="next"' not in third.content.decode()


def pages(client: Client, **asked: str) -> list[list[str]]:
    """The references of every page, from the first on."""
    tables = [client.get(LIST, asked).context["table"]]
    while after := tables[-1].page.after:
        tables.append(client.get(LIST, {**asked, "after": after}).context["table"])
    return [[row.entry.application.reference for row in table] for table in tables]


@pytest.mark.django_db
def test_list_is_sorted_by_each_heading_and_pages_hold_each_once(
    call, cast, coordinator, monkeypatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    people = [
        apply(call, contact={"full_name": name}, home={"neighborhood": place}, language=language)
        for name, place, language in (
            ("Émile Zola", "roxbury", "en"),
            ("ana Souza", "allston", "es"),
            ("Bia Ng", "not-sure", "en"),
            ("Đức Trần", "roxbury", "en"),
            ("Zed", "allston", "es"),
        )
    ]
    emile, ana, bia, duc, zed = (each.reference for each in people)
    withdraw_application(by=None, application=people[1])
    check_residency(
        by=cast.coordinator, application=people[2], status="verified", reason="", seen=0
    )
    wanted = {
        "name": [ana, bia, duc, emile, zed],
        "reference": sorted([emile, ana, bia, duc, zed]),
        "neighborhood": [zed, ana, duc, emile, bia],  # as in the form; of one, the newest first
        "status": [zed, duc, bia, emile, ana],
        "residency": [zed, duc, ana, emile, bia],
        "language": [duc, bia, emile, zed, ana],
        "received": [emile, ana, bia, duc, zed],
    }
    for sort, order in wanted.items():
        for asked, found in ((sort, order), (f"-{sort}", order[::-1])):
            assert pages(coordinator, sort=asked) == [found[:2], found[2:4], found[4:]], asked
    second = coordinator.get(LIST, {"sort": "status", "after": people[3].pk})
    back = coordinator.get(LIST, {"sort": "status", "before": people[2].pk})
    assert (listed(second), listed(back)) == ([bia, emile], [zed, duc])


@pytest.mark.django_db
@pytest.mark.parametrize("filters", [{}, {"status": "received"}, {"neighborhood": "mattapan"}])
def test_each_order_is_that_of_an_index(call, filters) -> None:
    """At a million rows, anything else reads and sorts the whole call."""
    apply(call)
    entries = search_entries({"call": call.slug, **filters})
    with connection.cursor() as cursor:
        for switch in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
            cursor.execute(f"SET LOCAL {switch} = off")  # a small table is read and sorted
    for name, columns in {**BY_TIME, **WITHIN_A_CALL}.items():
        for backward in (False, True):
            plan = entries.order_by(*paging.toward(columns, backward=backward))[:50].explain()
            assert "Sort" not in plan, (name, plan)


@pytest.mark.django_db
def test_all_calls_together_are_sorted_by_time_alone(call, coordinator) -> None:
    ana, bia = named(call, "Ana", "Bia")
    page = coordinator.get(LIST, {"call": "all", "sort": "name"})
    assert listed(page) == [bia, ana]
    offered = re.findall(r"[?;]sort=([a-z-]+)", page.content.decode())
    assert offered == ["received"]


@pytest.mark.django_db
def test_sort_follows_a_changed_name_and_forgets_an_erased_one(call, coordinator) -> None:
    ana, bia = (apply(call, contact={"full_name": name}) for name in ("Ana", "Bia"))
    Contact.objects.filter(revision__application=ana).update(chosen_name="Zoe")
    assert pages(coordinator, sort="name") == [[bia.reference, ana.reference]]
    entry = SearchEntry.objects.get(application=ana)
    assert entry.sort_name == "zoe"


@pytest.mark.django_db
def test_count_stops_at_its_limit(call, coordinator, monkeypatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    monkeypatch.setattr("reports.applications.MOST_COUNTED", 2)
    named(call, "Ana", "Bia", "Caio", "Davi")
    page = coordinator.get(LIST)
    assert page.context["table"].count == 3
    assert "More than 2 applications" in page.content.decode()


@pytest.mark.django_db
def test_list_without_a_match_says_so(call, coordinator) -> None:
    named(call, "Ana")
    page = coordinator.get(coordinator.post(LIST, {"text": "nobody at all"}).url)
    assert "No application fits" in page.content.decode()


@pytest.mark.django_db
def test_list_before_any_call_is_empty(coordinator) -> None:
    assert "No application has come in yet" in coordinator.get(LIST).content.decode()


@pytest.mark.django_db
def test_search_is_refused_without_a_permission(call, cast) -> None:
    for person in (cast.clerk, cast.reviewer, cast.finance, cast.auditor, cast.administrator):
        client = Client()
        client.force_login(person)
        assert client.post(LIST, {"text": "ana"}).status_code == 403
    assert not AccessEvent.objects.exists()
