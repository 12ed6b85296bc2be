"""What staff take away never reaches a reviewer, also not by way of a correction."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from applications.form.actions.submit import Submission, submit
from applications.models import Answer, Redaction
from applications.models.redaction import BLANK, blank_out
from applications.records.actions.redact import redact_answer
from reviewers import blind
from tests.factories.applications import answers, apply
from tests.factories.story import assigned, two_criteria
from tests.refusals import refuses

TEXT = "Canaryname and I, at Canary House: CANARYNAME knows. Anniversary."


@pytest.fixture
def application(call):
    two_criteria(call)
    return apply(call, questions={"why-join": TEXT})


@pytest.fixture
def answer(application) -> Answer:
    return Answer.objects.get(revision__application=application, question__key="why-join")


def redact(cast, answer, *words: str, kind: str = "blanked", seen: int = 0) -> Redaction:
    return redact_answer(by=cast.coordinator, answer=answer, kind=kind, words=words, seen=seen)


def read(application, question: str) -> blind.BlindAnswer:
    return next(a for a in blind.read(application).answers if question in a.question)


def page_of(cast, application) -> str:
    review = assigned(application, cast)
    client = Client()
    client.force_login(cast.reviewer)
    return client.get(f"/staff/reviews/{review.pk}/").content.decode()


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Ann met Ann.", ["ann"], f"{BLANK} met {BLANK}."),
        ("Anniversary of Ann", ["Ann"], f"Anniversary of {BLANK}"),
        ("王小明說小明", ["小明"], f"王{BLANK}說{BLANK}"),
        ("Ann Lee and Lee", ["Lee", "Ann Lee"], f"{BLANK} and {BLANK}"),
        ("Ann Lee", ["Lee", "Ann Lee"], BLANK),
        ("a.b and axb", ["a.b"], f"{BLANK} and axb"),
        ("عبد الرحمن هنا", ["عبد الرحمن"], f"{BLANK} هنا"),
    ],
)
def test_words_are_blanked_wherever_they_stand(text: str, words: list[str], left: str) -> None:
    assert blank_out(text, words) == left


def test_word_that_is_not_there_is_said() -> None:
    with refuses("word_not_there"):
        blank_out("Anniversary", ["Ann"])


@pytest.mark.django_db
def test_reviewer_reads_the_blanked_copy_only(application, answer, cast) -> None:
    assert "Canaryname" in page_of(cast, application)  # there is something to hide
    redact(cast, answer, "Canaryname", "Canary House")
    page = page_of(cast, application)
    assert "canary" not in page.lower()
    assert BLANK in page
    assert "Anniversary" in page
    answer.refresh_from_db()
    assert answer.text == TEXT


@pytest.mark.django_db
def test_reviewer_gets_nothing_of_an_answer_held_back(application, answer, cast) -> None:
    redact(cast, answer, kind="withheld")
    page = page_of(cast, application)
    assert "Anniversary" not in page
    assert "Staff hold this answer back" in page
    assert read(application, answer.question.text).lines == []


@pytest.mark.django_db
def test_correction_of_a_blanked_answer_waits_for_staff(application, answer, cast, call) -> None:
    redact(cast, answer, "Canaryname")
    submit(
        by=None,
        submission=Submission(
            call=call,
            submission_key="0a1f9d5c-55ae-4b0c-8c61-1e5a0a5bb1a1",
            answers=answers(
                questions={"why-join": "Canaryname again.", "working-with-others": "Yes"}
            ),
            language="en",
            channel="web",
            received_at=timezone.now(),
            corrects=application,
        ),
    )
    page = page_of(cast, application)
    assert "canaryname" not in page.lower()
    assert "Somebody who listens" in page  # other answers are read
    coordinator = Client()
    coordinator.force_login(cast.coordinator)
    page_shown = coordinator.get(f"/staff/applications/{application.reference}/").content.decode()
    assert "Corrected: look again" in page_shown
    corrected = Answer.objects.get(revision__is_current=True, question=answer.question)
    redact(cast, corrected, kind="as_is")
    assert "Canaryname again." in page_of(cast, application)


@pytest.mark.django_db
def test_second_of_two_redactions_is_told(application, answer, cast) -> None:
    redact(cast, answer, "Canaryname")
    with refuses("changed_meanwhile"):
        redact(cast, answer, kind="as_is")
    assert redact(cast, answer, kind="as_is", seen=1).version == 2


@pytest.mark.django_db
def test_choices_and_unscored_answers_are_not_redacted(application, cast) -> None:
    for key in ("availability", "connection"):
        answer = Answer.objects.filter(question__key=key).first()
        with refuses("not_redactable"):
            redact(cast, answer, kind="withheld")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "blanked", "text": ""},
        {"kind": "blanked", "text": "all of it"},
        {"kind": "withheld", "text": "Canaryname"},
        {"kind": "as_is", "words": "Canaryname"},
    ],
)
def test_database_refuses_a_copy_that_blanks_nothing(answer, cast, wrong: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Redaction.objects.create(answer=answer, version=1, by=cast.coordinator, **wrong)


@pytest.mark.django_db
def test_redaction_page_says_what_is_wrong_and_keeps_it(application, answer, cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    path = f"/staff/applications/{application.reference}/redact/{answer.pk}/"
    given = {"kind": "blanked", "words": "Nobodyhere", "seen": 0}
    page = client.post(path, given, follow=True).content.decode()
    assert "“Nobodyhere” does not stand in this answer." in page
    assert not Redaction.objects.exists()
    assert client.post(path, given | {"words": "Canaryname\nCanary House"}).status_code == 302
    other = Client()
    other.force_login(cast.second_coordinator)
    page_shown = other.post(path, given | {"words": "Anniversary"}, follow=True).content.decode()
    assert "Somebody else changed this" in page_shown
    assert "Anniversary" in page_shown
    assert Redaction.objects.get().version == 1


@pytest.mark.django_db
def test_redaction_page_is_of_the_applications_own_answers(application, answer, cast, call) -> None:
    other = apply(call)
    client = Client()
    client.force_login(cast.coordinator)
    path = f"/staff/applications/{other.reference}/redact/{answer.pk}/"
    assert client.get(path).status_code == 404
