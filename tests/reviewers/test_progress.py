"""How far a call is read: what is counted, and what is not."""

import pytest

from applications.form.actions.withdraw import withdraw_for_applicant
from reviewers.actions.assign import assign_review
from reviewers.progress import reading_progress, readings_lacking
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
        assert "1 of 3 assigned" in text and f"{readings_lacking(call)} readings</a>" in text
    else:
        assert "of 3 assigned reviews are in" in text
        assert "2 applications have fewer than two readers" in text
