"""Answers that a reader cannot read are said plainly, to them and to whoever assigns."""

import html

import pytest

from reviewers.actions.readers import change_reader
from reviewers.assigning import changes_of, proposed_of
from reviewers.readers import Terms, digest_of
from reviewers.unmet import unmet_in_words
from tests.factories.reading import proposed, two_readers
from tests.factories.staff import signed_in
from tests.factories.story import assigned, two_criteria
from tests.factories.translations import apply_in_spanish, checked
from tests.reviewers.score_page import at

pytestmark = pytest.mark.django_db
NOT_NOTED = "as far as we know you do not read Spanish"
NOBODY_COULD = "Not all of it is translated, so nobody could score it now."


@pytest.fixture
def application(call):
    two_criteria(call)
    return apply_in_spanish(call)


def translate(application, cast) -> None:
    for answer in application.revisions.get().answers.filter(choice=None).exclude(text="yes"):
        checked(answer, cast)


def test_reader_is_told_until_it_is_translated_or_they_are_noted_to_read_it(
    call, cast, application
) -> None:
    reader, _second = two_readers(application, cast)
    review = assigned(application, cast)

    def shown() -> str:
        page = signed_in(cast.reviewer).get(at(review)).content.decode()
        return " ".join(html.unescape(page).split())

    assert "Here are answers in Spanish without a translation" in shown() and NOT_NOTED in shown()
    terms = Terms(languages=["es"])
    change_reader(by=cast.coordinator, reader=reader, terms=terms, seen=digest_of(reader))
    assert NOT_NOTED not in shown() and "Not translated yet." in shown()
    reader.refresh_from_db()
    change_reader(by=cast.coordinator, reader=reader, terms=Terms(), seen=digest_of(reader))
    translate(application, cast)
    assert NOT_NOTED not in shown()


def test_assignment_says_which_nobody_could_score(call, cast, application) -> None:
    two_readers(application, cast)
    run = proposed(application, cast)
    unmet = [{"code": "language_unmet", "id": str(application.pk), "language": "es"}]

    def why() -> str:
        (row,) = proposed_of(run, changes_of(run), [application.pk])
        return row.why

    assert why() == "nobody reads Spanish, and not all is translated"
    no_reader = f"{application.reference} has no reader of Spanish."
    assert unmet_in_words(unmet) == [f"{no_reader} {NOBODY_COULD}"]
    translate(application, cast)
    assert why() == "nobody reads Spanish"
    assert unmet_in_words(unmet) == [no_reader]
