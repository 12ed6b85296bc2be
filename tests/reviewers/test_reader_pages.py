"""A reader's list, Today and what was submitted, also while scoring is closed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.accounts import change_roles
from core.models import User
from core.permissions import Role
from reviewers.actions.assign import assign_review
from reviewers.actions.score import submit_review
from reviewers.enums import OthersOpen, ReviewPurpose
from reviewers.models import Review, ReviewPhase
from reviewers.queries import criteria_of
from reviewers.reading import Reading
from tests.factories.applications import apply
from tests.factories.calls import second_call
from tests.factories.staff import signed_in
from tests.factories.story import assigned, phase, scored, two_criteria

pytestmark = pytest.mark.django_db
LIST, TODAY = "/staff/reviews/", "/staff/"
GO_ON = "Score the next one"


@pytest.fixture
def reviews(call, cast):
    """One that is submitted, and one to do."""
    two_criteria(call)
    return scored(apply(call), cast, 2), assigned(apply(call), cast)


def talking_it_over(call) -> None:
    """Scoring is over since a day, and opens again in a week; readers see what others gave."""
    now, day = timezone.now(), timedelta(days=1)
    ReviewPhase.objects.filter(call=call).update(ends_at=now - day)
    Review.objects.update(saved_at=now - 2 * day)
    span = {"begins_at": now - day, "ends_at": now + 7 * day}
    phase(call, may_score=False, others_open=OthersOpen.ALWAYS, **span)
    phase(call, begins_at=now + 7 * day, ends_at=now + 14 * day)


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_nobody_is_sent_to_score_while_scoring_is_closed(call, reader, reviews) -> None:
    done, to_do = reviews
    pages = [LIST, f"{LIST}{done.pk}/"]
    assert all(GO_ON in text(reader, page) for page in pages)
    assert "Applications to score" in text(reader, TODAY)
    talking_it_over(call)
    assert "Applications to score" not in text(reader, TODAY)
    for page in (TODAY, f"{LIST}{to_do.pk}/", *pages):
        shown = text(reader, page)
        assert GO_ON not in shown
        assert "Scoring closed on" in shown and "It opens again on" in shown
        assert "Others’ scores are open on the reviews that you submitted" in shown


def test_closed_for_good_says_that_no_day_is_set(call, reader, reviews) -> None:
    now = timezone.now()
    ReviewPhase.objects.filter(call=call).update(ends_at=now)
    shown = text(reader, LIST)
    assert "No day is set for it to open again." in shown and "Others’ scores" not in shown


def test_today_counts_what_the_readers_list_counts(call, cast, reader, reviews) -> None:
    assign_review(
        by=cast.coordinator,
        application=apply(call),
        reviewer=cast.reviewer,
        purpose=ReviewPurpose.CALIBRATION,
    )
    assert "1 <small>of 3 done</small>" in text(reader, LIST)
    assert "You have done 1 of 3." in text(reader, TODAY)


def test_reopening_leads_to_the_review(cast, reviews) -> None:
    coordinator, [done, _] = signed_in(cast.coordinator), reviews
    reopen = f"{LIST}{done.pk}/reopen/"
    page = f"/staff/scores/{done.application.reference}/#review-{done.pk}"
    without_reason = coordinator.post(reopen, {}, follow=True)
    assert without_reason.redirect_chain and f'href="{page}"' in without_reason.content.decode()
    assert coordinator.post(reopen, {"reason": "Look again"}).url == page
    shown = text(coordinator, page)
    assert f'id="review-{done.pk}"' in shown
    assert f"Opened again by {cast.coordinator}" in shown and "Look again" in shown


def test_whoever_has_still_to_score_reads_no_others_opinion_as_a_coordinator(
    call, cast, reviews
) -> None:
    application = reviews[0].application
    both = {"roles": [Role.COORDINATOR, Role.REVIEWER], "seen": [Role.COORDINATOR]}
    change_roles(by=cast.administrator, account=cast.coordinator, **both)
    somebody = User.objects.get(pk=cast.coordinator.pk)
    coordinator, page = signed_in(somebody), f"/staff/scores/{application.reference}/"
    assert "50.0" in text(coordinator, page)
    own = assign_review(by=cast.second_coordinator, application=application, reviewer=somebody)
    shown = text(coordinator, page)
    assert "You score this one yourself" in shown and "50.0" not in shown
    points = dict.fromkeys(criteria_of(own.rubric), 4)
    submit_review(by=somebody, review=own, reading=Reading(points))
    assert "50.0" in text(coordinator, page)


def test_reader_of_two_calls_sees_of_which_each_review_is(call, cast, reader, reviews) -> None:
    assert call.title not in text(reader, LIST), "one call needs no name"
    other = second_call(call)
    assigned(apply(other), cast)
    page = text(reader, LIST)
    assert page.count(f'<small class="muted">{call.title}</small>') == 2
    assert page.count(f'<small class="muted">{other.title}</small>') == 1
