"""What is done to many applications of the list: previewed, and for all of them or for none."""

import uuid

import pytest

from applications.models import ContactLogEntry, ResidencyCheck
from applications.records.actions.check_residency import check_residency
from core.models import AccessEvent
from reviewers.models import Review
from tests.factories.applications import apply, practise
from tests.factories.story import two_criteria

LIST = "/staff/applications/"
VERIFY, NOTE, ASSIGN = "/staff/chosen/residency/", "/staff/chosen/contact/", "/staff/scores/assign/"


@pytest.fixture
def three(call):
    return [apply(call) for _ in range(3)]


def sent(applications, step: str = "", **values: object) -> dict[str, object]:
    """What a page sends about these."""
    chosen = [each.reference for each in applications]
    return {"application": chosen, "list": "status=received", "step": step, **values}


def refused(answer) -> dict[str, str]:
    """Who is refused, by reference, and why."""
    rows = answer.context["rows"]
    return {row.application.reference: row.refusal.message for row in rows if row.refusal}


@pytest.mark.django_db
def test_preview_names_who_is_refused_and_saves_nothing(three, coordinator, cast) -> None:
    checked = three[1]
    check_residency(
        by=cast.second_coordinator, application=checked, status="not_a_resident", reason="", seen=0
    )
    chosen = coordinator.post(VERIFY, sent(three))
    assert (chosen.status_code, refused(chosen)) == (200, {})
    why = {checked.reference: "Checked before by Second Coordinator: not a resident."}
    preview = coordinator.post(VERIFY, sent(three, "preview", against="letter"))
    assert (preview.status_code, refused(preview)) == (200, why)
    saved = coordinator.post(VERIFY, sent(three, "save", against="letter"))
    assert (saved.status_code, refused(saved)) == (409, why)
    assert ResidencyCheck.objects.count() == 1, "all or nothing"


@pytest.mark.django_db
def test_refused_ones_are_left_out_and_the_others_saved(three, coordinator, cast) -> None:
    check_residency(
        by=cast.second_coordinator, application=three[0], status="verified", reason="", seen=0
    )
    left = coordinator.post(VERIFY, sent(three, "leave-out", against="letter"))
    rest = [row.application for row in left.context["rows"]]
    assert {each.pk for each in rest} == {three[1].pk, three[2].pk}
    assert coordinator.post(VERIFY, sent(rest, "preview", against="letter")).context["is_ready"]
    assert ResidencyCheck.objects.count() == 1, "a preview takes back what it does"
    answer = coordinator.post(VERIFY, sent(rest, "save", against="letter"))
    assert answer.url == f"{LIST}?status=received", "back where they were chosen"
    checks = ResidencyCheck.objects.filter(application__in=rest)
    assert set(checks.values_list("status", "reason", "by")) == {
        ("verified", "Checked against a letter or bill.", cast.coordinator.pk)
    }
    assert checks.count() == 2


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
        assert coordinator.post(NOTE, sent(three, "save", **entry)).status_code == 302
    noted = ContactLogEntry.objects.values_list("application", flat=True)
    assert sorted(noted) == sorted(each.pk for each in three)


@pytest.mark.django_db
def test_nobody_is_given_to_a_reviewer_who_knows_them(three, coordinator, cast) -> None:
    known = three[2]
    two_criteria(known.call)
    AccessEvent.objects.create(by=cast.reviewer, what="contact", object_id=known.pk)
    answer = coordinator.post(ASSIGN, sent(three, "save", reviewer=cast.reviewer.pk))
    assert list(refused(answer)) == [known.reference]
    assert not Review.objects.exists()
    coordinator.post(ASSIGN, sent(three[:2], "save", reviewer=cast.reviewer.pk))
    assert Review.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("page", [VERIFY, NOTE, ASSIGN])
def test_practice_and_unknown_applications_cannot_be_chosen(
    call, three, coordinator, cast, page
) -> None:
    practice = practise(call, by=cast.clerk)
    assert coordinator.post(page, sent([*three, practice], "save")).status_code == 404
    three[0].reference = "CDG-0000-0000"
    assert coordinator.post(page, sent(three, "save")).status_code == 404


@pytest.mark.django_db
def test_nothing_chosen_leads_back_to_the_list(coordinator) -> None:
    answer = coordinator.post(VERIFY, sent([]), follow=True)
    assert "Choose some applications first." in answer.content.decode()


@pytest.mark.django_db
def test_names_on_the_preview_are_on_record(three, coordinator) -> None:
    coordinator.post(VERIFY, sent(three))
    event = AccessEvent.objects.get()
    assert (event.what, event.query, event.count) == ("application_list", "chosen", 3)
