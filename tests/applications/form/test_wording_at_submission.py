"""Staff and reviewers see questions and choices with their wording at submission."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.calls.actions.change_rows import change_rows
from applications.form.wording_at_submission import wording_at_submission, words_read
from applications.models import Choice, Question, Revision
from core.row_versions import Change, digest
from reviewers import blind
from tests.factories.applications import apply
from tests.factories.story import assigned, two_criteria


def reword(row, name: str, text: str) -> None:
    """A coordinator changes one text, in a moment of its own."""
    seen = {name: digest(getattr(row, name))}
    change_rows(by=None, changes=[Change(row, {name: text}, seen)])
    row.refresh_from_db()


@pytest.fixture
def question(call) -> Question:
    return call.questions.get(key="why-join")


@pytest.mark.django_db(transaction=True)
def test_answers_keep_the_words_they_were_given_under(call, question, cast) -> None:
    choice = Choice.objects.get(key="family-or-caregiver")
    first = apply(call)
    old, old_choice = question.text_en, choice.text_en
    reword(question, "text_en", "Why you?")
    reword(choice, "text_en", "A relative")
    second = apply(call)
    reword(question, "text_en", "Why, and why now?")
    words = [wording_at_submission(each.revisions.get()) for each in (first, second)]
    assert [each.questions[question.pk] for each in words] == [old, "Why you?"]
    assert [each.choices[choice.pk] for each in words] == [old_choice, "A relative"]
    asked = {answer.question for answer in blind.read(first).answers}
    assert old in asked
    assert not {"Why you?", "Why, and why now?"} & asked
    assert [old_choice] in [answer.lines for answer in blind.read(first).answers]
    assert "Why you?" in {answer.question for answer in blind.read(second).answers}
    two_criteria(call)
    client = Client()
    client.force_login(cast.reviewer)
    page = client.get(f"/staff/reviews/{assigned(first, cast).pk}/").content.decode()
    assert old in page
    assert "Why, and why now?" not in page


@pytest.mark.django_db(transaction=True)
def test_words_read_are_in_the_sender_s_language(call, question) -> None:
    reword(question, "text_so", "")
    revision = apply(call).revisions.get()
    Revision.objects.update(language="es")
    revision.refresh_from_db()
    spanish = question.text_es
    reword(question, "text_es", "¿Y ahora?")
    assert words_read(revision).questions[question.pk] == spanish
    Revision.objects.update(language="so")
    revision.refresh_from_db()
    assert words_read(revision).questions[question.pk] == question.text_en


@pytest.mark.django_db
def test_revision_older_than_the_history_gets_the_first_words(call, question) -> None:
    revision = apply(call).revisions.get()
    Revision.objects.update(received_at=revision.received_at - timedelta(days=900))
    revision.refresh_from_db()
    assert wording_at_submission(revision).questions[question.pk] == question.text_en


@pytest.mark.django_db
def test_given_wording_takes_one_query(call) -> None:
    revision = Revision.objects.select_related("application__call").get(application=apply(call))
    with CaptureQueriesContext(connection) as captured:
        wording_at_submission(revision)
    assert len(captured) == 1
