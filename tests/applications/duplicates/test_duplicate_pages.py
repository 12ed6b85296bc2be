"""The pages about duplicates: a coordinator decides, a clerk gets hints, a reviewer nothing."""

import html
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.duplicates import duplicate_sets
from applications.form.actions.withdraw import withdraw_application
from applications.form.queries import eligible_applications
from applications.form.queries.known import people_who_know
from applications.models import Application, DuplicateMark
from applications.records.actions.erase import carry_out_erasure, request_erasure
from applications.records.records import traces_of
from core.models import AccessEvent
from tests.applications.paper.typed_paper import paper
from tests.factories import duplicates
from tests.factories.staff import Cast, signed_in

LIST, HINTS = "/staff/duplicates/", "/staff/paper/hints/"
What = AccessEvent.What


@pytest.fixture
def coordinator(cast) -> Client:
    return signed_in(cast.coordinator)


@pytest.fixture
def clerk(cast) -> Client:
    return signed_in(cast.clerk)


def compare(one: Application, other: Application) -> str:
    return f"{LIST}{one.reference}/{other.reference}/"


def hint(client: Client, call, name: str = "", key: object = "", **typed: str):
    given = {"call": call.slug, "contact-full_name": name, "envelope-submission_key": str(key)}
    return client.post(HINTS, given | {f"contact-{field}": text for field, text in typed.items()})


def words(response) -> str:
    plain = html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode()))
    return " ".join(plain.split())


@pytest.mark.django_db
def test_list_names_nobody_and_takes_as_many_queries_for_three(call, coordinator) -> None:
    counts = []
    for names in (("Frantz Désir",) * 2, ("Ana Souza",) * 2 + ("Bia Souza",)):
        duplicates.similar_pair(call, *names)
        with CaptureQueriesContext(connection) as captured:
            page = coordinator.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
    assert "Désir" not in page.content.decode()
    assert "Same phone, same name" in words(page)
    assert page.content.decode().count("Compare<span") >= 2


@pytest.mark.django_db
def test_list_that_is_cut_says_so(call, coordinator, monkeypatch) -> None:
    duplicates.similar_pair(call, "Ana Souza", "ana souza", "Ana  Souza", "Bia Lima", "Carl Roy")
    assert "Showing the first" not in words(coordinator.get(LIST))
    monkeypatch.setattr(duplicate_sets, "MOST_PAIRS", 2)
    page = words(coordinator.get(LIST))
    assert "Showing the first 2 of 3 pairs, the strongest first." in page
    assert "Showing the first 2 of 7 pairs." in page


@pytest.mark.django_db
def test_two_are_shown_side_by_side_and_it_is_on_record(call, cast, coordinator) -> None:
    one, other = duplicates.similar_pair(call)
    page = coordinator.get(compare(other, one))
    text = words(page)
    assert "Frantz Désir" in text and "frantz desir" in text
    assert "60 Example St" not in page.content.decode(), "where they live proves nothing"
    assert "Likely the same person: same phone, same name" in text
    events = AccessEvent.objects.filter(what=What.COMPARISON)
    assert {event.object_id for event in events} == {one.pk, other.pk}
    assert cast.coordinator.pk in people_who_know(one) & people_who_know(other)


@pytest.mark.django_db
def test_coordinator_marks_and_takes_back(call, coordinator) -> None:
    one, other = duplicates.similar_pair(call)
    given = {"seen": 0, "verdict": other.reference, "reason": "She told us on the phone."}
    assert coordinator.post(compare(one, other), given).url == LIST
    assert eligible_applications().get() == other
    assert "She told us on the phone." in words(coordinator.get(LIST))
    assert "Does not count" in words(coordinator.get(f"/staff/applications/{one.reference}/"))
    assert "set aside" in words(coordinator.get(f"/staff/applications/{one.reference}/"))
    back = {"seen": 1, "verdict": "undecided", "reason": "Two sisters after all."}
    coordinator.post(compare(one, other), back)
    assert eligible_applications().count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"verdict": "different_people", "reason": " "},
        {"verdict": "eaten", "reason": "x"},
        {"verdict": "undecided", "reason": "x"},
        {"verdict": "CDG-0000-0000", "reason": "x"},
    ],
)
def test_mark_without_sense_is_refused_with_words(call, coordinator, given) -> None:
    one, other = duplicates.similar_pair(call)
    page = coordinator.post(compare(one, other), {"seen": 0, **given}, follow=True)
    assert "Please check this page" in words(page)
    assert not DuplicateMark.objects.exists()


@pytest.mark.django_db
def test_second_coordinator_is_told_and_keeps_what_they_typed(call, cast, coordinator) -> None:
    one, other = duplicates.similar_pair(call)
    duplicates.marked(cast.second_coordinator, one, other)
    given = {"seen": 0, "verdict": "different_people", "reason": "Two cousins."}
    answer = coordinator.post(compare(one, other), given, follow=True)
    assert "Somebody else changed this" in words(answer)
    assert "Two cousins." in answer.content.decode()
    assert DuplicateMark.objects.count() == 1
    again = {**given, "seen": answer.context["form"]["seen"].value()}
    assert coordinator.post(compare(one, other), again).status_code == 302


@pytest.mark.django_db
def test_two_known_references_are_compared(call, coordinator) -> None:
    one, other = (duplicates.named(call, name) for name in ("Ana Souza", "Bia Lima"))
    typed = {"first": one.reference.lower(), "second": other.reference.replace("-", " ")}
    assert coordinator.post(LIST, typed).url == compare(one, other)
    for wrong in ({"second": "CDG-0"}, {"second": one.reference}, {"first": ""}):
        page = coordinator.post(LIST, typed | wrong, follow=True)
        assert "Please check this page" in words(page)
    assert coordinator.get(compare(one, one)).status_code == 404


@pytest.mark.django_db
def test_only_a_coordinator_decides(call, cast: Cast) -> None:
    one, other = duplicates.similar_pair(call)
    given = {"seen": 0, "verdict": "different_people", "reason": "x"}
    for person in (cast.clerk, cast.reviewer, cast.finance, cast.auditor, cast.administrator):
        assert signed_in(person).post(compare(one, other), given).status_code == 403
    assert not DuplicateMark.objects.exists()


@pytest.mark.django_db
def test_hint_says_why_and_names_nobody(call, clerk) -> None:
    one = duplicates.named(call, "Wideline Jean-Baptiste")
    answer = hint(clerk, call, "jean baptiste wideline", phone="+1 617 555 0101")
    assert f"{one.reference} received" in words(answer)
    assert "same phone, same words in another order" in words(answer)
    assert "Wideline" not in answer.content.decode()
    assert words(hint(clerk, call, "Somebody Else", phone="617 555 0999")) == ""
    assert words(hint(clerk, call)) == ""
    family = words(hint(clerk, call, "Marie Louise Jean", phone="617 555 0101"))
    assert "May share a household: same phone" in family


@pytest.mark.django_db
def test_hint_is_on_record_once_for_a_paper(call, cast, clerk) -> None:
    one = duplicates.named(call, "Wideline Jean-Baptiste")
    key = uuid.uuid4()
    for typed in ("wideline jeanbaptiste", "Wideline Jean Baptiste", "Wideline Jean-Baptiste"):
        hint(clerk, call, typed, key)
    assert AccessEvent.objects.get().object_id == one.pk
    assert AccessEvent.objects.get().query == "", "what was typed is nowhere"
    hint(clerk, call, "Wideline Jean-Baptiste", uuid.uuid4())
    assert AccessEvent.objects.count() == 2
    assert cast.clerk.pk in people_who_know(one)


@pytest.mark.django_db
def test_hint_shows_five_at_most_and_the_strongest_first(call, clerk) -> None:
    for _ in range(7):
        duplicates.named(call, "Ana Lima", phone="617 555 0555")
    best = duplicates.named(call, "Ana Lima")
    answer = hint(clerk, call, "Ana Lima", phone=duplicates.PHONE)
    assert answer.content.decode().count("<li>") == 5
    assert answer.content.decode().index(best.reference) < 200


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["%", "'; --", "\x00", "<b>x</b> y", "💐💐 💐💐", "x" * 5000])
def test_hint_takes_whatever_is_typed(call, clerk, typed: str) -> None:
    duplicates.named(call, "Ana Souza")
    assert hint(clerk, call, typed, phone=typed, email=typed).status_code == 200


@pytest.mark.django_db
def test_hint_is_for_clerks_and_only_posted(call, cast, clerk) -> None:
    for person in (cast.coordinator, cast.reviewer, cast.finance):
        assert hint(signed_in(person), call, "Ana Souza").status_code == 403
    assert clerk.get(HINTS).status_code == 405
    assert hint(Client(), call, "Ana Souza").status_code == 403


@pytest.mark.django_db
def test_saving_says_it_again_without_scripts_and_is_never_held_up(call, clerk) -> None:
    first = paper(clerk)
    assert "Maybe already here" not in words(clerk.get(first.url))
    second = paper(clerk, **{"contact-full_name": "欧阳美玲"})
    slip = words(clerk.get(second.url))
    one = Application.objects.order_by("pk").first()
    assert f"Maybe already here. A coordinator compares them. {one.reference}" in slip
    third = words(clerk.get(paper(clerk, next="1").url, follow=True))
    assert "Maybe already here: " in third and f"{one.reference} (same name)" in third
    assert Application.objects.count() == 3


@pytest.mark.django_db
def test_erased_person_is_gone_from_sets_and_the_reason_too(call, cast, coordinator) -> None:
    one, other = duplicates.similar_pair(call)
    duplicates.marked(cast.coordinator, one, other, reason="Frantz Désir told me.")
    withdraw_application(by=None, application=other)
    erasure = request_erasure(
        by=cast.coordinator, application=other, asker="applicant", authorization="Lawyer"
    )
    expected = sum(count for _what, count in traces_of(other))
    carry_out_erasure(by=cast.second_coordinator, erasure=erasure, expected_rows=expected)
    assert DuplicateMark.objects.get().reason == ""
    page = coordinator.get(compare(one, other))
    assert page.content.decode().count("frantz desir") == 0
    assert "told me" not in words(coordinator.get(LIST))


@pytest.mark.django_db
def test_page_shows_applicants_text_as_text(call, coordinator) -> None:
    one = duplicates.named(call, "<script>alert(1)</script> Souza")
    other = duplicates.named(call, "<script>alert(2)</script> Souza")
    page = coordinator.get(compare(one, other)).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page
