"""The pages of a release, as two coordinators use them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.form.actions.withdraw import withdraw_application
from core.models import AccessEvent
from selection.actions.targets import Wanted, save_targets
from selection.board import current_targets
from selection.models import Release
from selection.releases.actions.decide import decide_by_hand
from selection.releases.actions.draft import draft_release
from selection.releases.actions.propose import propose_release, send_release_back
from selection.releases.covering import reserves_for
from tests.factories.applications import apply
from tests.factories.calls import closed
from tests.factories.releasing import drafted, panel_with, proposed_release, released_with
from tests.factories.staff import signed_in
from tests.messages import said
from tests.selection.board_pages import fields_of

pytestmark = pytest.mark.django_db
COUNTS = {"member": "2", "reserve": "0", "not_chosen": "4", "not_eligible": "0"}


def address(release: Release) -> str:
    return f"/staff/decisions/{release.pk}/"


def read_letters(client: Client, release: Release) -> None:
    """Each letter read from the page, which has to be before it is released."""
    page = client.get(address(release)).text
    for letter in set(re.findall(r'"(/staff/letters/\d+/\d+/)"', page)):
        words = client.get(letter).context["text"].digest
        assert client.post(letter, {"words": words}).status_code == 302


def press(client: Client, release: Release, **changes: str):
    """Letters read, the counts typed, and sent as a browser would."""
    read_letters(client, release)
    sent = fields_of(client.get(address(release)), f"{address(release)}release/")
    return client.post(f"{address(release)}release/", {**sent, **COUNTS, **changes}, follow=True)


def test_the_second_person_types_the_counts_and_releases(cast, people, second) -> None:
    release = proposed_release(cast, *people[:2])
    answer = press(second, release)
    assert "Release 1 is released." in said(answer)
    release.refresh_from_db()
    assert release.released_by == cast.second_coordinator


def test_panels_to_make_a_release_from_say_how_many_targets_they_meet(
    call, cast, people, first
) -> None:
    panel_with(cast.coordinator, *people[:3])
    page = " ".join(first.get(f"/staff/decisions/?call={call.slug}").text.split())
    assert "0 of 1 <small" in page


def test_the_second_person_sees_that_targets_were_changed(call, cast, people, second) -> None:
    last = current_targets(call)
    wanted = [Wanted.of(target) for target in last.targets.all()]
    seats = {"seats_least": 3, "seats_most": 3}
    given = {"seen": last.number, "wanted": wanted, "reason": "The council asked for it."}
    save_targets(by=cast.coordinator, call=call, **seats, **given)
    page = second.get(address(proposed_release(cast, *people[:2]))).text
    assert "Targets changed to version 2" in page and "The council asked for it." in page


def test_other_counts_are_kept_and_the_right_ones_not_told(cast, people, second) -> None:
    release = proposed_release(cast, *people[:2])
    page = press(second, release, not_chosen="3").text
    assert "Nothing was released" in page and "another number of “not chosen”" in page
    assert 'name="not_chosen" value="3"' in page
    assert Release.objects.get().status == "proposed"


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(cast, people, second) -> None:
    release = proposed_release(cast, *people[:2])
    sent = fields_of(second.get(address(release)), f"{address(release)}release/")
    send_release_back(by=cast.coordinator, release=release, reason="One is missing.")
    decide_by_hand(
        by=cast.coordinator,
        release=release,
        application=people[2],
        seen="not_chosen",
        outcome="reserve",
        reason="Steps in.",
    )
    propose_release(by=cast.coordinator, release=release)
    page = second.post(f"{address(release)}release/", {**sent, **COUNTS}, follow=True).text
    assert "Nothing was released" in page and f"{people[2]} is reserve" in page
    assert 'name="not_chosen" value="4"' in page
    # What is sent again is what this page shows.
    again = press(second, release, reserve="1", not_chosen="3")
    assert "Release 1 is released." in said(again)


def test_with_a_filter_on_everybody_is_released(cast, people, second) -> None:
    release = proposed_release(cast, *people[:2])
    read_letters(second, release)
    filtered = f"{address(release)}?q={people[0]}"
    page = second.get(filtered)
    assert people[1].reference not in page.text
    assert "What is released is always everybody" in page.text
    sent = fields_of(page, f"{address(release)}release/")
    some = {**sent, **COUNTS, "member": "1", "not_chosen": "0"}
    answer = second.post(f"{address(release)}release/", some, follow=True)
    assert "another number" in answer.text
    second.post(f"{address(release)}release/", {**sent, **COUNTS})
    assert Release.objects.get().decisions.count() == 6
    assert Release.objects.get().status == "released"


def test_who_withdrew_since_is_named(cast, people, second) -> None:
    release = proposed_release(cast, *people[:2])
    read_letters(second, release)
    sent = fields_of(second.get(address(release)), f"{address(release)}release/")
    withdraw_application(by=None, application=people[5])
    answer = second.post(f"{address(release)}release/", {**sent, **COUNTS}, follow=True)
    assert f"left out: {people[5]}." in said(answer)


def test_whoever_drafted_it_finds_no_button(cast, people, first) -> None:
    release = proposed_release(cast, *people[:2])
    page = first.get(address(release)).text
    assert "You have a part in these decisions" in page
    assert f"{address(release)}release/" not in page
    first.post(f"{address(release)}release/", {**COUNTS, "digest": "x" * 64, "handed_over": "x"})
    assert Release.objects.get().status == "proposed"


def test_names_are_barred_and_opening_one_is_on_record(call, cast, people, second) -> None:
    named = apply(call, contact={"full_name": "CANARY Nguyễn"})
    release = proposed_release(cast, named)
    assert "CANARY" not in second.get(address(release)).text
    page = second.get(address(release), {"name": named.reference}).text
    assert "CANARY Nguyễn" in page
    event = AccessEvent.objects.latest("pk")
    assert (event.what, event.object_id, event.by) == ("contact", named.pk, cast.second_coordinator)


def test_rows_are_numbered_and_say_what_they_do_to_targets(cast, people, second) -> None:
    release = proposed_release(cast, people[0], people[4])
    page = " ".join(second.get(address(release)).text.split())
    assert "Roxbury, Mission Hill 1 of 1 to 3" in page
    others = second.get(address(release), {"tab": "not_chosen"}).context["table"]
    assert [(row.number, row.application) for row in others] == [
        (1, people[1]),
        (2, people[2]),
        (3, people[3]),
        (4, people[5]),
    ]
    assert others.count is None  # it is typed, not copied


def test_each_person_leads_to_their_letter_as_it_will_go(call, cast, people, second) -> None:
    by_phone = {"email": "", "phone": "617-555-0101", "preferred_way": "phone"}
    called = apply(call, contact=by_phone, support={"reads": "es"})
    release = proposed_release(cast, people[0], called)
    rows = second.get(address(release)).text.split("</tr>")
    (row,) = [each for each in rows if f'id="{called}"' in each]
    assert "Spanish" in row and "by phone" in row
    letter = re.search(r'"(/staff/letters/[^"]+)"', row)[1]
    assert called.reference in second.get(letter).text
    (row,) = [each for each in rows if f'id="{people[0]}"' in each]
    assert "English" in row and "by email" in row


def test_draft_says_that_the_call_is_still_open(call, cast, people, first) -> None:
    panel = panel_with(cast.coordinator, people[0])
    assert "The call is open" in first.get(f"/staff/decisions/panel/{panel.pk}/").text
    release = drafted(cast, people[0])
    assert "The call is open" in first.get(address(release)).text
    closed(call)
    assert "The call is open" not in first.get(address(release)).text


def test_how_well_reserves_cover_is_said_of_these_reserves_only(call, cast, people, first) -> None:
    panel = panel_with(cast.coordinator, *people[:3])
    reserves = reserves_for(panel, people[:3], 1)
    release = draft_release(by=cast.coordinator, call=call, panel=panel, reserves=reserves)
    assert "If any two members leave" in first.get(address(release)).text
    free = next(each for each in people[3:] if each.pk not in reserves.ids)
    decide_by_hand(
        by=cast.coordinator,
        release=release,
        application=free,
        seen="not_chosen",
        outcome="reserve",
        reason="Speaks Somali.",
    )
    page = first.get(address(release)).text
    assert "If any two members leave" not in page and "Nobody has measured" in page


def test_released_page_leads_to_the_letters_that_wait(cast, people, second) -> None:
    release = released_with(cast, *people[:2])
    page = second.get(address(release)).text
    assert "sees the answer already" in page and f'"/staff/letters/{release.pk}/"' in page


def test_send_back_needs_a_reason_and_shows_it(cast, people, first, second) -> None:
    release = proposed_release(cast, people[0])
    back = f"{address(release)}send-back/"
    assert "Say what should change." in second.post(back, {"reason": ""}, follow=True).text
    second.post(back, {"reason": "Nobody from Roxbury."})
    assert "Nobody from Roxbury." in first.get(address(release)).text


def test_who_takes_it_back_is_told_so(cast, people, first) -> None:
    release = proposed_release(cast, people[0])
    answer = first.post(f"{address(release)}send-back/", {"reason": "A slip."}, follow=True)
    assert said(answer) == "Taken back. It is a draft again."


def test_empty_seats_are_said_to_both_and_near_the_counts(cast, people, first, second) -> None:
    release = drafted(cast, *people[:2])
    assert "One seat stays empty." in first.get(address(release)).text
    propose_release(by=cast.coordinator, release=release)
    page = second.get(address(release)).text
    assert "One seat stays empty." in page.partition("Type how many you saw")[2]


def test_a_full_group_has_no_empty_seats(cast, people, first) -> None:
    release = proposed_release(cast, *people[:3])
    assert "stays empty" not in first.get(address(release)).text


def test_dropping_a_draft_asks_first_and_says_what_is_lost(cast, people, first, second) -> None:
    release = proposed_release(cast, people[0])
    second.post(f"{address(release)}send-back/", {"reason": "Nobody from Roxbury."})
    asked = {"by": cast.coordinator, "release": release, "seen": "not_chosen"}
    decide_by_hand(**asked, application=people[1], outcome="reserve", reason="Speaks Somali.")
    assert f'href="{address(release)}drop/"' in first.get(address(release)).text
    page = first.get(f"{address(release)}drop/").text
    assert "Speaks Somali." in page and people[1].reference in page
    assert "Nobody from Roxbury." in page
    assert Release.objects.get().status == "draft"
    answer = first.post(f"{address(release)}drop/", follow=True)
    assert "Release 1 is dropped." in said(answer)
    gone = first.get(f"{address(release)}drop/")
    assert gone.status_code == 302, "there is nothing to drop any more"


def test_a_decision_is_changed_by_hand(cast, people, first) -> None:
    release = drafted(cast, people[0])
    edit = f"{address(release)}of/{people[1]}/"
    sent = {"seen": "not_chosen", "outcome": "reserve", "reason": "Speaks Somali."}
    answer = first.post(edit, sent, follow=True)
    assert f"{people[1]} is reserve in release 1." in said(answer)
    assert "By hand" in answer.text and "Speaks Somali." in answer.text
    stale = first.post(edit, {**sent, "outcome": "not_chosen"}, follow=True).text
    assert "Somebody else decided" in stale and "Speaks Somali." in stale


def test_a_later_release_answers_somebody_once_more(call, cast, people, first) -> None:
    released_with(cast, people[0])
    apply(call)
    first.post("/staff/decisions/add/", {"call": call.slug})
    release = Release.objects.get(status="draft")
    sent = {"reference": people[1].reference.lower().replace("-", " ")}
    page = first.post(f"{address(release)}again/", sent, follow=True)
    assert "What you decide here replaces that." in page.text
    edit = f"{address(release)}of/{people[1]}/"
    sent = {"seen": "", "outcome": "reserve", "reason": "Asked again."}
    assert "Replaces an earlier answer." in first.post(edit, sent, follow=True).text
    unknown = first.post(f"{address(release)}again/", {"reference": "NONE"}, follow=True).text
    assert "No application of this call has that reference." in unknown


def test_a_release_asks_as_much_for_many(call, cast, people, second) -> None:
    release = proposed_release(cast, people[0], reserves=[people[1]])

    def counted() -> list[int]:
        found = []
        for tab in ("", "not_chosen", "not_eligible"):
            with CaptureQueriesContext(connection) as asked:
                assert second.get(address(release), {"tab": tab}).status_code == 200
            found.append(len(asked))
        return found

    before = counted()
    send_release_back(by=cast.coordinator, release=release, reason="More.")
    asked = {"by": cast.coordinator, "release": release, "seen": "not_chosen", "reason": "More."}
    for each in people[2:4]:
        decide_by_hand(**asked, application=each, outcome="reserve")
    propose_release(by=cast.coordinator, release=release)
    assert counted() == before


def test_nobody_else_opens_a_release(cast, people) -> None:
    release = drafted(cast, people[0])
    for other in (cast.reviewer, cast.finance, cast.clerk, cast.auditor):
        assert signed_in(other).get(address(release)).status_code == 403
