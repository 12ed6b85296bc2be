"""A question of each kind, from the form to the export: a new kind must not be lost on the way."""

import pytest
from django.test import Client

from applications.enums import CHOICE_KINDS, Part, QuestionKind
from applications.form.form_builder import question_field
from applications.models import Call, Choice, Question
from reviewers import blind
from tests.factories.applications import apply
from tests.factories.calls import opened

ASKED = "How many nights a week?"
# What is sent, and how it reads afterwards. A kind that is not here takes a number of nights.
SENT = {
    QuestionKind.ONE_CHOICE: ("few", "A few nights"),
    QuestionKind.SEVERAL_CHOICES: (["few"], "A few nights"),
    QuestionKind.YES_NO: ("yes", "Yes"),
}


def ask(kind: QuestionKind) -> Question:
    """One more question, in the call before it opens."""
    call = Call.objects.get()
    order = max(call.questions.values_list("order", flat=True)) + 1
    question = Question.objects.create(
        call=call, key="nights", part=Part.CALL, kind=kind, order=order, text=ASKED, is_scored=True
    )
    if kind in CHOICE_KINDS:
        for order, (key, text) in enumerate({"few": "A few nights", "none": "None"}.items(), 1):
            Choice.objects.create(question=question, key=key, text=text, order=order)
    return question


@pytest.mark.django_db
@pytest.mark.parametrize("kind", QuestionKind)
def test_answer_to_a_question_of_each_kind_reaches_everybody(kind, cast, client) -> None:
    question = ask(kind)
    call = opened()
    sent, reads = SENT.get(kind, ("7", "7"))
    application = apply(call, questions={"nights": question_field(question).clean(sent)})
    [answer] = [a for a in blind.read(application).answers if a.question == ASKED]
    assert answer.lines == [reads]
    coordinator = Client()
    coordinator.force_login(cast.coordinator)
    exported = coordinator.post("/staff/export/", {"kind": "csv", "answers": "on"})
    pages = {
        "staff": coordinator.get(f"/staff/applications/{application.reference}/").content,
        "export": b"".join(exported.streaming_content),
        "paper form": client.get(f"/en/{call.slug}/paper/").content,
    }
    for name, page in pages.items():
        assert ASKED in page.decode(), name
        if name != "paper form" or kind in CHOICE_KINDS:
            assert reads in page.decode(), name
