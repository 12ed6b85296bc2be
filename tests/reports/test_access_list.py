"""The access log, and that its reader changes nothing anywhere."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.urls import staff_site
from core import access_log, paging
from core.models import AccessEvent
from tests.factories.applications import apply
from tests.factories.shown_on_staff_pages import what_is_there
from tests.factories.staff_pages import ARGUMENTS

What = AccessEvent.What
PROOFS = {"run-check", "run-pack"}
HOME = {"neighborhood": "mattapan", "street": "9 Example St", "zip_code": "02126"}


def rows_of(client: Client, **filters: str) -> list[tuple[str, str, str]]:
    """(who, what, references) of each line."""
    rows = client.get("/staff/access/", filters).context["table"]
    return [(row.event.by.name, row.event.what, " ".join(row.references)) for row in rows]


@pytest.mark.django_db
def test_access_log_is_found_by_who_what_and_query(call, cast, auditor) -> None:
    application = apply(call)
    opened = {"by": cast.coordinator, "what": What.APPLICATION, "object_id": application.pk}
    access_log.record(**opened)
    listed = {"what": What.APPLICATION_LIST, "query": "page=7", "count": 3}
    access_log.record(by=cast.second_coordinator, **listed)
    first = ("Coordinator", "application", application.reference)
    second = ("Second Coordinator", "application_list", "")
    assert rows_of(auditor) == [second, first]
    assert rows_of(auditor, person=str(cast.coordinator.pk)) == [first]
    assert rows_of(auditor, what="application_list") == [second]
    assert rows_of(auditor, query="PAGE=7") == [second]
    assert rows_of(auditor, reference=application.reference.lower()) == [second, first]
    assert rows_of(auditor, until="2021-06-01") == []


@pytest.mark.django_db
def test_access_log_of_an_application_has_what_may_have_included_it(call, cast, auditor) -> None:
    before, application = apply(call), apply(call)
    long = ",".join(["9" * 9] * 19)
    queries = {
        f"call={call.slug}&parts=contact&format=xlsx": True,
        f"call={call.slug}-2&parts=contact&format=xlsx": False,
        "status=received": True,
        f"call={call.slug} panel=3 version=1": True,
        f"call={call.slug}&words=1&shown={before.pk},{application.pk}": True,
        f"call={call.slug}&words=1&shown={before.pk}": False,
        f"call={call.slug}&words=1&shown={long}": True,
    }
    for query in queries:
        access_log.record(by=cast.coordinator, what=What.EXPORT, query=query)
    access_log.record(by=cast.coordinator, what=What.CONTACT, object_id=before.pk)
    empty = {"query": f"call={call.slug}&status=late", "count": 0}
    access_log.record(by=cast.coordinator, what=What.APPLICATION_LIST, **empty)
    page = auditor.get("/staff/access/", {"reference": application.reference})
    found = [row.event.query for row in page.context["table"]]
    assert found[::-1] == [query[:200] for query, is_in in queries.items() if is_in]
    words = page.content.decode()
    assert words.count("may have included it</span>") == len(found)
    assert rows_of(auditor, reference=application.reference, until="2021-06-01") == []


@pytest.mark.django_db
def test_access_log_goes_on_where_it_ended_and_counts_nothing(
    call, cast, auditor, monkeypatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    for number in range(5):
        access_log.record(by=cast.coordinator, what=What.APPLICATION_LIST, query=f"page={number}")
    seen, path = [], "/staff/access/?what=application_list"
    while path:
        with CaptureQueriesContext(connection) as captured:
            page = auditor.get(path)
        assert not [q for q in captured.captured_queries if "COUNT(" in q["sql"]]
        seen += [row.event.query for row in page.context["table"]]
        older = page.context["table"].links[-1]
        assert "what=application_list" in older.address
        path = f"/staff/access/{older.address}" if older.rel == "next" else ""
    assert seen == [f"page={number}" for number in (4, 3, 2, 1, 0)]


@pytest.fixture
def queue_shown(call, cast, client) -> list[str]:
    """The references on the residency queue, which a coordinator opened twice."""
    references = [apply(call, home=HOME).reference for _ in range(3)]
    client.force_login(cast.coordinator)
    for _ in range(2):
        client.get("/staff/residency/")
    return references


@pytest.mark.django_db
def test_each_showing_of_addresses_is_one_line_with_all_it_showed(queue_shown, auditor) -> None:
    shown = ("Coordinator", "contact", " ".join(queue_shown))
    assert rows_of(auditor) == [shown, shown]
    page = auditor.get("/staff/access/")
    assert [row.count for row in page.context["table"]] == [3, 3]
    assert "3 applications" in page.content.decode()
    one = rows_of(auditor, reference=queue_shown[1])
    assert one == [("Coordinator", "contact", queue_shown[1])] * 2, "asked for one, and shown it"
    assert AccessEvent.objects.count() == 6, "who has read an address is known person by person"


@pytest.mark.django_db
def test_showing_of_many_is_whole_where_a_page_of_the_log_ends(
    queue_shown, auditor, monkeypatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 1)
    first = auditor.get("/staff/access/").context["table"]
    older = auditor.get(f"/staff/access/{first.links[-1].address}").context["table"]
    for table in (first, older):
        assert [row.references for row in table] == [queue_shown]


@pytest.mark.django_db
def test_what_two_people_opened_at_once_is_two_lines(call, cast, auditor) -> None:
    application = apply(call)
    for who in (cast.coordinator, cast.second_coordinator):
        access_log.record(by=who, what=What.CONTACT, object_id=application.pk)
    assert [who for who, _what, _references in rows_of(auditor)] == [
        "Second Coordinator",
        "Coordinator",
    ]


@pytest.mark.django_db
def test_access_log_says_what_is_wrong_with_a_search(auditor) -> None:
    answer = auditor.get("/staff/access/", {"since": "soon", "what": "everything"})
    assert set(answer.context["form"].errors) == {"since", "what"}
    assert auditor.get("/staff/access/", {"after": "-1'"}).status_code == 200


def every_table() -> dict[str, tuple[int, str]]:
    """How many rows each table has and a digest of them; the session that reads is left out."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            if table != "core_session":
                digest = "md5(string_agg(t::text, '|' ORDER BY t::text))"
                cursor.execute(f'SELECT count(*), {digest} FROM "{table}" t')
                found[table] = cursor.fetchone()
    return found


@pytest.mark.django_db
def test_auditor_changes_nothing_by_any_address(call, cast, auditor) -> None:
    ids = what_is_there(call, cast)
    body = {
        "reviewer": cast.second_reviewer.pk,
        "withdraw": "1",
        "method": "check",
        "number": "1",
        "day": "2021-06-01",
        "action": "delete_selected",
        "_selected_action": "1",
    }
    before = every_table()
    statuses = {}
    for page in staff_site.pages:
        if page.name in PROOFS:  # read by a post, which leaves its own line in the access log
            continue
        path = "/staff/" + ARGUMENTS.get(page.name, page.route).format(**ids)
        statuses[page.name] = auditor.post(path, body).status_code
    assert every_table() == before
    assert set(statuses.values()) <= {403, 404, 405}, statuses
    assert before["core_user"] != (0, None)
