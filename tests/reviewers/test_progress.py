"""How far a call is read: what is counted, and what is not."""

import re

import pytest

from applications.form.actions.withdraw import withdraw_for_applicant
from core.accounts import change_roles, deactivate_account
from core.permissions import Role
from reviewers.actions.assign import assign_review
from reviewers.actions.readers import add_reader
from reviewers.progress import reading_progress
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.story import assigned, scored, two_criteria


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/staff/", "/staff/scores/", "/staff/readers/"])
def test_progress_says_of_what_it_is_and_who_lacks_readers(call, cast, page) -> None:
    two_criteria(call)
    twice, once, _never, withdrawn = (apply(call) for _ in range(4))
    scored(twice, cast, 2)
    scored(withdrawn, cast, 2)
    withdraw_for_applicant(
        by=cast.coordinator, application=withdrawn, asker="applicant", way="phone", note="Moves"
    )
    assign_review(by=cast.coordinator, application=twice, reviewer=cast.second_reviewer)
    assigned(once, cast)
    progress = reading_progress(call)
    assert (progress.done, progress.assigned, progress.with_too_few) == (1, 3, 2)
    text = " ".join(signed_in(cast.coordinator).get(page).content.decode().split())
    if page == "/staff/readers/":
        assert f'href="/staff/calls/{call.slug}/rubric/"' in text
        assert "1 of 3 assigned" in text and f"{progress.lacking} readings</a>" in text
    else:
        assert "of 3 assigned reviews are in" in text
        assert "2 applications have fewer than two readers" in text


@pytest.mark.django_db
@pytest.mark.parametrize("is_closed", [True, False])
def test_open_readings_of_who_is_gone_are_shown_to_coordinators(call, cast, is_closed) -> None:
    two_criteria(call)
    add_reader(by=cast.coordinator, call=call, user=cast.reviewer)
    assigned(apply(call), cast)
    client = signed_in(cast.coordinator)
    assert "Account closed" not in client.get("/staff/readers/").content.decode()
    if is_closed:
        deactivate_account(by=cast.administrator, account=cast.reviewer)
    else:
        no_role = {"roles": [], "seen": [Role.REVIEWER]}
        change_roles(by=cast.administrator, account=cast.reviewer, **no_role)
    state = "Account closed" if is_closed else "No reviewer any more"
    assert state in client.get("/staff/readers/").content.decode()
    items = client.get("/staff/").context["todo"].now
    assert ("Readings whose reader is gone", 1) in [(each.title, each.count) for each in items]


@pytest.mark.django_db
def test_whoever_was_given_a_reading_is_listed_though_no_reader_of_the_call(call, cast) -> None:
    two_criteria(call)
    add_reader(by=cast.coordinator, call=call, user=cast.second_reviewer)
    assigned(apply(call), cast)
    page = signed_in(cast.coordinator).get("/staff/readers/").content.decode()
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*0 of 1.*?</tr>", page, re.S)
    assert row and cast.reviewer.name in row[0] and "Not a reader of this call" in row[0]
    add_reader(by=cast.coordinator, call=call, user=cast.reviewer)
    assert "Not a reader" not in signed_in(cast.coordinator).get("/staff/readers/").content.decode()
