"""What is done to many applications of the list: previewed, and for all of them or for none."""

import functools
import html
import re
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from applications.models import Application, ContactLogEntry, ResidencyCheck
from applications.records.actions.check_residency import check_residency
from core.models import AccessEvent
from reviewers.actions.assign import assign_review
from reviewers.actions.assignment import want_readings
from reviewers.models import Review
from tests.factories.applications import apply, practise
from tests.factories.story import two_criteria

LIST = "/staff/applications/"
VERIFY, NOTE, ASSIGN = "/staff/chosen/residency/", "/staff/chosen/contact/", "/staff/scores/assign/"


@pytest.fixture
def three(call):
    home = {"neighborhood": "mattapan", "street": "9 Example St"}
    return [apply(call, home=home) for _ in range(3)]


def chosen(client: Client, page: str, applications: Sequence[Application]) -> str:
    """The address of the preview of these."""
    references = [each.reference for each in applications]
    answer = client.post(page, {"application": references, "list": "status=received"})
    assert answer.status_code == 302
    return answer.url


def pressed(client: Client, address: str, step: str, **values: object) -> Any:
    """The page that pressing one of its buttons leads to."""
    answer = client.post(address, {"step": step, **values})
    assert answer.url == address, "an address, so that going back sends nothing again"
    return client.get(address)


def refused(page) -> dict[str, str]:
    """Who is refused, by reference, and why."""
    rows = page.context["rows"]
    return {row.application.reference: row.refusal.message for row in rows if row.refusal}


@pytest.mark.django_db
def test_preview_names_who_is_refused_and_saves_nothing(three, coordinator, cast) -> None:
    checked = three[1]
    check_residency(
        by=cast.second_coordinator, application=checked, status="not_a_resident", reason="", seen=0
    )
    address = chosen(coordinator, VERIFY, three)
    assert refused(coordinator.get(address)) == {}
    why = {checked.reference: "Checked before by Second Coordinator: not a resident."}
    assert refused(pressed(coordinator, address, "preview", against="letter")) == why
    assert refused(pressed(coordinator, address, "save")) == why
    assert ResidencyCheck.objects.count() == 1, "all or nothing"


@pytest.mark.django_db
def test_refused_ones_are_left_out_and_the_others_saved(three, coordinator, cast) -> None:
    check_residency(
        by=cast.second_coordinator, application=three[0], status="not_a_resident", reason="", seen=0
    )
    address = chosen(coordinator, VERIFY, three)
    pressed(coordinator, address, "preview", against="letter")
    left = pressed(coordinator, address, "leave-out")
    rest = [row.application for row in left.context["rows"]]
    assert {each.pk for each in rest} == {three[1].pk, three[2].pk}
    assert left.context["is_ready"]
    assert ResidencyCheck.objects.count() == 1, "a preview takes back what it does"
    answer = coordinator.post(address, {"step": "save"})
    assert answer.url == f"{LIST}?status=received", "back where they were chosen"
    checks = ResidencyCheck.objects.filter(application__in=rest)
    assert set(checks.values_list("status", "reason", "by")) == {
        ("verified", "Checked against a letter or bill.", cast.coordinator.pk)
    }
    assert checks.count() == 2


@pytest.mark.django_db
def test_who_is_verified_already_is_left_out_and_not_refused(three, coordinator, cast) -> None:
    check_residency(
        by=cast.second_coordinator, application=three[0], status="verified", reason="", seen=0
    )
    address = chosen(coordinator, VERIFY, three)
    page = pressed(coordinator, address, "preview", against="letter")
    assert not refused(page) and page.context["is_ready"]
    words = " ".join(page.content.decode().split())
    assert "1 found so already by Second Coordinator" in words and "Save for 2" in words
    said = coordinator.post(address, {"step": "save"}, follow=True).content.decode()
    assert "done for 2. 1 left out." in said
    assert ResidencyCheck.objects.filter(application=three[0]).count() == 1


@pytest.mark.django_db
def test_what_is_saved_is_what_the_preview_showed(three, coordinator) -> None:
    address = chosen(coordinator, VERIFY, three)
    preview = pressed(coordinator, address, "preview", against="letter").content.decode()
    assert "a letter or bill" in preview and "<select" not in preview
    changed = pressed(coordinator, address, "change").content.decode()
    assert re.search(r'<option value="letter"\s+selected', changed)
    coordinator.post(address, {"step": "save", "against": "document"})
    assert not ResidencyCheck.objects.exists(), "no longer previewed"
    pressed(coordinator, address, "preview", against="letter")
    coordinator.post(address, {"step": "save", "against": "document"})
    reasons = ResidencyCheck.objects.values_list("reason", flat=True)
    assert set(reasons) == {"Checked against a letter or bill."}


@pytest.mark.django_db
def test_nobody_without_a_street_is_verified_with_the_others(call, three, coordinator) -> None:
    nowhere = apply(call, home={"neighborhood": "no-fixed-place", "street": ""})
    address = chosen(coordinator, VERIFY, [*three, nowhere])
    page = pressed(coordinator, address, "preview", against="letter")
    why = "No street is given. Note on its own page how you know."
    assert refused(page) == {nowhere.reference: why}


@pytest.mark.django_db
def test_going_back_after_saving_says_that_it_is_saved(three, coordinator) -> None:
    address = chosen(coordinator, VERIFY, three)
    pressed(coordinator, address, "preview", against="letter")
    coordinator.post(address, {"step": "save"})
    for answer in (
        coordinator.get(address, follow=True),
        coordinator.post(address, {"step": "save"}, follow=True),
    ):
        assert "This is saved already, or no longer kept" in answer.content.decode()
    assert ResidencyCheck.objects.count() == 3
    other = NOTE + address.removeprefix(VERIFY)
    assert coordinator.get(other).url.startswith(LIST)


@pytest.mark.django_db
def test_going_back_to_the_list_keeps_the_ticks(three, coordinator) -> None:
    address = chosen(coordinator, VERIFY, three[:2])
    page = pressed(coordinator, address, "preview", against="").content.decode()
    (back,) = re.findall(r'<p class="back"><a href="([^"]*)"', page)
    listed = coordinator.get(html.unescape(back)).content.decode()
    ticked = re.findall(r'value="([^"]*)" aria-label="Choose [^"]*" checked', listed)
    assert sorted(ticked) == sorted(each.reference for each in three[:2])
    assert "batch" not in re.findall(r'name="list" value="([^"]*)"', listed)[0]
    assert '" checked>' not in coordinator.get(LIST).content.decode()


@pytest.mark.django_db
def test_what_is_left_empty_is_said_and_kept(three, coordinator) -> None:
    address = chosen(coordinator, NOTE, three)
    page = pressed(coordinator, address, "preview", note="Called twice").content.decode()
    assert "Called twice" in page and "Choose one." in page
    assert not ContactLogEntry.objects.exists()


@pytest.mark.django_db
def test_one_contact_is_noted_for_each_once(three, coordinator) -> None:
    entry = {
        "entry_key": uuid.uuid4(),
        "way": "email",
        "outcome": "sent",
        "topic": "dates",
        "happened_at": "2026-11-01T10:00",
        "note": "The dates.",
    }
    for _ in range(2):
        address = chosen(coordinator, NOTE, three)
        says = pressed(coordinator, address, "preview", **entry).context["says"]
        assert ("When", "Nov 1, 2026, 10 a.m.") in says
        assert coordinator.post(address, {"step": "save"}).status_code == 302
    noted = ContactLogEntry.objects.values_list("application", flat=True)
    assert sorted(noted) == sorted(each.pk for each in three)


@pytest.mark.django_db
def test_nobody_is_given_to_a_reviewer_who_knows_them(three, coordinator, cast) -> None:
    known = three[2]
    two_criteria(known.call)
    AccessEvent.objects.create(by=cast.reviewer, what="contact", object_id=known.pk)
    address = chosen(coordinator, ASSIGN, three)
    page = pressed(coordinator, address, "preview", reviewer=cast.reviewer.pk)
    assert list(refused(page)) == [known.reference]
    assert not Review.objects.exists()
    page = pressed(coordinator, address, "leave-out")
    assert page.context["says"] == [("Reviewer", cast.reviewer.name)]
    coordinator.post(address, {"step": "save"})
    assert Review.objects.count() == 2


@pytest.mark.django_db
def test_those_that_need_no_reader_are_left_out_and_not_counted(three, coordinator, cast) -> None:
    theirs, enough, _free = three
    two_criteria(theirs.call)
    give = functools.partial(assign_review, by=cast.coordinator)
    give(application=theirs, reviewer=cast.reviewer)
    give(application=enough, reviewer=cast.second_reviewer)
    want_readings(by=cast.coordinator, application=enough, readings=1, reason="Short")

    address = chosen(coordinator, ASSIGN, three)
    page = pressed(coordinator, address, "preview", reviewer=cast.reviewer.pk)
    assert dict(page.context["left_out"]) == {
        f"already with {cast.reviewer.name}": 1,
        "with as many readers as are wanted": 1,
    }
    assert "Save for 1" in " ".join(page.content.decode().split())
    saved = coordinator.post(address, {"step": "save"}, follow=True).content.decode()
    assert "done for 1. 2 left out." in saved
    assert Review.objects.filter(reviewer=cast.reviewer).count() == 2

    address = chosen(coordinator, ASSIGN, three)
    page = pressed(coordinator, address, "preview", reviewer=cast.reviewer.pk)
    assert not page.context["is_ready"], "nothing is left to do"
    asked = {"reviewer": cast.reviewer.pk, "above_wanted": "on"}
    page = pressed(coordinator, address, "preview", **asked)
    assert page.context["to_do"] == 1
    coordinator.post(address, {"step": "save"})
    assert Review.objects.filter(application=enough).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("page", [VERIFY, NOTE, ASSIGN])
def test_practice_and_unknown_applications_cannot_be_chosen(
    call, three, coordinator, cast, page
) -> None:
    practice = practise(call, by=cast.clerk)
    for reference in (practice.reference, "CDG-0000-0000"):
        references = [three[0].reference, reference]
        assert coordinator.post(page, {"application": references}).status_code == 404


@pytest.mark.django_db
def test_nothing_chosen_leads_back_to_the_list(coordinator) -> None:
    answer = coordinator.post(VERIFY, {"list": "status=received"}, follow=True)
    assert "Choose some applications first." in answer.content.decode()
    assert answer.redirect_chain[0][0] == f"{LIST}?status=received"


@pytest.mark.django_db
def test_names_on_the_preview_are_on_record(three, coordinator) -> None:
    coordinator.get(chosen(coordinator, VERIFY, three))
    event = AccessEvent.objects.get()
    assert (event.what, event.query, event.count) == ("application_list", "chosen", 3)
