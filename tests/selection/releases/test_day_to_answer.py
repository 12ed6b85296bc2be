"""The day by which members answer: it can be set on the draft, and none is handed over without."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from selection.models import Release
from selection.releases.actions.day import set_reply_by
from selection.releases.actions.draft import draft_release
from selection.releases.actions.propose import propose_release
from tests.factories.applications import apply
from tests.factories.releasing import drafted, panel_with, proposed_release, released_with
from tests.messages import said
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def dayless(call, cast, people) -> Release:
    panel = panel_with(cast.coordinator, *people[:2])
    return draft_release(by=cast.coordinator, call=call, panel=panel)


def address(release: Release, end: str = "") -> str:
    return f"/staff/decisions/{release.pk}/{end}"


def test_nobody_hands_over_members_without_a_day_to_answer(cast, dayless) -> None:
    with refuses("no_day"):
        propose_release(by=cast.coordinator, release=dayless)
    set_reply_by(by=cast.coordinator, release=dayless, reply_by=in_days(14), seen=None)
    assert propose_release(by=cast.coordinator, release=dayless).reply_by == in_days(14)


def test_nobody_hands_over_a_day_that_is_over(cast, people) -> None:
    release = drafted(cast, people[0])
    Release.objects.update(reply_by=in_days(-1))
    with refuses("no_day"):
        propose_release(by=cast.coordinator, release=release)


def test_without_members_no_day_is_needed(call, cast, people) -> None:
    released_with(cast, people[0])
    apply(call)
    later = draft_release(by=cast.coordinator, call=call, panel=None)
    assert propose_release(by=cast.coordinator, release=later).reply_by is None


def test_the_database_releases_no_members_without_a_day(cast, people) -> None:
    release = proposed_release(cast, people[0])
    released = {
        "status": "released",
        "released_by": cast.second_coordinator,
        "released_at": timezone.now(),
        "reply_by": None,
    }
    with (
        pytest.raises(IntegrityError, match="members are told by which day"),
        transaction.atomic(),
    ):
        Release.objects.filter(pk=release.pk).update(**released)


def test_who_saw_another_day_looks_first(cast, people) -> None:
    release = drafted(cast, people[0])
    with refuses("changed_meanwhile"):
        set_reply_by(by=cast.coordinator, release=release, reply_by=in_days(20), seen=None)
    with refuses("past"):
        set_reply_by(by=cast.coordinator, release=release, reply_by=in_days(0), seen=in_days(14))


def test_the_draft_says_that_the_day_is_missing_and_takes_it(first, dayless) -> None:
    page = first.get(address(dayless)).text
    assert "No day is set by which members answer." in page
    refused = first.post(address(dayless, "hand-over/"), follow=True)
    assert "No day is set by which members answer." in said(refused)
    assert Release.objects.get().status == "draft"
    sent = {"reply_by": in_days(0).isoformat(), "seen": ""}
    wrong = first.post(address(dayless, "day/"), sent, follow=True).text
    assert "Choose a day to come" in wrong
    sent["reply_by"] = in_days(10).isoformat()
    page = first.post(address(dayless, "day/"), sent, follow=True)
    assert "No day is set" not in page.text and "Members answer by" in page.text
    changed = {"reply_by": in_days(12).isoformat(), "seen": in_days(10).isoformat()}
    first.post(address(dayless, "day/"), changed)
    assert Release.objects.get().reply_by == in_days(12)


def test_day_that_is_typed_beside_the_hand_over_goes_with_it(first, cast, people) -> None:
    release = drafted(cast, people[0])
    page = first.get(address(release)).text
    heading = page.partition("<h1>")[2].partition("<nav")[0]
    assert release.call.title in heading, "every call has a release 1"
    assert f'form="day" formaction="{address(release, "hand-over/")}"' in page
    sent = {"reply_by": in_days(1).isoformat(), "seen": release.reply_by.isoformat()}
    for wrong in (in_days(0).isoformat(), ""):
        page = first.post(address(release, "hand-over/"), {**sent, "reply_by": wrong}, follow=True)
        assert "error-summary" in page.text and Release.objects.get().status == "draft"
    stale = {**sent, "seen": in_days(3).isoformat()}
    assert "another day" in first.post(address(release, "hand-over/"), stale, follow=True).text
    first.post(address(release, "hand-over/"), sent)
    release.refresh_from_db()
    assert (release.status, release.reply_by) == ("proposed", in_days(1))
