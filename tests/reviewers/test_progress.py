"""How far a call is read: what is counted, and what is not."""

import pytest

from reviewers.actions.assign import assign_review
from reviewers.progress import reading_progress
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.story import assigned, scored, two_criteria


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/staff/", "/staff/scores/"])
def test_progress_says_of_what_it_is_and_who_lacks_readers(call, cast, page) -> None:
    two_criteria(call)
    twice, once, _never = (apply(call) for _ in range(3))
    scored(twice, cast, 2)
    assign_review(by=cast.coordinator, application=twice, reviewer=cast.second_reviewer)
    assigned(once, cast)
    progress = reading_progress(call)
    assert (progress.done, progress.assigned, progress.with_too_few) == (1, 3, 2)
    text = " ".join(signed_in(cast.coordinator).get(page).content.decode().split())
    assert "of 3 assigned reviews are in" in text
    assert "2 applications have fewer than two readers" in text
