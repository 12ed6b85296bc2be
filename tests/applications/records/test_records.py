"""One application on the staff site: what it shows, what must be opened, what staff note."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from applications.form.actions.submit import Submission, submit
from applications.models import ContactLogEntry, ResidencyCheck, WithdrawalRequest
from applications.records.actions.check_residency import check_residency
from core.actions import Refused
from core.models import AccessEvent, OutgoingMail
from tests.factories import desk
from tests.factories.applications import answers, apply
from tests.factories.staff import signed_in
from tests.refusals import refuses

HIDDEN = {
    "contact": {
        "full_name": "Canaryname Désir",
        "email": "canary@example.org",
        "phone": "617 555 0188",
        "post_address": "1 Canary Way",
        "trusted_contact": "Canary Friend",
    },
    "home": {"neighborhood": "mattapan", "street": "9 Canary St", "unit": "C", "zip_code": "02126"},
    "support": {"accommodation": "Canary ramp"},
}


@pytest.fixture
def application(call):
    return apply(call, **HIDDEN)


@pytest.fixture
def page(application) -> str:
    return f"/staff/applications/{application.reference}/"


def seen_since(count: int) -> list[AccessEvent]:
    return list(AccessEvent.objects.order_by("pk")[count:])


@pytest.mark.django_db
def test_application_shows_answers_but_not_who_wrote_them(application, page, cast) -> None:
    text = signed_in(cast.coordinator).get(page).content.decode()
    assert "My brother was taken away in handcuffs." in text
    for canary in ("canary", "0188", "Désir", "woman", "35-54", "35 to 54"):
        assert canary.lower() not in text.lower(), canary
    (event,) = AccessEvent.objects.all()
    assert (event.what, event.object_id) == (AccessEvent.What.ANSWERS, application.pk)


@pytest.mark.django_db
def test_application_says_what_its_paper_left_empty(call, cast) -> None:
    unmarked = {"support": {"speaks": "", "accommodation": ""}, "about_you": {"gender": ""}}
    paper = desk.typed_in(
        call,
        cast.clerk,
        paper={"left_empty": ["contact-email", "home-neighborhood"]},
        contact={"email": ""},
        home={"neighborhood": ""},
        questions={"availability": []},
        **unmarked,
    )
    coordinator = signed_in(cast.coordinator)

    def left_empty(application) -> list[str]:
        page = coordinator.get(f"/staff/applications/{application.reference}/").content.decode()
        numbers = page.partition("Left empty on the paper:</b>")[2].partition("</span>")[0]
        return re.findall(r"(\d+) \(", numbers)

    assert left_empty(paper) == ["3", "4", "14", "15"]
    assert left_empty(apply(call, questions={"availability": []})) == [], "it came online"


@pytest.mark.django_db
def test_contact_details_are_opened_on_purpose_and_on_record(application, page, cast) -> None:
    client = signed_in(cast.coordinator)
    assert client.get(f"{page}contact/").url == page
    assert client.get(f"{page}contact/?kept={uuid.uuid4()}").url == page
    assert not AccessEvent.objects.exists()
    opened = client.post(f"{page}contact/").url
    assert signed_in(cast.second_coordinator).get(opened).url == page, "it opens for one session"
    text = client.get(opened).content.decode()
    for words in ("Canaryname Désir", "canary@example.org", "9 Canary St", "Canary ramp"):
        assert words in text
    (event,) = AccessEvent.objects.all()
    assert (event.by, event.what, event.object_id, event.query) == (
        cast.coordinator,
        AccessEvent.What.CONTACT,
        application.pk,
        "",
    )


@pytest.mark.django_db
def test_about_you_answers_need_a_reason(application, page, cast) -> None:
    client = signed_in(cast.coordinator)
    refused = client.post(f"{page}about-you/", {"reason": "  "}, follow=True).content.decode()
    assert "Say why you open these answers." in refused
    assert "Black" not in refused
    assert not AccessEvent.objects.filter(what=AccessEvent.What.ABOUT_YOU).exists()
    given = {"reason": "Report to the council"}
    opened = client.post(f"{page}about-you/", given, follow=True)
    assert "Black" in opened.content.decode()
    event = AccessEvent.objects.get(what=AccessEvent.What.ABOUT_YOU)
    assert (event.object_id, event.reason) == (application.pk, "Report to the council")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["contact/", "about-you/", "residency/", "note/", "withdraw/"])
def test_records_are_closed_to_other_roles(application, page, cast, path: str) -> None:
    for person in (cast.clerk, cast.reviewer, cast.finance, cast.auditor, cast.administrator):
        answer = signed_in(person).post(page + path, {"reason": "x"})
        assert answer.status_code == 403
        assert "canary" not in answer.content.decode().lower()
    assert not AccessEvent.objects.exists()


@pytest.mark.django_db
def test_earlier_revision_is_shown_as_such(application, page, cast, call) -> None:
    submit(
        by=None,
        submission=Submission(
            call=call,
            submission_key="0a1f9d5c-55ae-4b0c-8c61-1e5a0a5bb1a1",
            answers=answers(questions={"why-join": "Corrected words."}),
            language="es",
            channel="web",
            received_at=timezone.now(),
            corrects=application,
        ),
    )
    client = signed_in(cast.coordinator)
    now, before = (client.get(page + query).content.decode() for query in ("", "?revision=1"))
    assert "Corrected words." in now
    assert 'lang="es"' in now
    assert "Original, Spanish" in now
    assert "Not translated yet." in now
    assert "Corrected words." not in before
    assert "the next family" in before
    assert "An earlier revision" in before
    assert AccessEvent.objects.order_by("-pk")[0].query == "revision=1"


@pytest.mark.django_db
def test_residency_is_checked_with_a_reason_and_kept(application, page, cast) -> None:
    client = signed_in(cast.coordinator)
    given = {"status": "verified", "reason": "Library card seen", "seen": 0}
    without = client.post(f"{page}residency/", given | {"reason": ""}, follow=True)
    assert "Say how you know" in without.content.decode()
    assert client.post(f"{page}residency/", given).status_code == 302
    again = client.post(f"{page}residency/", given | {"seen": 1}, follow=True)
    assert "It says so already" in again.content.decode()
    client.post(f"{page}residency/", {"status": "not_a_resident", "reason": "Moved", "seen": 1})
    checks = ResidencyCheck.objects.order_by("number").values_list("number", "status", "by")
    assert list(checks) == [
        (1, "verified", cast.coordinator.pk),
        (2, "not_a_resident", cast.coordinator.pk),
    ]
    assert "Not a resident" in client.get(page).content.decode()


@pytest.mark.django_db
def test_second_of_two_checks_is_told(application, page, cast) -> None:
    first, second = signed_in(cast.coordinator), signed_in(cast.second_coordinator)
    first.post(f"{page}residency/", {"status": "verified", "reason": "Letter seen", "seen": 0})
    given = {"status": "not_a_resident", "reason": "Lives in Quincy", "seen": 0}
    text = second.post(f"{page}residency/", given, follow=True).content.decode()
    assert "Somebody else changed this" in text
    assert "Lives in Quincy" in text  # nothing typed is lost
    assert "Letter seen" in text  # and what the other found out is shown
    assert ResidencyCheck.objects.count() == 1
    assert second.post(f"{page}residency/", given | {"seen": 1}).status_code == 302


@pytest.mark.django_db
def test_two_checks_at_once_end_as_one(application, cast) -> None:
    given = {"application": application, "status": "verified", "reason": "x", "seen": 0}
    check_residency(by=cast.coordinator, **given)
    with refuses("changed_meanwhile"):
        check_residency(by=cast.second_coordinator, **given)
    with refuses("nothing_new"):
        check_residency(by=cast.second_coordinator, **(given | {"seen": 1}))
    with pytest.raises(IntegrityError), transaction.atomic():
        ResidencyCheck.objects.create(
            application=application, number=1, status="verified", by=cast.coordinator
        )
    for change in ({"status": "unverified"}, {"reason": "Another"}, {"number": 7}):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ResidencyCheck.objects.update(**change)


def note(**changes) -> dict:
    return {
        "entry_key": "5b5be2c5-41ee-4e4b-9c2a-6c3a9cbb5d5e",
        "way": "phone",
        "outcome": "spoke",
        "topic": "dates",
        "note": "Call after six.",
        "happened_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
    } | changes


@pytest.mark.django_db
def test_contact_noted_twice_is_one_entry(application, page, cast) -> None:
    client = signed_in(cast.coordinator)
    for _ in range(2):
        assert client.post(f"{page}note/", note()).status_code == 302
    entry = ContactLogEntry.objects.get()
    assert (entry.by, entry.way, entry.note) == (cast.coordinator, "phone", "Call after six.")
    assert "Call after six." in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"happened_at": "2099-01-01T10:00"}, "in the future"),
        ({"happened_at": "0001-01-01T10:00"}, "Check the year"),
        ({"happened_at": "yesterday"}, "Enter a date and a time"),
        ({"way": "pigeon"}, "Select a valid choice"),
        ({"note": "x" * 281}, "Too long by 1"),
    ],
)
def test_contact_note_with_a_mistake_is_kept(application, page, cast, changes, error) -> None:
    client = signed_in(cast.coordinator)
    answer = client.post(f"{page}note/", note(**changes), follow=True).content.decode()
    assert error in answer
    assert changes.get("note", "Call after six.") in answer
    assert not ContactLogEntry.objects.exists()


@pytest.mark.django_db
def test_contact_log_is_never_rewritten(application, cast) -> None:
    given = {"way": "mail", "outcome": "sent", "topic": "offer", "by": cast.coordinator}
    entry = ContactLogEntry.objects.create(application=application, note="Sent twice.", **given)
    for write in (
        lambda: ContactLogEntry.objects.update(outcome="spoke"),
        lambda: ContactLogEntry.objects.update(note="Never said"),
        entry.delete,
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            write()
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactLogEntry.objects.create(
            application=application, happened_at=timezone.now() + timedelta(days=1), **given
        )


@pytest.mark.django_db
def test_withdrawing_for_somebody_says_who_asked(application, page, cast) -> None:
    client = signed_in(cast.coordinator)
    missing = client.post(f"{page}withdraw/", {"way": "phone"}, follow=True)
    assert "Choose one." in missing.content.decode()
    given = {"asker": "relative", "way": "phone", "note": "Moving away"}
    for _ in range(2):
        assert client.post(f"{page}withdraw/", given).status_code == 302
    application.refresh_from_db()
    assert application.status == "withdrawn"
    asked = WithdrawalRequest.objects.get()
    assert (asked.asker, asked.way, asked.by) == ("relative", "phone", cast.coordinator)
    assert OutgoingMail.objects.filter(subject__contains="withdrawn").count() == 1
    assert "Withdraw for the applicant" not in client.get(page).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_checks_in_the_same_moment_end_as_one(application, cast) -> None:
    start = Barrier(2)

    def check(person) -> str:
        start.wait()
        try:
            check_residency(
                by=person, application=application, status="verified", reason="x", seen=0
            )
        except Refused:
            return "told"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(check, [cast.coordinator, cast.second_coordinator]))
    assert sorted(ends) == ["saved", "told"]
    assert ResidencyCheck.objects.count() == 1
