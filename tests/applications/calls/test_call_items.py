"""The questions of a call and their choices: added, worded, ordered, and frozen once it is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.calls.forms.call_items import ChoiceForm
from applications.calls.views import row_editing
from applications.models import Choice, Draft, Question
from applications.practice.actions.practice import clear_practice
from tests.applications.calls.configuring import NEW, OPEN, typed
from tests.factories.applications import practise
from tests.factories.calls import redated


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
    answer = client.post(path, typed(client, path, text_en="Reworded", kind="short_text"))
    message = f"You typed “short text”, and it is “{question.get_kind_display()}”."
    assert message in answer.content.decode()
    assert Question.objects.get(pk=question.pk).text_en == question.text_en
    client.post(path, typed(client, path, text_en="Reworded"))
    after = Question.objects.get(pk=question.pk)
    assert (after.text_en, after.kind) == ("Reworded", question.kind)
    order = list(call.questions.values_list("pk", flat=True))
    choice = question.choices.first()
    items = (f"questions/{question.pk}", f"choices/{choice.pk}")
    for address in [f"{item}/{do}/" for item in items for do in ("move", "remove")]:
        answer = client.post(f"{OPEN}{address}", {"down": ""}, follow=True)
        assert "Questions and choices stand as they are" in answer.content.decode()
    late = client.post(f"{path}choices/", {"new-text_en": "More"}, follow=True)
    assert "You typed: “More”" in late.content.decode()
    late = client.post(f"{OPEN}questions/add/", {"text_en": "And why?", "part": "call"})
    assert (late.status_code, "And why?" in late.content.decode()) == (409, True)
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
@pytest.mark.parametrize("language", ["en", "so"])
def test_words_for_a_choice_that_is_gone_are_told_and_kept(client, copy, language) -> None:
    question = copy.questions.filter(kind="one_choice").first()
    gone, stays = question.choices.all()[:2]
    path, of_question = f"{NEW}questions/{question.pk}/", "text_en"
    if language != "en":
        path, of_question = f"{NEW}words/?language=so", f"question-{question.pk}-text_so"
    untouched = typed(client, path, **{of_question: "First"})
    both = {
        f"choice-{gone.pk}-text_{language}": "Never",
        f"choice-{stays.pk}-text_{language}": "Now",
    }
    mine = typed(client, path, **both)
    client.post(f"{NEW}choices/{gone.pk}/remove/")
    assert client.post(path, untouched).status_code == 302, "nothing was typed for it"
    page = client.post(path, mine)
    assert page.status_code == 409
    assert "Somebody removed a part of this page" in page.content.decode()
    assert "You typed: “Never”" in page.content.decode()
    assert not Choice.objects.filter(text_en="Now").exists()
    again = {
        field.html_name: field.value() or "" for form in page.context["forms"] for field in form
    }
    assert client.post(path, again).status_code == 302
    stays.refresh_from_db()
    assert getattr(stays, f"text_{language}") == "Now"


@pytest.mark.django_db
def test_removal_that_overtakes_a_save_is_told(client, copy, cast, rf) -> None:
    choice = copy.questions.filter(kind="one_choice").first().choices.first()
    path, prefix = f"{NEW}questions/{choice.question_id}/", f"choice-{choice.pk}"
    request = rf.post(path, typed(client, path, **{f"{prefix}-text_en": "Never"}))
    request.user = cast.coordinator
    form = ChoiceForm(request.POST, instance=choice, prefix=prefix)
    client.post(f"{NEW}choices/{choice.pk}/remove/")
    assert not row_editing.save(request, form)
    assert row_editing.status(form) == 409


@pytest.mark.django_db
def test_words_for_a_piece_that_is_gone_are_shown(client, copy) -> None:
    question, section = copy.questions.first(), copy.sections.first()
    for path in (f"questions/{question.pk}/", f"sections/{section.pk}/"):
        sent = typed(client, f"{NEW}{path}")
        sent[next(name for name in sent if name.endswith("_en"))] = "My words"
        client.post(f"{NEW}{path}remove/")
        assert client.get(f"{NEW}{path}").status_code == 404
        page = client.post(f"{NEW}{path}", sent)
        assert page.status_code == 409
        assert "My words" in page.content.decode()
    more = client.post(f"{NEW}questions/{question.pk}/choices/", {"new-text_en": "One more"})
    assert (more.status_code, "One more" in more.content.decode()) == (409, True)


@pytest.mark.django_db
def test_piece_of_another_call_is_not_found(client, call, copy) -> None:
    theirs = call.questions.first().pk
    for address in (f"questions/{theirs}/", f"questions/{theirs}/remove/", "people/1/move/"):
        assert client.post(f"{NEW}{address}").status_code == 404


@pytest.mark.django_db
def test_practice_freezes_no_question_and_publishes_nothing(client, call, cast) -> None:
    day = timedelta(days=1)
    redated(call, opens_at=timezone.now() + day, closes_at=timezone.now() + 9 * day)
    practise(call, by=cast.clerk)
    question = call.questions.get(key="connection")
    path = f"{OPEN}questions/{question.pk}/"
    client.post(path, typed(client, path, is_required=""))
    assert not Question.objects.get(pk=question.pk).is_required
    first = question.choices.first()
    client.post(f"{OPEN}choices/{first.pk}/move/", {"down": ""})
    assert question.choices.first() != first
    client.post(f"{path}choices/", {"new-text_en": "More"})
    client.post(f"{OPEN}choices/{Choice.objects.get(text_en='More').pk}/remove/")
    assert not Choice.objects.filter(text_en="More").exists()
    answered = question.choices.get(key="family-or-caregiver")
    for item in (f"questions/{question.pk}", f"choices/{answered.pk}"):
        page = client.post(f"{OPEN}{item}/remove/", follow=True).content.decode()
        assert "Clear them on the Practice page first." in page
    clear_practice(by=cast.clerk)
    client.post(f"{OPEN}choices/{answered.pk}/remove/")
    assert answered not in question.choices.all()
    practise(call, by=cast.clerk)
    page = client.post(f"{OPEN}unpublish/", follow=True).content.decode()
    assert "Residents no longer see the call." in page
