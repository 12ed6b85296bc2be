"""Exports: on record, nothing runs in them, nothing is in them that was not asked for."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from applications.models import Answer
from core.models import AccessEvent
from core.permissions import MAY, Permission, Role, store_roles
from reports import exports
from reports.export_files import is_active
from tests.factories import desk
from tests.factories.applications import apply
from tests.factories.calls import asking
from tests.factories.names import expected, name_rows
from tests.factories.translations import REASON, apply_in_spanish, checked, correct, handed_in

EXPORT = "/staff/export/"
HOSTILE = [
    '=HYPERLINK("http://x","a")',
    "+1 (617) 555-0188",
    "-1+1",
    "@SUM(1)",
    "=cmd|' /C calc'!A0",
    "  =1+1",
    "＝1+1",
    "+1-617-555-0188",
]


def body(response) -> bytes:
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)


def csv_of(client: Client, query: str = "", **given: str) -> list[dict[str, str]]:
    text = body(client.post(EXPORT + query, {"kind": "csv", **given})).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def xlsx_of(client: Client, **given: str) -> list[dict[str, object]]:
    book = load_workbook(io.BytesIO(body(client.post(EXPORT, {"kind": "xlsx", **given}))))
    heading, *rows = book.worksheets[0].iter_rows()
    return [{h.value: c for h, c in zip(heading, row, strict=True)} for row in rows]


@pytest.mark.django_db
def test_export_holds_only_the_parts_asked_for(call, coordinator) -> None:
    apply(call)
    (row,) = csv_of(coordinator)
    everything = " ".join(row.values())
    for hidden in ("Wideline", "example.org", "60 Example", "brother", "Black", "35 to 54"):
        assert hidden not in everything
    (row,) = csv_of(coordinator, contact="on", support="on", answers="on")
    assert next(iter(row.items())) == ("Name to use", "Wideline Jean-Baptiste")
    assert (row["Full name"], row["Email"]) == ("Wideline Jean-Baptiste", "wideline@example.org")
    assert row["Why do you want to join the Design Group?"].startswith("I want the next family")
    assert not any("race" in heading.lower() for heading in row)


@pytest.mark.django_db
def test_export_says_what_the_paper_was_like(call, coordinator, cast) -> None:
    online, signed = apply(call), desk.typed_in(call, cast.clerk)
    unsigned = desk.typed_in(call, cast.clerk, paper={"signature_seen": False, "has_time": False})
    rows = {row["Reference"]: row for row in csv_of(coordinator)}
    signatures = [rows[each.reference]["Signature"] for each in (online, signed, unsigned)]
    assert signatures == ["", "Seen", "Not seen"]
    day = timezone.localdate(unsigned.received_at)
    assert rows[unsigned.reference]["Received"] == day.isoformat()
    assert rows[signed.reference]["Received"].startswith(
        f"{timezone.localdate(signed.received_at)} "
    )
    cells = {row["Reference"].value: row["Received"] for row in xlsx_of(coordinator)}
    cell = cells[unsigned.reference]
    assert (cell.value.date(), cell.number_format) == (day, "mmm d, yyyy")


@pytest.mark.django_db
def test_export_of_contacts_has_what_was_said_of_age_work_and_later_calls(
    call, coordinator
) -> None:
    apply(call)
    asked = asking(call, minimum_age=18, asks_city_employment=True)
    eligibility = {"is_of_age": "yes", "works_for_city": "no"}
    apply(asked, eligibility=eligibility, declaration={"wants_later_calls": True})
    rows = csv_of(coordinator, contact="on")
    names = ("Old enough", "Works for the City", "May hear of later calls")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("Yes", "No", "Yes"),
        ("", "", "No"),
    ]


@pytest.mark.django_db
def test_export_of_about_you_answers_needs_a_reason(call, coordinator) -> None:
    apply(call)
    refused = coordinator.post(
        EXPORT, {"kind": "csv", "about_you": "on", "reason": " "}, follow=True
    )
    assert "Say why you export about-you answers." in refused.content.decode()
    assert not AccessEvent.objects.exists()
    (row,) = csv_of(coordinator, about_you="on", reason="Report to the council")
    assert any("Black" in value for value in row.values())
    assert AccessEvent.objects.get().reason == "Report to the council"


@pytest.mark.django_db
def test_export_is_one_event_with_its_filters_and_count(call, coordinator, cast) -> None:
    for _ in range(3):
        apply(call)
    apply(call, home={"neighborhood": "roxbury"})
    rows = csv_of(coordinator, "?neighborhood=mattapan", contact="on")
    assert len(rows) == 3
    event = AccessEvent.objects.get()
    assert (event.by, event.what, event.count) == (cast.coordinator, AccessEvent.What.EXPORT, 3)
    assert event.query == f"neighborhood=mattapan&call={call.slug}&parts=contact&format=csv"


@pytest.mark.django_db
def test_export_page_says_which_applications(call, coordinator) -> None:
    apply(call)
    page = coordinator.get("/staff/export/?channel=web&residency=unverified").content.decode()
    shown = " ".join(page.split())
    assert "1 application, residency check: Not checked, came: Online." in shown
    assert "Not checked" not in coordinator.get("/staff/export/").content.decode()


@pytest.mark.django_db
def test_export_of_a_search_keeps_its_words_out_of_the_log(call, coordinator, cast) -> None:
    apply(call, contact={"full_name": "Zzyzx Ana"})
    apply(call)
    address = coordinator.post("/staff/applications/", {"text": "zzyzx"}).url.partition("?")[2]
    (row,) = csv_of(coordinator, f"?{address}", contact="on")
    assert row["Full name"] == "Zzyzx Ana"
    assert "zzyzx" not in AccessEvent.objects.get().query.lower()
    other = Client()
    other.force_login(cast.second_coordinator)
    answer = other.post(f"{EXPORT}?{address}", {"kind": "csv", "contact": "on"}, follow=True)
    assert "This search is no longer kept" in answer.content.decode()  # not: everybody


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_csv_never_holds_an_active_cell(call, coordinator, text: str) -> None:
    apply(call, contact={"full_name": text, "phone": text}, questions={"why-join": text})
    (row,) = csv_of(coordinator, contact="on", answers="on")
    for heading in ("Full name", "Phone", "Why do you want to join the Design Group?"):
        assert row[heading] == f"'{text}"
    assert not any(is_active(value) for value in row.values())


@pytest.mark.django_db
def test_csv_line_starts_are_no_way_out_of_a_cell(call, coordinator) -> None:
    apply(call, questions={"why-join": 'One"\n=1+1,"\n\tTwo'})
    (row,) = csv_of(coordinator, answers="on")
    assert row["Why do you want to join the Design Group?"] == 'One"\n=1+1,"\n\tTwo'


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE)
def test_xlsx_cells_are_texts_and_unchanged(call, coordinator, text: str) -> None:
    apply(call, contact={"full_name": text, "phone": text})
    (row,) = xlsx_of(coordinator, contact="on")
    for heading in ("Full name", "Phone"):
        cell = row[heading]
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
        assert cell.hyperlink is None


@pytest.mark.django_db
def test_names_of_every_script_come_back_from_both_files(call, coordinator) -> None:
    names = [expected(row) or row["preferred_name"] for row in name_rows()]
    for name in names:
        apply(call, contact={"full_name": name})
    from_csv = [row["Full name"].removeprefix("'") for row in csv_of(coordinator, contact="on")]
    from_xlsx = [row["Full name"].value for row in xlsx_of(coordinator, contact="on")]
    assert from_csv == from_xlsx == names[::-1]


@pytest.mark.django_db
def test_export_takes_as_many_queries_for_three_as_for_one(call, coordinator) -> None:
    everything = {"contact": "on", "support": "on", "answers": "on", "about_you": "on"}
    counts = []
    for more in (1, 2):
        for _ in range(more):
            apply(call)
        with CaptureQueriesContext(connection) as captured:
            csv_of(coordinator, reason="Report", **everything)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 32


@pytest.mark.django_db
def test_export_reads_a_batch_at_a_time(call, coordinator, monkeypatch) -> None:
    monkeypatch.setattr(exports, "BATCH", 2)
    references = [apply(call).reference for _ in range(5)]
    assert [row["Reference"] for row in csv_of(coordinator)] == references[::-1]


@pytest.mark.django_db
def test_export_is_closed_to_other_roles(call, cast) -> None:
    apply(call)
    for person in (cast.clerk, cast.reviewer, cast.finance, cast.auditor, cast.administrator):
        client = Client()
        client.force_login(person)
        assert client.post(EXPORT, {"kind": "csv", "contact": "on"}).status_code == 403
    assert not AccessEvent.objects.exists()


@pytest.mark.django_db
def test_exporting_does_not_open_about_you_answers_by_itself(call, cast, monkeypatch) -> None:
    less = MAY[Role.COORDINATOR] - {Permission.OPEN_ABOUT_YOU}
    monkeypatch.setitem(MAY, Role.COORDINATOR, less)
    store_roles()
    apply(call)
    client = Client()
    client.force_login(cast.coordinator)
    (row,) = csv_of(client, about_you="on", reason="Report")
    assert not any("Black" in value for value in row.values())


@pytest.mark.django_db
def test_export_of_nothing_says_so(call, coordinator) -> None:
    answer = coordinator.post(EXPORT, {"kind": "csv"}, follow=True)
    assert "nothing to export" in answer.content.decode()
    assert not AccessEvent.objects.exists()


@pytest.mark.django_db
def test_export_names_no_kind_of_its_own(call, coordinator) -> None:
    apply(call)
    refused = coordinator.post(EXPORT, {"kind": "exe"}, follow=True)
    assert "Select a valid choice" in refused.content.decode()
    answer = coordinator.post(EXPORT, {"kind": "xlsx"})
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert 'filename="applications-2' in answer.headers["Content-Disposition"]


@pytest.mark.django_db
def test_export_has_checked_english_beside_what_was_written(call, coordinator, cast) -> None:
    first, second, third = (apply_in_spanish(call) for _ in range(3))
    reasons = {each.revision.application_id: each for each in Answer.objects.filter(text=REASON)}
    checked(reasons[first.pk], cast, "=I want to help")
    handed_in(reasons[second.pk], cast, "Not checked by anybody")
    checked(reasons[third.pk], cast, "Of words that were changed since")
    correct(third, **{"why-join": "Por mi madre."})
    asked = "Why do you want to join the Design Group?"
    rows = {row["Reference"]: row for row in csv_of(coordinator, answers="on")}
    english = {reference: row[f"{asked} (in English)"] for reference, row in rows.items()}
    assert rows[first.reference][asked] == REASON
    assert english == {
        first.reference: "'=I want to help",
        second.reference: "",
        third.reference: "",
    }
    titles = csv_of(coordinator, contact="on")[0]
    assert not any("(in English)" in title for title in titles)
