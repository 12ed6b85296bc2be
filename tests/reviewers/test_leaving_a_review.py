"""Ways out of a review: what its reader typed, and what colleagues learn of it."""

import pytest

from reviewers.actions.assign import assign_review
from reviewers.models import Conflict
from tests.factories.staff import signed_in
from tests.factories.story import assigned
from tests.refusals import refuses
from tests.reviewers.score_page import at, points

pytestmark = pytest.mark.django_db
UNDERSTANDING = "criterion-understanding"


@pytest.mark.parametrize(
    ("button", "leads_to"), [("abstain", "abstain/"), ("recuse", "recognize/")]
)
def test_way_out_that_is_not_taken_keeps_what_was_typed(review, reader, button, leads_to) -> None:
    given = {"seen": 0, UNDERSTANDING: 3, "comment": "Unsure", "private_note": "Ask Ana"}
    assert reader.post(at(review), given | {"do": button}).url == at(review, leads_to)
    page = reader.get(at(review)).content.decode()
    assert "1 of 2 scored" in page and "Unsure" in page and "Ask Ana</q>" in page


def test_wrong_scores_keep_nobody_from_saying_whom_they_know(review, reader) -> None:
    given = {"seen": 0, UNDERSTANDING: 99, "do": "recuse"}
    assert reader.post(at(review), given).url == at(review, "recognize/")


def test_recognized_person_is_gone_from_the_readers_pages(review, reader, cast) -> None:
    reference = review.application.reference
    reader.post(at(review), {"seen": 0, UNDERSTANDING: 1, "do": "save"})
    asked = reader.post(at(review, "recognize/"), {}, follow=True)
    assert asked.redirect_chain and asked.context["form"].errors.keys() == {"reason"}
    answer = reader.post(at(review, "recognize/"), {"reason": "My cousin"}, follow=True)
    assert reference not in answer.content.decode()
    gone = reader.get(at(review))  # Back
    assert gone.status_code == 410 and reference not in gone.content.decode()
    assert reader.get(at(review, "recognize/")).status_code == 410
    given = {"seen": 1, UNDERSTANDING: 4}
    assert reader.post(at(review), given, follow=True).status_code == 410
    assert reader.post(at(review, "save/"), given).status_code == 409
    assert points(review) == {"understanding": 1}
    conflict = Conflict.objects.get()
    assert (conflict.source, conflict.reason, conflict.user) == (
        "recognized",
        "My cousin",
        cast.reviewer,
    )
    with refuses("conflict"):
        assigned(review.application, cast)
    other = assign_review(
        by=cast.coordinator, application=review.application, reviewer=cast.second_reviewer
    )
    page = signed_in(cast.second_reviewer).get(at(other)).content.decode()
    assert "cousin" not in page and "recused" not in page


def test_recognizing_after_scoring_says_that_the_score_ends(review, reader) -> None:
    ends = "no longer counts"
    assert ends not in reader.get(at(review, "recognize/")).content.decode()
    reader.post(at(review), {"seen": 0, UNDERSTANDING: 3, "criterion-readiness": 3})
    assert ends in reader.get(at(review, "recognize/")).content.decode()


def test_abstaining_asks_for_no_acquaintance(review, reader) -> None:
    hint = "we worked together"
    assert hint in reader.get(at(review, "recognize/")).content.decode()
    assert hint not in reader.get(at(review, "abstain/")).content.decode()


def test_abstaining_ends_a_review_and_counts_nowhere(review, reader, cast) -> None:
    reader.post(at(review, "abstain/"), {"reason": "I cannot read this"})
    review.refresh_from_db()
    assert (review.status, review.end_reason) == ("abstained", "I cannot read this")
    assert "the coordinators read your reason" in reader.get(at(review)).content.decode()
    assert signed_in(cast.second_reviewer).get(at(review)).status_code == 404
    assert not Conflict.objects.exists()
    coordinator = signed_in(cast.coordinator)
    pages = (
        f"/staff/applications/{review.application.reference}/",
        "/staff/readers/lacking/",
    )
    assert all("I cannot read this" in coordinator.get(page).content.decode() for page in pages)
