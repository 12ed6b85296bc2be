"""The questions of a call and their choices: added, worded, ordered, and frozen once it is open."""

import pytest
from django.test import Client

from applications.models import Call, Choice, Draft, Question
from tests.applications.configuring import committing, typed
from tests.applications.test_call_pages import COPY, NEW, OPEN


@pytest.fixture
def client(call, cast, django_capture_on_commit_callbacks) -> Client:
    client = Client()
    client.force_login(cast.coordinator)
    return committing(client, django_capture_on_commit_callbacks)


@pytest.fixture
def copy(client) -> Call:
    """A copy of the call, not published."""
    assert client.post(f"{OPEN}copy/", COPY).url == NEW
    return Call.objects.get(slug="design-group-2022")


@pytest.mark.django_db
def test_question_add_edit_and_its_choices(client, copy) -> None:
    path = f"{NEW}questions/add/"
    given = {"text_en": "Website?", "part": "call", "kind": "one_choice", "sensitivity": "ordinary"}
    page = client.post(path, given).url
    question = copy.questions.get(text_en="Website?")
    assert question.key == "website-2", "the form has a box of its own by that name"
    assert question.order == copy.questions.count() - 1
    for words in ("Yes", "Yes"):
        client.post(f"{page}choices/", {"new-text_en": words})
    first, second = question.choices.all()
    assert [first.key, second.key] == ["yes", "yes-2"]
    client.post(f"{NEW}choices/{first.pk}/move/", {"down": ""})
    assert list(question.choices.all()) == [second, first]
    client.post(page, typed(client, page, **{f"choice-{first.pk}-text_en": "Perhaps"}))
    first.refresh_from_db()
    assert first.text_en == "Perhaps"
    assert "Perhaps" in client.get(f"{NEW}choices/{first.pk}/remove/").content.decode()
    client.post(f"{NEW}choices/{first.pk}/remove/")
    client.post(f"{NEW}questions/{question.pk}/remove/")
    assert not copy.questions.filter(pk=question.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"part": "about_you", "is_scored": "on"}, "never required and never scored"),
        ({"kind": "long_text", "max_characters": "0"}, "Choose a number from 1"),
        ({"kind": "yes_no", "max_characters": "5"}, "Only a text has a length"),
        ({"kind": "telepathy"}, "Select a valid choice"),
        ({"text_en": " "}, "This field is required."),
    ],
)
def test_question_add_wrong_input_is_told(client, copy, changes, words) -> None:
    given = {"text_en": "Q?", "part": "call", "kind": "yes_no", "sensitivity": "ordinary"}
    count = copy.questions.count()
    assert words in client.post(f"{NEW}questions/add/", given | changes).content.decode()
    assert copy.questions.count() == count


@pytest.mark.django_db
def test_question_about_you_is_special(client, copy) -> None:
    given = {"text_en": "Who?", "part": "about_you", "kind": "yes_no", "sensitivity": "ordinary"}
    client.post(f"{NEW}questions/add/", given)
    assert copy.questions.get(text_en="Who?").sensitivity == "special"


@pytest.mark.django_db
def test_frozen_question_is_only_reworded_and_says_why(client, call) -> None:
    question = call.questions.first()
    path = f"{OPEN}questions/{question.pk}/"
    page = client.get(path)
    assert "Only the words can be changed" in page.content.decode()
    assert "kind" not in page.context["forms"][0].fields
    said = client.post(path, typed(client, path, text_en="Reworded", kind="short_text"))
    told = f"You typed “short text”, and it is “{question.get_kind_display()}”."
    assert told in said.content.decode()
    assert Question.objects.get(pk=question.pk).text_en == question.text_en
    client.post(path, typed(client, path, text_en="Reworded"))
    after = Question.objects.get(pk=question.pk)
    assert (after.text_en, after.kind) == ("Reworded", question.kind)
    order = list(call.questions.values_list("pk", flat=True))
    choice = question.choices.first()
    pieces = (f"questions/{question.pk}", f"choices/{choice.pk}")
    for address in [f"{piece}/{do}/" for piece in pieces for do in ("move", "remove")]:
        answer = client.post(f"{OPEN}{address}", {"down": ""}, follow=True)
        assert "Questions and choices stand as they are" in answer.content.decode()
    client.post(f"{path}choices/", {"new-text_en": "More"})
    assert list(call.questions.values_list("pk", flat=True)) == order
    assert choice in question.choices.all()
    assert not Choice.objects.filter(text_en="More").exists()
    assert client.get(f"{OPEN}questions/add/").url == f"{OPEN}#questions"


@pytest.mark.django_db
def test_frozen_question_takes_no_fact_from_an_older_page(client, copy) -> None:
    question = copy.questions.filter(is_scored=True).first()
    path = f"{NEW}questions/{question.pk}/"
    sent = typed(client, path, text_en="Reworded")
    del sent["is_scored"]
    Draft.objects.create(call=copy, reference="CDH-1", language="en")
    page = client.post(path, sent)
    assert "Reviewers read the answers: The call is open" in page.content.decode()
    assert "You typed “No”, and it is “Yes”." in page.content.decode()
    again = {field.html_name: field.value() for form in page.context["forms"] for field in form}
    assert client.post(path, again).status_code == 302
    question.refresh_from_db()
    assert (question.text_en, question.is_scored) == ("Reworded", True)


@pytest.mark.django_db
def test_piece_of_another_call_is_not_found(client, call, copy) -> None:
    theirs = call.questions.first().pk
    for address in (f"questions/{theirs}/", f"questions/{theirs}/remove/", "people/1/move/"):
        assert client.post(f"{NEW}{address}").status_code == 404
