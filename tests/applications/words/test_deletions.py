"""Files that a vendor says are deleted: noted once they said so, taken back with a reason."""

import pytest
from django.db import DatabaseError, transaction

from applications.form.actions.withdraw import withdraw_application
from applications.models import DeletionTakenBack
from applications.translations.hand_outs import to_delete
from applications.words.actions.hand_out import note_deletion, note_download, take_back_deletion
from core.actions import ChangedMeanwhile
from tests.applications.records.erasing import erase, requested
from tests.applications.words.handing import VENDOR, address
from tests.factories.words import XLSX

pytestmark = pytest.mark.django_db

REASON = "They meant another file."


def words(page) -> str:
    return " ".join(page.content.decode().split())


@pytest.fixture
def left(cast, hand_out):
    """The file, downloaded."""
    note_download(by=cast.coordinator, hand_out=hand_out)
    return hand_out


def test_deletion_is_noted_only_by_who_says_that_they_were_told(client, left) -> None:
    page = client.post(address(left, "deleted/"), follow=True)
    assert "Tick this once they told you" in words(page) and "<title>Error:" in words(page)
    left.refresh_from_db()
    assert left.deletion_noted_at is None
    page = client.post(address(left, "deleted/"), {"is_said": "on"}, follow=True)
    assert f"Noted: {VENDOR} deleted {left}" in words(page)
    left.refresh_from_db()
    assert left.deletion_noted_at


def test_wrong_note_is_taken_back_with_a_reason_and_both_stay(client, cast, left) -> None:
    note_deletion(by=cast.second_coordinator, hand_out=left)
    page = client.post(address(left, "mistake/"), {"seen": 0}, follow=True)
    assert "Say what was wrong with the note" in words(page)
    assert not DeletionTakenBack.objects.exists()
    page = client.post(address(left, "mistake/"), {"seen": 0, "reason": REASON}, follow=True)
    assert f"{VENDOR} still has {left}" in words(page)
    taken_back = DeletionTakenBack.objects.get()
    assert (taken_back.noted_by, taken_back.by) == (cast.second_coordinator, cast.coordinator)
    assert f"by <bdi>{cast.second_coordinator}</bdi>; taken back" in words(page)
    assert REASON in words(page) and "Note that it is deleted" in words(page)
    assert client.get(address(left, "file/")).headers["Content-Type"] == XLSX
    again = client.post(address(left, "mistake/"), {"seen": 0, "reason": REASON}, follow=True)
    assert again.status_code == 200 and DeletionTakenBack.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        DeletionTakenBack.objects.all().delete()


def test_page_from_before_takes_back_no_later_note(client, cast, left) -> None:
    note_deletion(by=cast.coordinator, hand_out=left)
    take_back_deletion(by=cast.coordinator, hand_out=left, seen=0, reason=REASON)
    note_deletion(by=cast.coordinator, hand_out=left)
    with pytest.raises(ChangedMeanwhile):
        take_back_deletion(by=cast.coordinator, hand_out=left, seen=0, reason=REASON)
    stale = client.post(address(left, "mistake/"), {"seen": 0, "reason": REASON}, follow=True)
    assert "noted again meanwhile" in words(stale) and REASON in words(stale)
    assert DeletionTakenBack.objects.count() == 1


def test_erasure_page_reads_right_after_each_step(client, cast, application, left) -> None:
    withdraw_application(by=None, application=application)
    application.refresh_from_db()
    erase(requested(application, cast), cast.second_coordinator)
    page = f"/staff/applications/{application.reference}/erasure/"
    ask, said = "ask them to delete the file", "They said on"
    assert ask in words(client.get(page)) and to_delete().exists()
    note_deletion(by=cast.coordinator, hand_out=left)
    assert said in words(client.get(page)) and ask not in words(client.get(page))
    assert not to_delete().exists()
    take_back_deletion(by=cast.coordinator, hand_out=left, seen=0, reason=REASON)
    told = words(client.get(page))
    assert ask in told and "that was taken back on" in told and REASON in told
    assert "ask the translators to delete them" in words(client.get("/staff/"))
    note_deletion(by=cast.coordinator, hand_out=left)
    assert said in words(client.get(page)) and ask not in words(client.get(page))
