"""Somebody who withdrew can be erased: nothing that tells who it was is left anywhere."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.utils import timezone

from applications.form import codes
from applications.form.actions.correct import start_correction
from applications.form.actions.submit import Submission, submit
from applications.form.actions.withdraw import withdraw_application, withdraw_for_applicant
from applications.models import Answer, Application, Contact, Draft, Erasure, LegalHold, Revision
from applications.paper.actions.check import check_paper
from applications.paper.actions.late import decide_late
from applications.records import records
from applications.records.actions.check_residency import check_residency
from applications.records.actions.erase import cancel_erasure, carry_out_erasure, place_hold
from applications.records.actions.log_contact import log_contact
from applications.records.actions.redact import redact_answer
from core import pictures
from tests.applications.records.erasing import CANARY, erase, everywhere, requested, rows
from tests.factories import desk
from tests.factories.applications import answers, apply
from tests.factories.calls import redated
from tests.refusals import refuses

GIVEN = {
    "contact": {
        "full_name": CANARY,
        "chosen_name": f"{CANARY} A",
        "email": f"{CANARY}@example.org",
        "phone": f"617 555 0188 {CANARY}",
        "post_address": f"1 {CANARY} Way",
        "trusted_contact": f"{CANARY} Friend",
        "may_text": True,
        "wants_pick_up": True,
    },
    "home": {
        "neighborhood": "mattapan",
        "street": f"9 {CANARY}",
        "unit": CANARY,
        "zip_code": CANARY,
        "place_description": CANARY,
    },
    "support": {"accommodation": CANARY, "speaks_other": CANARY},
    "connection": {"connection-story": CANARY},
    "questions": {"why-join": f"I am {CANARY}.", "what-should-change": CANARY},
}


@pytest.fixture
def person(call, cast) -> Application:
    """Sent, corrected, looked at in every way, and withdrawn."""
    application = apply(call, **GIVEN)
    answer = Answer.objects.get(question__key="why-join")
    redact_answer(by=cast.coordinator, answer=answer, kind="blanked", words=[CANARY], seen=0)
    start_correction(by=None, application=application, language="en")
    submit(
        by=None,
        submission=Submission(
            call=call,
            submission_key=Draft.objects.get().pk,
            answers=answers(**GIVEN),
            language="en",
            channel="web",
            received_at=timezone.now(),
            corrects=application,
        ),
    )
    check_residency(
        by=cast.coordinator, application=application, status="verified", reason=CANARY, seen=0
    )
    log_contact(
        by=cast.coordinator,
        application=application,
        way="phone",
        outcome="spoke",
        topic="other",
        entry_key="0a1f9d5c-55ae-4b0c-8c61-1e5a0a5bb1a1",
        happened_at=timezone.now(),
        note=CANARY,
    )
    start_correction(by=None, application=application, language="en")
    withdraw_for_applicant(
        by=cast.coordinator, application=application, asker="applicant", way="phone", note=CANARY
    )
    application.refresh_from_db()
    return application


@pytest.mark.django_db
def test_nothing_that_tells_who_it_was_is_left(person, cast, call) -> None:
    other = apply(call)
    assert len(everywhere(CANARY)) >= 8  # there is something to erase, in many tables
    code = codes.private_code(person.reference, person.code_generation)
    keys = set(Revision.objects.values_list("submission_key", flat=True))
    erasure = erase(requested(person, cast), cast.second_coordinator)
    assert everywhere(CANARY) == []
    assert (erasure.settled_by, erasure.rows_erased > 10) == (cast.second_coordinator, True)
    person.refresh_from_db()
    assert person.erased_at is not None
    assert not codes.is_private_code(code, person.reference, person.code_generation)
    theirs = person.revisions.values_list("submission_key", flat=True)
    assert not keys & set(theirs)
    assert Contact.objects.get(revision__application=other).full_name == "Wideline Jean-Baptiste"
    assert rows(other) > 10  # nobody else lost anything


@pytest.mark.django_db
def test_counts_stay_when_somebody_is_erased(person, cast) -> None:
    before = Application.objects.count(), Revision.objects.count(), Contact.objects.count()
    places = list(Contact.objects.values_list("neighborhood__slug", flat=True))
    erase(requested(person, cast), cast.second_coordinator)
    assert before == (
        Application.objects.count(),
        Revision.objects.count(),
        Contact.objects.count(),
    )
    assert places == list(Contact.objects.values_list("neighborhood__slug", flat=True))


@pytest.mark.django_db
def test_mail_to_the_same_address_about_somebody_else_stays(person, cast, call) -> None:
    shared = apply(call, contact={"email": f"{CANARY}@example.org"})
    erase(requested(person, cast), cast.second_coordinator)
    assert "core_outgoingmail" in everywhere(CANARY)
    assert records.mail_about(shared).exists()


@pytest.mark.django_db
def test_erasing_needs_a_withdrawal_first(call, cast) -> None:
    with refuses("not_withdrawn"):
        requested(apply(call), cast)


@pytest.mark.django_db
def test_erasing_needs_another_person(person, cast) -> None:
    erasure = requested(person, cast)
    with refuses("needs_another_person"):
        erase(erasure, cast.coordinator)
    assert everywhere(CANARY)


@pytest.mark.django_db
def test_hold_keeps_everything(person, cast) -> None:
    erasure = requested(person, cast)
    place_hold(by=cast.coordinator, application=person, reason="Request 2026-7")
    with refuses("on_hold"):
        erase(erasure, cast.second_coordinator)
    assert everywhere(CANARY)
    with pytest.raises(IntegrityError, match="nobody on hold is erased"), transaction.atomic():
        Application.objects.filter(pk=person.pk).update(erased_at=timezone.now())


@pytest.mark.django_db
def test_erasing_what_changed_since_the_rehearsal_is_refused(person, cast) -> None:
    erasure, seen = requested(person, cast), rows(person)
    log_contact(
        by=cast.coordinator,
        application=person,
        way="phone",
        outcome="spoke",
        topic="other",
        entry_key="0a1f9d5c-55ae-4b0c-8c61-1e5a0a5bb1a2",
        happened_at=timezone.now(),
        note="",
    )
    with refuses("changed_meanwhile"):
        carry_out_erasure(by=cast.second_coordinator, erasure=erasure, expected_rows=seen)
    assert everywhere(CANARY)


@pytest.mark.django_db
def test_cancelled_erasure_is_not_carried_out(person, cast) -> None:
    erasure = requested(person, cast)
    cancel_erasure(by=cast.coordinator, erasure=erasure)
    with refuses("changed_meanwhile"):
        erase(erasure, cast.second_coordinator)
    assert requested(person, cast).pk != erasure.pk


@pytest.mark.django_db
def test_erased_person_stays_erased(person, cast) -> None:
    erase(requested(person, cast), cast.second_coordinator)
    with pytest.raises(InternalError), transaction.atomic():
        Application.objects.filter(pk=person.pk).update(erased_at=None)
    nothing = pytest.raises(IntegrityError, match="an_erased_contact_holds_nothing")
    with nothing, transaction.atomic():
        Contact.objects.update(full_name=CANARY)


@pytest.mark.django_db
def test_erasing_by_its_pages(person, cast) -> None:
    first, second = Client(), Client()
    first.force_login(cast.coordinator)
    second.force_login(cast.second_coordinator)
    page = f"/staff/applications/{person.reference}/erasure/"
    wrong = first.post(f"{page}request/", {"asker": "applicant"}, follow=True)
    assert "Say who allowed it." in wrong.content.decode()
    first.post(f"{page}request/", {"asker": "applicant", "authorization": "Memo 12"})
    assert "Another person looks once more" in first.get(page).content.decode()
    shown = second.get(page)
    assert CANARY not in shown.content.decode()
    sure = {"expected_rows": shown.context["erase_form"]["expected_rows"].value()}
    unsure = second.post(f"{page}confirm/", sure, follow=True).content.decode()
    assert "Tick this once you have read" in unsure
    assert everywhere(CANARY)
    refused = first.post(f"{page}confirm/", sure | {"is_sure": "on"}, follow=True)
    assert "another person" in refused.content.decode()
    for _ in range(2):
        done = second.post(f"{page}confirm/", sure | {"is_sure": "on"}, follow=True)
    assert "Erased" in done.content.decode()
    assert everywhere(CANARY) == []
    # What is left is still shown on every page.
    for path in (f"/staff/applications/{person.reference}/", "/staff/applications/", page):
        assert second.get(path).status_code == 200
    contact = second.post(f"/staff/applications/{person.reference}/contact/", follow=True)
    assert contact.status_code == 200


@pytest.mark.django_db
def test_hold_by_its_pages_is_placed_and_lifted(person, cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    page = f"/staff/applications/{person.reference}/"
    wrong = client.post(f"{page}hold/", follow=True)
    assert "Say why it must be kept." in wrong.content.decode()
    for _ in range(2):
        client.post(f"{page}hold/", {"reason": "Request 2026-7"})
    assert "Held for the law" in client.get(page).content.decode()
    client.post(f"{page}hold/lift/")
    hold = LegalHold.objects.get()
    assert (hold.placed_by, hold.lifted_by) == (cast.coordinator, cast.coordinator)


@pytest.mark.django_db
def test_second_to_hold_or_to_ask_is_told_and_reads_their_words(person, cast) -> None:
    page = f"/staff/applications/{person.reference}/"
    first, second = Client(), Client()
    first.force_login(cast.coordinator)
    second.force_login(cast.second_coordinator)
    request = {"asker": "applicant", "authorization": "Memo 12"}
    for path, given, name, expected in (
        ("hold/", {"reason": "Request 2026-7"}, "reason", "Coordinator held it before you"),
        ("erasure/request/", request, "authorization", "Coordinator asked before you"),
    ):
        for _ in range(2):
            assert first.post(page + path, given).status_code == 302
        answer = second.post(page + path, {**given, name: "Another paper"}, follow=True)
        for words in (expected, "You typed: “Another paper”", given[name]):
            assert words in answer.content.decode()
    assert LegalHold.objects.get().reason == "Request 2026-7"
    assert Erasure.objects.get().authorization == "Memo 12"


@pytest.mark.django_db
def test_erasing_is_closed_to_other_roles(person, cast) -> None:
    page = f"/staff/applications/{person.reference}/"
    for member in (cast.clerk, cast.reviewer, cast.finance, cast.auditor, cast.administrator):
        client = Client()
        client.force_login(member)
        for path in ("erasure/request/", "erasure/confirm/", "hold/", "hold/lift/"):
            given = {"asker": "applicant", "authorization": "x", "reason": "x"}
            assert client.post(page + path, given).status_code == 403
    assert not Erasure.objects.exists()
    assert not LegalHold.objects.exists()


@pytest.mark.django_db
def test_person_who_withdrew_by_themselves_can_be_erased(call, cast) -> None:
    application = apply(call, **GIVEN)
    withdraw_application(by=None, application=application)
    application.refresh_from_db()
    erase(requested(application, cast), cast.second_coordinator)
    assert everywhere(CANARY) == []


@pytest.mark.django_db
def test_paper_of_an_erased_person_goes_with_its_pictures(
    call, cast, django_capture_on_commit_callbacks
) -> None:
    now = timezone.now()
    call = redated(call, opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=1))
    reason = {"late_reason": f"{CANARY} was ill."}
    application = desk.typed_in(call, cast.clerk, received_at=now, paper=reason, **GIVEN)
    decide_late(by=cast.coordinator, application=application, accepts=False, note=CANARY)
    page = desk.scanned(application, cast.clerk)
    check_paper(by=desk.another_clerk(), paper_entry=desk.entry_of(application), differences=CANARY)
    withdraw_application(by=None, application=application)
    assert {"applications_lateentry", "applications_paperentry"} <= set(everywhere(CANARY))
    with django_capture_on_commit_callbacks(execute=True):
        erase(requested(application, cast), cast.second_coordinator)
    assert everywhere(CANARY) == [] == everywhere(page.name)
    with pytest.raises(FileNotFoundError):
        pictures.open_stored(page.name)
