"""The scoring page: what it keeps, what it refuses, and ways out of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from applications.models import Answer
from applications.records.actions.redact import redact_answer
from reviewers.actions.assign import assign_review
from reviewers.actions.end import reopen_review
from reviewers.enums import OthersOpen, ReviewPurpose, ReviewStatus
from reviewers.models import Remark, Review, ReviewPhase, Score
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.story import assigned, scored, two_criteria
from tests.factories.translations import correct
from tests.reviewers.score_page import at, points

pytestmark = pytest.mark.django_db
UNDERSTANDING, READINESS = "criterion-understanding", "criterion-readiness"


def during(review: Review, **rights) -> None:
    ReviewPhase.objects.filter(call=review.rubric.call).update(**rights)


def test_draft_is_kept_and_never_counts_an_empty_criterion(review, reader) -> None:
    given = {"seen": 0, UNDERSTANDING: 3, "comment": "Clear", "private_note": "Ask", "do": "save"}
    assert reader.post(at(review), given).url == at(review)
    assert points(review) == {"understanding": 3}
    page = reader.get(at(review)).content.decode()
    assert "1 of 2 scored" in page and "Clear" in page and "Ask" in page


def test_submit_that_lacks_points_is_a_draft_whose_page_says_so(review, reader) -> None:
    answer = reader.post(at(review), {"seen": 0, UNDERSTANDING: 3})
    assert answer.status_code == 302, "Back never asks to send again"
    page = reader.get(answer.url)
    assert page.context["form"].errors == {READINESS: ["Not scored yet."]}
    assert "1 of 2 scored" in page.content.decode()
    assert (points(review), Review.objects.get().status) == ({"understanding": 3}, "open")
    reader.post(at(review), {"seen": 1, UNDERSTANDING: 3, READINESS: 1})
    assert Review.objects.get().status == ReviewStatus.SUBMITTED


def test_draft_that_saves_itself_says_when_and_keeps_the_version(review, reader) -> None:
    told = reader.post(at(review, "save/"), {"seen": 0, UNDERSTANDING: 2}).json()
    assert told["seen"] == 1 and told["at"].endswith(".m.")
    older = reader.post(at(review, "save/"), {"seen": 0, UNDERSTANDING: 4})
    assert older.status_code == 409 and "another tab" in older.json()["why"]
    assert points(review) == {"understanding": 2}


def test_page_follows_its_own_saves_and_no_others(review, reader) -> None:
    """What a page sends while it is left may arrive after the next page was made."""
    page, other = str(uuid4()), str(uuid4())

    def save(seen: int, given: int, page: str) -> int:
        given = {"seen": seen, UNDERSTANDING: given, "page": page}
        return reader.post(at(review, "save/"), given).status_code

    assert [save(0, 1, page), save(0, 2, page)] == [200, 200]
    assert [save(0, 3, other), save(1, 3, other)] == [409, 409]
    assert save(2, 3, other) == 200
    assert save(2, 4, page) == 409, "another page was last"
    assert points(review) == {"understanding": 3}


def test_second_tab_never_overwrites_in_silence(review, reader) -> None:
    reader.post(at(review), {"seen": 0, UNDERSTANDING: 1, READINESS: 1, "do": "save"})
    other = {"seen": 0, UNDERSTANDING: 4, READINESS: 4}
    answer = reader.post(at(review), other, follow=True)
    page = answer.content.decode()
    [(address, _status)] = answer.redirect_chain  # Back never asks to send again
    assert "another tab" in page and "Understanding: <b>1</b>" in page
    assert points(review) == {"understanding": 1, "readiness": 1}
    assert answer.context["form"]["seen"].value() == 1
    reader.post(address, other | {"seen": 1})  # whoever has seen both may keep theirs
    assert points(review) == {"understanding": 4, "readiness": 4}


def test_what_led_back_to_the_page_is_forgotten_once_it_is_saved(review, reader) -> None:
    wrong = {"seen": 0, UNDERSTANDING: 3, "comment": "x" * 4001}
    address = reader.post(at(review), wrong).url
    assert reader.get(address).context["form"].errors.keys() == {"comment"}
    saving = address.replace(at(review), at(review, "save/"))
    assert reader.post(saving, {"seen": 0, UNDERSTANDING: 2}).status_code == 200
    form = reader.get(address).context["form"]
    assert (form.errors, form.number_scored, form.missing) == ({}, 1, [READINESS])


def test_submitting_twice_says_that_the_first_stands(review, reader) -> None:
    given = {"seen": 0, UNDERSTANDING: 1, READINESS: 1}
    reader.post(at(review), given)
    again = reader.post(at(review), given | {READINESS: 4}, follow=True)
    page = again.content.decode()
    assert again.redirect_chain and "first scores stand" in page
    assert review.application.reference in page
    assert points(review) == {"understanding": 1, "readiness": 1}


def test_submitting_goes_on_to_the_next_and_skipping_puts_one_last(call, cast, reader) -> None:
    two_criteria(call)
    first, second, third = (assigned(apply(call), cast) for _ in range(3))
    answer = reader.post(at(first), {"seen": 0, UNDERSTANDING: 1, READINESS: 1})
    assert answer.url == at(second)
    assert reader.post(at(second), {"seen": 0, UNDERSTANDING: 2, "do": "skip"}).url == at(third)
    assert points(second) == {"understanding": 2}
    assert reader.post(at(third), {"seen": 0, UNDERSTANDING: 1, READINESS: 1}).url == at(second)
    last = reader.post(at(second), {"seen": 1, UNDERSTANDING: 1, READINESS: 1})
    assert last.url == "/staff/reviews/"
    assert "All done" in reader.get(last.url).content.decode()


def test_second_press_of_submit_goes_on_too(review, call, cast, reader) -> None:
    following = assigned(apply(call), cast)
    given = {"seen": 0, UNDERSTANDING: 1, READINESS: 1}
    assert [reader.post(at(review), given).url for _press in range(2)] == [at(following)] * 2


def test_score_is_cleared_by_choosing_none(review, reader) -> None:
    reader.post(at(review), {"seen": 0, UNDERSTANDING: 3, READINESS: 1, "do": "save"})
    reader.post(at(review), {"seen": 1, UNDERSTANDING: "", READINESS: 1, "do": "save"})
    assert points(review) == {"readiness": 1}


def test_calibration_comes_first_and_never_counts(review, reader, cast, call) -> None:
    calibration = assign_review(
        by=cast.coordinator,
        application=apply(call),
        reviewer=cast.reviewer,
        purpose=ReviewPurpose.CALIBRATION,
    )
    reader.get(at(review))
    assert Review.objects.get(pk=review.pk).status == ReviewStatus.ASSIGNED, "not read before"
    given = {"seen": 0, UNDERSTANDING: 4, READINESS: 4}
    assert reader.post(at(review, "save/"), given).status_code == 409
    assert reader.post(at(calibration), given).url == at(review)
    coordinator = signed_in(cast.coordinator)
    assert "100.0" not in coordinator.get("/staff/scores/").content.decode()
    assert reader.post(at(review), given).url == "/staff/reviews/"
    assert "100.0" in coordinator.get("/staff/scores/").content.decode()


def test_no_phase_no_rights(review, reader) -> None:
    written = Answer.objects.get(question__key="why-join").text
    assert written in reader.get(at(review)).content.decode()
    begins = timezone.now() + timedelta(days=2)
    during(review, begins_at=begins)
    page = reader.get(at(review)).content.decode()
    assert written not in page and "Scoring has not begun. It opens on" in page
    refused = reader.post(at(review, "save/"), {"seen": 0, UNDERSTANDING: 1})
    assert refused.status_code == 409 and "this is not saved" in refused.json()["why"]
    reader.post(at(review), {"seen": 0, UNDERSTANDING: 1, READINESS: 1})
    assert not Score.objects.exists()


def test_phase_without_comments_keeps_none(review, reader) -> None:
    during(review, may_comment=False)
    given = {"seen": 0, UNDERSTANDING: 1, "comment": "Smuggled", "do": "save"}
    reader.post(at(review), given)
    assert points(review) and not Remark.objects.exists()


def test_phase_with_only_checked_copies_withholds_the_rest(review, reader, cast) -> None:
    during(review, only_redacted=True)
    answer = Answer.objects.get(question__key="why-join")
    assert answer.text not in reader.get(at(review)).content.decode()
    redact_answer(by=cast.coordinator, answer=answer, kind="as_is", words=[], seen=0)
    assert answer.text in reader.get(at(review)).content.decode()


@pytest.mark.parametrize(
    ("others_open", "before", "after"),
    [
        (OthersOpen.NEVER, False, False),
        (OthersOpen.AFTER_OWN, False, True),
    ],
)
def test_others_show_when_the_phase_says_so(review, reader, cast, others_open, before, after):
    during(review, others_open=others_open)
    theirs = assign_review(
        by=cast.coordinator, application=review.application, reviewer=cast.second_reviewer
    )
    given = {"seen": 0, UNDERSTANDING: 4, READINESS: 0, "comment": "Others", "audience": "readers"}
    signed_in(cast.second_reviewer).post(at(theirs), given | {"private_note": "Mine alone"})
    pages = ("/staff/reviews/", at(review), "/staff/")

    def shown() -> str:
        return " ".join(reader.get(path).content.decode() for path in pages)

    assert ("75.0 of 100" in shown()) is before
    reader.post(at(review), {"seen": 0, UNDERSTANDING: 1, READINESS: 1})
    assert ("75.0 of 100" in shown()) is after and ("Others" in shown()) is after
    assert "Mine alone" not in shown() and cast.second_reviewer.name not in shown()


def test_reopened_review_changes_its_scores_and_its_comment(call, cast, reader) -> None:
    review = scored(apply(call), cast, 2)
    reader.post(at(review), {"seen": 1, UNDERSTANDING: 4})
    assert points(review) == {"understanding": 2, "readiness": 2}
    reopen_review(by=cast.coordinator, review=review, reason="The answer was corrected")
    assert "The answer was corrected" in reader.get(at(review)).content.decode()
    reader.post(at(review), {"seen": 1, UNDERSTANDING: 4, READINESS: 4})
    review.refresh_from_db()
    assert review.status == ReviewStatus.SUBMITTED
    assert points(review) == {"understanding": 4, "readiness": 4}


def test_malformed_scores_show_no_answers_while_reviewing_is_closed(review, reader) -> None:
    reader.get(at(review))
    words = Answer.objects.get(question__key="why-join").text
    wrong = {"seen": 0, UNDERSTANDING: 99}
    assert words in reader.post(at(review), wrong, follow=True).content.decode()
    during(review, may_score=False)
    assert words not in reader.post(at(review), wrong, follow=True).content.decode()


def test_application_page_says_who_read_an_earlier_revision(call, cast) -> None:
    review = scored(apply(call), cast, 2)
    coordinator = signed_in(cast.coordinator)
    page = f"/staff/applications/{review.application.reference}/"
    assert "Read before the correction" not in coordinator.get(page).content.decode()
    correct(review.application, **{"why-join": "Corrected words."})
    assert "Read before the correction" in coordinator.get(page).content.decode()
