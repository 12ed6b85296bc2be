"""The residency queue: many people on one screen, saved together or not at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.form.actions.withdraw import withdraw_application
from applications.models import ResidencyCheck
from applications.records.actions.check_residency import check_residency
from applications.records.views import residency
from core.models import AccessEvent
from tests.factories.applications import apply, practise
from tests.factories.staff import signed_in

QUEUE = "/staff/residency/"
FITTING = {"neighborhood": "mattapan", "street": "9 Example St", "zip_code": "02126"}


@pytest.fixture
def three(call):
    return [apply(call, home=FITTING) for _ in range(3)]


@pytest.fixture
def client(cast):
    return signed_in(cast.coordinator)


def marks(applications, status: str = "verified", **more: str) -> dict[str, object]:
    """What the page sends of these people, all with one mark."""
    sent = {"person": [each.reference for each in applications], "against": "letter"}
    for each in applications:
        sent |= {f"{each.reference}-seen": 0, f"{each.reference}-status": status}
    return sent | more


def stored() -> list[tuple[int, str, str]]:
    checks = ResidencyCheck.objects.order_by("application")
    return list(checks.values_list("application", "status", "reason"))


@pytest.mark.django_db
def test_marks_are_saved_together_with_what_they_rely_on(three, client) -> None:
    first, second, third = three
    sent = marks(three) | {
        f"{second.reference}-status": "not_a_resident",
        f"{second.reference}-reason": "The mail came back",
        f"{third.reference}-status": "later",
    }
    answer = client.post(QUEUE, sent)
    assert answer.status_code == 302
    assert stored() == [
        (first.pk, "verified", "Checked against a letter or bill."),
        (second.pk, "not_a_resident", "The mail came back (Checked against a letter or bill)"),
    ]
    page = client.get(answer.url).context
    assert [person.reference for person in page["people"]] == [third.reference]
    assert page["against"]["against"].value() == "letter", "chosen once for all"


@pytest.mark.django_db
def test_whole_page_is_refused_when_somebody_else_was_first(three, client, cast) -> None:
    first, second, third = three
    check_residency(
        by=cast.second_coordinator, application=second, status="not_a_resident", reason="", seen=0
    )
    answer = client.post(QUEUE, marks(three), follow=True)
    text = answer.content.decode()
    assert [each[0] for each in stored()] == [second.pk]
    assert f"{cast.second_coordinator.name}</bdi> has checked it: not a resident." in text
    marked = [person.form["status"].value() for person in answer.context["people"]]
    assert marked == ["verified"] * 3, "what was marked is kept"
    assert f'name="{second.reference}-status"' not in text
    assert client.post(QUEUE, marks([first, third])).status_code == 302
    assert len(stored()) == 3


@pytest.mark.django_db
def test_somebody_who_is_not_a_resident_needs_a_reason(three, client) -> None:
    answer = client.post(QUEUE, marks(three, "not_a_resident"), follow=True)
    assert answer.content.decode().count("Say why not.") == 3
    answer = client.post(QUEUE, marks(three, against=""), follow=True)
    assert "Choose one." in answer.content.decode()
    assert stored() == []


@pytest.mark.django_db
def test_somebody_without_a_street_is_verified_by_a_reason_of_their_own(
    call, three, client
) -> None:
    nowhere = apply(call, home={"neighborhood": "no-fixed-place", "street": ""})
    people = [*three, nowhere]
    answer = client.post(QUEUE, marks(people), follow=True)
    assert answer.content.decode().count("No street is given: say how you know.") > 0
    assert stored() == []
    reason = {f"{nowhere.reference}-reason": "Letter of the shelter seen"}
    assert client.post(QUEUE, marks(people) | reason).status_code == 302
    basis = "Checked against a letter or bill."
    assert [each[2] for each in stored()] == [basis] * 3 + ["Letter of the shelter seen"]


@pytest.mark.django_db
def test_people_put_off_come_last_and_when_asked_for(three, client, cast) -> None:
    first, second, third = three

    def queue(query: str = "") -> set[str]:
        return {each.reference for each in client.get(QUEUE + query).context["people"]}

    client.post(QUEUE, marks([first], "later"))
    assert queue() == {second.reference, third.reference}
    assert "1 of them put off" in client.get(QUEUE).content.decode()
    assert "0 of 3</b> checked, 3 to go" in client.get(QUEUE).content.decode()
    colleague = signed_in(cast.second_coordinator)
    assert len(colleague.get(QUEUE).context["people"]) == 3, "only for whoever put them off"
    assert len(queue("?again=1")) == len(queue()) == 3
    sent = marks(three) | {f"{first.reference}-status": "later"}
    client.post(QUEUE, sent)
    assert queue() == {first.reference}, "nobody else is left"
    assert [each[0] for each in stored()] == [second.pk, third.pk]


@pytest.mark.django_db
def test_each_address_that_is_shown_is_on_record(three, client, cast) -> None:
    client.get(QUEUE)
    events = AccessEvent.objects.order_by("object_id")
    assert [(each.by, each.what, each.object_id, each.query) for each in events] == [
        (cast.coordinator, AccessEvent.What.CONTACT, each.pk, "residency") for each in three
    ]


@pytest.mark.django_db
def test_people_of_another_call_or_of_practice_are_not_found(call, cast, client) -> None:
    practice = practise(call, by=cast.clerk)
    assert client.post(QUEUE, marks([practice])).status_code == 404
    assert stored() == []


@pytest.mark.django_db
def test_withdrawn_people_are_not_in_the_queue(three, client) -> None:
    withdraw_application(by=None, application=three[0])
    text = client.get(QUEUE).content.decode()
    assert three[0].reference not in text
    assert three[1].reference in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"home": FITTING | {"zip_code": "02116"}}, "Most homes with 02116 are in"),
        ({"home": FITTING | {"zip_code": "02026"}}, "Most homes with 02026 are in Dedham"),
        ({"home": FITTING | {"zip_code": "02467"}}, "Only a part of 02467 is in Boston"),
        ({"home": FITTING | {"zip_code": "02101"}}, "02101 is for PO boxes or businesses"),
        ({"home": FITTING | {"zip_code": "99999"}}, "99999 is no ZIP of Boston that we know"),
        ({"home": FITTING | {"street": ""}}, "No street given"),
        ({"home": {"neighborhood": "no-fixed-place"}}, "Having no address is no reason to refuse"),
        ({"home": FITTING, "eligibility": {"lives_in_city": "not_sure"}}, "Says: not sure."),
    ],
)
def test_address_says_what_is_odd_about_it(call, client, changes, says) -> None:
    apply(call, **changes)
    text = client.get(QUEUE).content.decode()
    assert says in text
    assert "A closer look first" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zip_code", "says"), [("02126", "ZIP and neighborhood fit"), ("", "No ZIP given")]
)
def test_address_that_fits_or_has_no_zip_is_not_odd(call, client, zip_code, says) -> None:
    apply(call, home=FITTING | {"zip_code": zip_code})
    text = client.get(QUEUE).content.decode()
    assert says in text
    assert "A closer look first" not in text


@pytest.mark.django_db
def test_odd_address_comes_first_of_a_page(call, three, client) -> None:
    odd = apply(call, home=FITTING | {"zip_code": "02116"})
    text = client.get(QUEUE).content.decode()
    assert text.index(odd.reference) < text.index(three[0].reference)


@pytest.mark.django_db
def test_queue_goes_on_after_a_page_and_back_to_who_was_left(call, client, monkeypatch) -> None:
    monkeypatch.setattr(residency, "PEOPLE_ON_A_PAGE", 2)
    people = [apply(call, home=FITTING) for _ in range(3)]
    first = client.get(QUEUE).content.decode()
    assert people[2].reference not in first
    after = f"{QUEUE}?after={people[1].pk}"
    assert people[2].reference in client.get(after).content.decode()
    assert client.post(after, marks(people[2:])).status_code == 302
    assert client.get(after).url == QUEUE + "?", "nobody comes after: from the beginning"
    left = client.get(QUEUE).content.decode()
    assert people[0].reference in left


@pytest.mark.django_db
def test_nobody_marked_changes_nothing(three, client) -> None:
    answer = client.post(QUEUE, marks(three, "") | {"against": ""}, follow=True)
    assert "Nobody is marked" in answer.content.decode()
    assert stored() == []


@pytest.mark.django_db
def test_page_asks_the_database_as_often_for_many_as_for_few(three, client, call) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        return len(queries)

    asked()  # what is remembered between requests
    few = asked()
    for _ in range(5):
        apply(call, home=FITTING)
    assert asked() == few


@pytest.mark.django_db
def test_marks_that_were_left_are_there_on_coming_back(three, client) -> None:
    first, second, _third = three
    left = marks(three, "") | {
        f"{first.reference}-status": "not_a_resident",
        f"{first.reference}-reason": "The mail came back",
        f"{second.reference}-status": "verified",
    }
    assert client.post(QUEUE, left | {"hold": "1"}).status_code == 204
    assert stored() == []
    page = client.get(QUEUE).context
    forms = [person.form for person in page["people"]]
    assert [form["status"].value() for form in forms] == ["not_a_resident", "verified", None]
    assert forms[0]["reason"].value() == "The mail came back"
    assert page["against"]["against"].value() == "letter"
    assert not page["wrong"], "nothing is judged before it is saved"
    assert "Residency checks: 2 marked" in client.get("/staff/").content.decode()
    assert client.post("/staff/logout/").url == "/staff/logout/unsaved/", "it asks"
    assert client.post(QUEUE, marks(three)).status_code == 302
    assert "not saved" not in client.get("/staff/").content.decode(), "saved, it waits no more"


@pytest.mark.django_db
def test_marks_that_were_refused_are_there_on_coming_back(three, client) -> None:
    client.post(QUEUE, marks(three, "not_a_resident"))
    people = client.get(QUEUE).context["people"]
    assert [each.form["status"].value() for each in people] == ["not_a_resident"] * 3


@pytest.mark.django_db
def test_page_left_without_a_mark_begins_nothing(three, client) -> None:
    client.post(QUEUE, marks(three) | {"hold": "1"})
    client.post(QUEUE, marks(three, "") | {"hold": "1"})
    assert "not saved" not in client.get("/staff/").content.decode()
