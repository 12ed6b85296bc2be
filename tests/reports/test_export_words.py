"""What an export says, and how a spreadsheet shows it: as people read it, not as it is stored."""

import csv
import html
import io
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook

from applications.models import Application
from applications.records.actions.check_residency import check_residency
from core.permissions import MAY, Permission, Role, store_roles
from reviewers.actions.score_version import make_score_version
from tests.factories import duplicates, story
from tests.factories.applications import apply

EXPORT = "/staff/export/"
EVERYTHING = {"contact": "on", "support": "on", "answers": "on", "about_you": "on", "reason": "A"}
RAW = re.compile(r"[a-z]+(_[a-z]+)+|None|True|False")


def book_of(client: Client, query: str = "", **given: str) -> Workbook:
    answer = client.post(EXPORT + query, {"kind": "xlsx", **given})
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def rows_of(client: Client, query: str = "", **given: str) -> dict[str, dict]:
    """Reference → title → cell."""
    heading, *rows = book_of(client, query, **given).worksheets[0].iter_rows()
    titled = [{h.value: c for h, c in zip(heading, row, strict=True)} for row in rows]
    return {row["Reference"].value: row for row in titled}


@pytest.mark.django_db
def test_export_has_score_decision_residency_duplicate_and_stipend(call, cast, coordinator) -> None:
    best, second, twin = (apply(call) for _ in range(3))
    story.scored(best, cast, 4)
    story.scored(second, cast, 3)
    check_residency(
        by=cast.coordinator, application=best, status="verified", reason="Lease", seen=0
    )
    duplicates.marked(cast.coordinator, second, twin)
    story.approved(best, cast)
    rows = rows_of(coordinator)
    row = {title: cell.value for title, cell in rows[best.reference].items()}
    expected = {
        "Call": call.title,
        "Status": "Received",
        "Came": "Online",
        "Language": "English",
        "Residency": "Lives in the city",
        "Score": 100,
        "Rank": 1,
        "Decision": "Member",
        "Stipend": "Approved",
        "Stipend amount": call.stipend_cents / 100,
    }
    assert row | expected == row
    assert row["Decision released"]
    assert rows[second.reference]["Decision"].value == "Not chosen"
    others = [rows[each.reference] for each in (second, twin)]
    assert [each["Duplicate"].value for each in others] == [
        "Counts; has a duplicate",
        "Duplicate, does not count",
    ]
    assert [(each["Score"].value, each["Rank"].value) for each in others] == [
        (75, 2),
        (None, None),
    ]


@pytest.mark.django_db
def test_export_says_which_version_its_scores_are_from(call, cast, coordinator) -> None:
    application = apply(call)
    story.scored(application, cast, 4)
    (row,) = rows_of(coordinator).values()
    assert row["Score version"].value is None and row["Score"].value == 100
    for number in (1, 2):
        make_score_version(by=cast.coordinator, call=call, seen=number - 1)
        row = rows_of(coordinator)[application.reference]
        assert (row["Score version"].value, row["Raw score"].value) == (number, 100)
        story.scored(apply(call), cast, 3)
        assert rows_of(coordinator)[application.reference]["Score version"].value == number


@pytest.mark.django_db
def test_export_has_the_columns_that_its_reader_may_see(call, cast, coordinator, monkeypatch):
    story.approved(apply(call), cast)
    for permissions, columns in (
        ({Permission.ASSIGN_REVIEWS}, {"Score", "Score version", "Rank"}),
        ({Permission.CHOOSE_MEMBERS, Permission.RELEASE_DECISIONS}, {"Decision"}),
        ({Permission.APPROVE_STIPENDS}, {"Stipend", "Stipend amount"}),
    ):
        with monkeypatch.context() as less:
            less.setitem(MAY, Role.COORDINATOR, MAY[Role.COORDINATOR] - permissions)
            store_roles()
            (row,) = rows_of(coordinator).values()
        assert not columns & row.keys()
        store_roles()
        (row,) = rows_of(coordinator).values()
        assert columns <= row.keys()


@pytest.mark.django_db
def test_export_dates_are_dates_by_the_clock_of_the_city(call, coordinator) -> None:
    application = apply(call)
    at = datetime(2021, 1, 2, 2, 30, tzinfo=UTC)
    Application.objects.filter(pk=application.pk).update(received_at=at)
    (row,) = rows_of(coordinator).values()
    assert (row["Received"].value, row["Received"].is_date) == (datetime(2021, 1, 1, 21, 30), True)
    sent = coordinator.post(EXPORT, {"kind": "csv"})
    (line,) = csv.DictReader(io.StringIO(b"".join(sent.streaming_content).decode("utf-8-sig")))
    assert line["Received"] == "2021-01-01 21:30"


@pytest.mark.django_db
def test_export_cells_that_look_like_numbers_are_texts(call, coordinator) -> None:
    apply(call, home={"zip_code": "02118", "unit": "007"}, contact={"phone": "6175550188"})
    (row,) = rows_of(coordinator, contact="on").values()
    cells = [row[title] for title in ("ZIP code", "Unit", "Phone")]
    assert [cell.value for cell in cells] == ["02118", "007", "6175550188"]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_export_says_nothing_as_it_is_stored(call, cast, coordinator, kind: str) -> None:
    apply(call, language="zh-hant", contact={"preferred_way": "phone"})
    story.assigned(apply(call), cast)
    sent = coordinator.post(EXPORT, {"kind": kind, **EVERYTHING})
    file = io.BytesIO(b"".join(sent.streaming_content))
    if kind == "csv":
        cells = [text for row in csv.reader(io.StringIO(file.read().decode())) for text in row]
    else:
        sheets = load_workbook(file).worksheets
        cells = [str(cell) for sheet in sheets for row in sheet.values for cell in row if cell]
    assert len(cells) > 100
    codes = {"web", "zh-hant", "phone", "received", "unverified", "yes", "no", call.slug}
    assert [text for text in cells if RAW.fullmatch(text) or text in codes] == []


@pytest.mark.django_db
def test_export_is_ready_to_be_read_in_a_spreadsheet(call, coordinator) -> None:
    apply(call, contact={"email": "somebody.with.a.long.name@neighborhood.example.org"})
    apply(call, questions={"why-join": "word " * 100})
    sheet = book_of(coordinator, contact="on", answers="on").worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", sheet.dimensions)
    for column in sheet.iter_cols():
        title, *cells = column
        width = sheet.column_dimensions[title.column_letter].width
        for cell in cells:
            shown = f"{cell.value:%b %d, %Y %I:%M %p}" if cell.is_date else str(cell.value or "")
            assert len(shown) < width or cell.alignment.wrap_text, (title.value, width)
        assert width <= 60


@pytest.mark.django_db
def test_export_says_what_it_is(call, cast, coordinator) -> None:
    apply(call, contact={"full_name": "Zyzzyva"})
    found = coordinator.post("/staff/applications/", {"text": "zyzzyva", "residency": "unverified"})
    about = book_of(coordinator, f"?{found.url.partition('?')[2]}", contact="on").worksheets[1]
    facts = {name: value for name, value, *_ in about.values}
    assert facts["Of"] == call.title
    assert facts["By"] == cast.coordinator.name
    assert facts["Applications"] == 1
    assert facts["Residency check"] == "Not checked"
    assert facts["With"] == "Names and contact details"
    assert isinstance(facts["Exported"], datetime)
    assert {"Score", "ZIP code"} <= facts.keys()
    assert "zyzzyva" not in str(list(about.values)).lower()


@pytest.mark.django_db
def test_export_is_of_what_the_list_shows(call, coordinator) -> None:
    here, too = (apply(call, home={"neighborhood": "mattapan"}).reference for _ in range(2))
    apply(call, home={"neighborhood": "roxbury"})
    query = {"neighborhood": "mattapan", "sort": "received"}
    page = coordinator.get("/staff/applications/", query).content.decode()
    (address,) = re.findall(r'href="/staff/export/(\?[^"]*)"', page)
    address = html.unescape(address)
    assert list(rows_of(coordinator, address)) == [here, too]
    back = coordinator.get(EXPORT + address).content.decode()
    assert f'href="/staff/applications/{html.escape(address)}"' in back
