"""After a restore, whoever was erased since is erased again."""

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from applications.enums import ApplicationStatus, ErasureStatus
from applications.form.actions.withdraw import withdraw_application
from applications.models import Application, Erasure
from applications.records import erasures
from applications.records.actions.erase import place_hold
from core import erasure_journal
from tests.applications.records.erasing import CANARY, erase, everywhere, requested
from tests.factories.applications import apply

GIVEN = {"contact": {"full_name": CANARY, "email": f"{CANARY}@example.org"}}


@pytest.fixture
def journal(settings, tmp_path):
    settings.ERASURE_JOURNALS = [tmp_path / "site.journal", tmp_path / "backups.journal"]
    return settings.ERASURE_JOURNALS[0]


@pytest.fixture
def person(call) -> Application:
    """As the backup has them: applied, not withdrawn, and nobody has asked to erase."""
    return apply(call, **GIVEN)


def replay(journal, capsys) -> dict:
    call_command("erase_again", str(journal))
    return json.loads(capsys.readouterr().out)


@pytest.mark.django_db
def test_erasure_is_in_every_journal_once(
    person, cast, journal, settings, django_capture_on_commit_callbacks
) -> None:
    withdraw_application(by=None, application=person)
    with django_capture_on_commit_callbacks(execute=True):
        erase(requested(person, cast), cast.second_coordinator)
    for each in settings.ERASURE_JOURNALS:
        assert list(erasure_journal.read(each)) == [person.reference]
    settings.ERASURE_JOURNALS[1].unlink()
    assert erasures.note_in_journals() == 1  # the worker mends what is missing
    assert CANARY not in journal.read_text()


@pytest.mark.django_db
def test_person_in_the_journal_is_withdrawn_and_erased_again(person, journal, capsys) -> None:
    assert everywhere(CANARY)
    erasure_journal.add_missing(
        journal, [(person.reference, timezone.now()), ("BOS-0", timezone.now())]
    )
    assert replay(journal, capsys) == {"erased": 1, "refused": {}}
    assert everywhere(CANARY) == []
    person.refresh_from_db()
    assert person.status == ApplicationStatus.WITHDRAWN
    erasure = Erasure.objects.get()
    assert (erasure.status, erasure.is_repeated) == (ErasureStatus.ERASED, True)
    assert replay(journal, capsys) == {"erased": 0, "refused": {}}


@pytest.mark.django_db
def test_person_whose_erasure_was_requested_is_erased_again(person, cast, journal, capsys) -> None:
    withdraw_application(by=None, application=person)
    requested(person, cast)
    erasure_journal.add_missing(journal, [(person.reference, timezone.now())])
    assert replay(journal, capsys)["erased"] == 1
    assert Erasure.objects.get().requested_by == cast.coordinator
    assert everywhere(CANARY) == []


@pytest.mark.django_db
def test_person_on_hold_waits_for_staff(person, cast, journal, capsys, client) -> None:
    place_hold(by=cast.coordinator, application=person, reason="Request 2026-7")
    erasure_journal.add_missing(journal, [(person.reference, timezone.now())])
    assert list(replay(journal, capsys)["refused"]) == [person.reference]
    assert everywhere(CANARY)
    client.force_login(cast.coordinator)
    assert "a restore brought this person back" in client.get("/staff/").content.decode()
    page = client.get(f"/staff/applications/{person.reference}/erasure/").content.decode()
    assert "Lift the hold first" in page
    assert "None" not in page
