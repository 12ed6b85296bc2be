"""History and access log speak as people do: no names of columns, ids, codes, None or True."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.test import Client

from applications.duplicates.actions.mark_duplicates import mark_duplicates
from applications.models import Page
from config.startup import load_code
from core import access_log
from core.actions import NAMES
from core.models import AccessEvent
from reports.action_names import DID
from reports.history import Event
from reports.history_parts import Part, parts
from reports.history_values import kind_in_words
from reports.history_words import Change, Difference, in_words
from stipends.enums import EntryKind
from tests.factories import desk, story
from tests.factories.applications import apply
from tests.factories.shown_on_staff_pages import what_is_there
from tests.factories.staff import signed_in
from tests.factories.translations import correct

RAW = re.compile(r"[a-z0-9]+_[a-z0-9_]+|\b(None|True|False|null)\b|[{\[]['\"]")
KINDS = "|".join(re.escape(kind_in_words(part.model)) for part in parts().values())
ID = re.compile(rf"^(?!ZIP)({KINDS}) \d+$", re.IGNORECASE)
TEXT = "Some words"


def raw(words: list[str]) -> list[str]:
    return [each for each in words if RAW.search(each) or ID.search(each)]


def samples(field: models.Field) -> tuple[Any, Any]:
    """Two values as the history has them."""
    if field.is_relation:
        found = field.related_model._base_manager.order_by("pk").values_list("pk", flat=True)
        return found.first(), 999999
    if field.choices:
        return field.flatchoices[-1][0], field.flatchoices[0][0]
    if isinstance(field, ArrayField):
        codes = [key for key, _ in field.base_field.flatchoices] or ["lives_in_city", "why-join"]
        return codes[:2], codes[:1]
    if isinstance(field, models.BooleanField):
        return True, False
    if isinstance(field, models.DateTimeField):
        return "2026-11-01T10:00:00+00:00", "2026-10-01T10:00:00+00:00"
    if isinstance(field, models.DateField):
        return "2026-11-01", "2026-10-01"
    if isinstance(field, models.IntegerField | models.DecimalField):
        return 1200, 7
    if field.name == "slug":
        return "design-group", "other-group"  # a call's is the address of its page
    if isinstance(field, models.SlugField | models.UUIDField):
        return "some_code", "other_code"
    return TEXT, f"Other {TEXT}"


def changes_of(part: Part) -> Iterator[Event]:
    """A row that is new, one that changes in every column, and one that is gone."""
    fields = [*part.model._meta.concrete_fields]
    after = {field.column: samples(field)[0] for field in fields}
    before = {field.column: samples(field)[1] for field in fields}
    for label in ("insert", "update", "delete"):
        yield Event(
            part=part,
            number=1,
            at=datetime(2026, 11, 1, tzinfo=UTC),
            label=label,
            together=label,
            person=None,
            reason="",
            action="applications.form.actions.submit.submit",
            root=part.root,
            root_id=None,
            after=after,
            before=before,
        )


def words_of(change: Change) -> Iterator[str]:
    yield from (change.thing, change.did, *change.hidden)
    for each in change.differences:
        yield from words_of_difference(each)


def words_of_difference(each: Difference) -> Iterator[str]:
    yield from (each.field, each.before, each.after)
    for one in each.languages:
        yield from words_of_difference(one)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", parts())
def test_history_of_every_kind_is_in_words(kind: str, call, cast) -> None:
    story.approved(apply(call), cast)
    for entry in in_words(list(changes_of(parts()[kind]))):
        words = [word for change in entry.changes for word in words_of(change)]
        assert words and raw(words) == []


@pytest.mark.django_db
def test_pages_of_what_happened_show_nothing_raw(call, cast, auditor) -> None:
    what_is_there(call, cast)
    for path in ("/staff/history/", "/staff/access/"):
        while path:
            page = auditor.get(path)
            body = page.content.decode().partition("<tbody")[2].partition("</tbody")[0]
            body = re.sub(r"<time\b.*?</time>|[\w.]+@[\w.]+", "", body, flags=re.DOTALL)
            cells = [text.strip() for text in re.findall(r">([^<]+)<", body) if text.strip()]
            assert cells and raw(cells) == []
            older = page.context["table"].links[-1:]
            is_more = bool(older) and older[0].rel == "next"
            path = f"{path.partition('?')[0]}{older[0].address}" if is_more else ""


@pytest.mark.django_db
def test_history_of_a_text_in_twelve_languages_is_one_line(call, auditor) -> None:
    page = Page.objects.get(key="privacy")
    page.title_en, page.title_es, page.title_fr = "What we keep", "Lo que guardamos", "Ce que"
    page.save()
    entry = auditor.get("/staff/history/page/privacy/").context["table"].rows[0]
    [difference] = entry.changes[0].differences
    assert (difference.field, difference.after) == ("Title (English, Spanish, French)",) + (
        "What we keep",
    )
    assert [(each.field, each.after) for each in difference.languages] == [
        ("English", "What we keep"),
        ("Spanish", "Lo que guardamos"),
        ("French", "Ce que"),
    ]
    Page.objects.filter(key="privacy").update(title_ar="ما نحتفظ به")
    entry = auditor.get("/staff/history/page/privacy/").context["table"].rows[0]
    [difference] = entry.changes[0].differences
    assert (difference.field, difference.languages) == ("Title (Arabic)", ())


@pytest.mark.django_db
def test_history_names_the_other_application_and_leads_there(call, cast, coordinator) -> None:
    first, second = apply(call), apply(call)
    mark_duplicates(
        by=cast.coordinator,
        pair=(first, second),
        verdict="same_person",
        counts=first,
        reason="Phone",
        seen=0,
    )
    page = coordinator.get(f"/staff/history/application/{first.reference}/").content.decode()
    assert f'href="/staff/applications/{second.reference}/">{second.reference}' in page


@pytest.mark.django_db
def test_access_log_tells_what_was_searched_and_exported(call, cast, auditor) -> None:
    coordinator = Client()
    coordinator.force_login(cast.coordinator)
    found = apply(call, contact={"full_name": "Zyzzyva Ana"}, home={"neighborhood": "mattapan"})
    asked = {"text": "zyzzyva ana", "residency": "unverified", "neighborhood": "mattapan"}
    address = coordinator.post("/staff/applications/", asked, follow=True).request["QUERY_STRING"]
    coordinator.post(f"/staff/export/?{address}", {"kind": "xlsx", "contact": "on"})
    page = auditor.get("/staff/access/")
    export, listed = (row.details for row in page.context["table"])
    filters = (
        "Residency check: not checked; Neighborhood: Mattapan;"
        f" Call: {call.title}; 2 words searched for"
    )
    assert listed == f"{filters}; Found: {found.reference}"
    assert export == f"{filters}; With: Names and contact details; As XLSX"
    rows = auditor.get("/staff/access/", {"query": "contact"}).context["table"].rows
    assert [row.details for row in rows] == [export]


@pytest.mark.django_db
def test_access_log_bears_what_was_cut(call, cast, auditor) -> None:
    query = f"call={call.slug}&neighborhood=matt"
    access_log.record(by=cast.coordinator, what=AccessEvent.What.APPLICATION_LIST, query=query)
    assert "Neighborhood: matt" in auditor.get("/staff/access/").content.decode()


@pytest.mark.django_db(transaction=True)  # one action, one moment: what orders them
def test_history_says_what_the_applicant_and_the_site_did(call, auditor) -> None:
    application = apply(call)
    correct(application, **{"why-join": "Other words."})
    rows = auditor.get(f"/staff/history/application/{application}/").context["table"].rows
    assert [(row.actor, row.action) for row in rows] == [
        ("The applicant", "Corrected the application"),
        ("The applicant", "Sent the application"),
    ]
    page = auditor.get("/staff/history/").content.decode()
    assert "The applicant" in page and "Not staff" not in page


def test_each_action_that_there_is_has_words_of_what_was_done() -> None:
    load_code()
    ours = {name for name in NAMES if not name.startswith("tests.")}
    names = {name.rpartition(".")[2] for name in ours} | {*EntryKind.values}  # of the ledger
    assert set(DID) == names


@pytest.mark.django_db
def test_typing_error_names_what_was_corrected_and_shows_none_of_it(call, cast) -> None:
    application = desk.typed_in(call, cast.clerk)
    changes = {"contact": {"full_name": "Wydeline Canary"}, "home": {"zip_code": "02121"}}
    answer = {"why-join": "Another canary"}
    desk.correct(application, cast.clerk, changes={**changes, "questions": answer})
    page = signed_in(cast.auditor).get(f"/staff/history/application/{application}/")
    words = " ".join(page.content.decode().split())
    (named,) = re.findall(r"<b>Correction</b> of: (.*?) <span", html.unescape(words))
    question = call.questions.get(key="why-join").text_en
    assert named.split(", ") == ["Full name", "ZIP code", question]
    assert "Canary" not in words and "canary" not in words and "02121" not in words
