"""Answers are read by whoever hands them out: of one call, without those that are left out."""

import pytest

from applications.models import Answer, HandOut
from applications.records.actions.redact import redact_answer
from applications.words.actions.hand_out import hand_out_answers
from core.models import AccessEvent
from tests.applications.records.erasing import CANARY
from tests.applications.words.handing import VENDOR, sent
from tests.factories.calls import closed, second_call
from tests.factories.staff import signed_in
from tests.factories.translations import CHANGE, REASON, STORY, apply_in_spanish, story_of
from tests.factories.words import HEADINGS_IN
from tests.refusals import refuses

pytestmark = pytest.mark.django_db

FILES = "/staff/translations/files/"


def new(call) -> str:
    return f"{FILES}new/?call={call.slug}&language=es&vendor=Lingua+Ltd."


def words(page) -> str:
    return " ".join(page.content.decode().split())


def test_answers_that_would_go_are_read_without_names_and_logged(
    call, client, cast, application
) -> None:
    page = client.get(new(call))
    assert all(each in words(page) for each in (STORY, REASON, CHANGE))
    assert CANARY not in words(page)
    (event,) = AccessEvent.objects.filter(what=AccessEvent.What.ANSWERS)
    assert (event.by, event.object_id) == (cast.coordinator, application.pk)
    assert not AccessEvent.objects.filter(what=AccessEvent.What.HAND_OUT).exists()
    for other in (cast.translator, cast.reviewer, cast.clerk):
        assert signed_in(other).get(new(call)).status_code == 403


def test_answer_that_is_left_out_waits_on(call, client, application) -> None:
    story, page = story_of(application), client.get(new(call))
    chosen = {"seen": page.context["seen"], "left_out": [story.pk]}
    assert "1 answer left out" in words(client.post(new(call), chosen, follow=True))
    hand_out = HandOut.objects.get()
    assert {each.answer.text for each in hand_out.answers.all()} == {REASON, CHANGE}
    book = sent(client, hand_out)
    assert book.active.max_row == HEADINGS_IN + 2
    assert [row.answer.text for row in client.get(new(call)).context["rows"]] == [STORY]


def test_what_was_left_out_stays_so_when_something_changed_meanwhile(
    call, client, application
) -> None:
    story, page = story_of(application), client.get(new(call))
    apply_in_spanish(call)
    chosen = {"seen": page.context["seen"], "left_out": [story.pk, "x", "9" * 30]}
    back = client.post(new(call), chosen, follow=True)
    assert "Other answers wait now than you saw" in words(back)
    assert [row.answer for row in back.context["rows"] if row.is_left_out] == [story]
    assert len(back.context["rows"]) == 6 and not HandOut.objects.exists()


def test_list_without_any_answer_is_refused(call, cast, application) -> None:
    every = Answer.objects.filter(revision__application=application).values_list("pk", flat=True)
    asked = {"by": cast.coordinator, "call": call, "language": "es", "vendor": VENDOR}
    with refuses("all_left_out"):
        hand_out_answers(**asked, left_out=list(every))


def test_words_that_were_blanked_do_not_go(call, client, cast, application) -> None:
    story = story_of(application)
    redact_answer(by=cast.coordinator, answer=story, kind="blanked", words=["hermano"], seen=0)
    page = client.get(new(call))
    assert STORY not in words(page) and "█" not in words(page) and REASON in words(page)
    client.post(new(call), {"seen": page.context["seen"]})
    cells = [str(c.value) for row in sent(client, HandOut.objects.get()).active for c in row]
    assert not any("hermano" in cell for cell in cells)


def test_answers_to_another_call_stay_and_are_counted(call, client, application) -> None:
    other = second_call(call)
    apply_in_spanish(other)
    closed(other)
    page = client.get(f"{FILES}?call={call.slug}")
    assert "Spanish: 3 answers" in words(page)
    assert f'<a href="?call={other.slug}">3 answers of {other.title}</a>' in words(page)
    client.post(new(call), {"seen": client.get(new(call)).context["seen"]})
    taken = HandOut.objects.get().answers.values_list("application__call", flat=True)
    assert set(taken) == {call.pk}
    assert client.get(f"{FILES}?call=nowhere").status_code == 404


def test_file_has_as_many_as_one_person_reads_and_the_others_wait(
    call, client, application, monkeypatch
) -> None:
    monkeypatch.setattr("applications.words.answers.MOST_IN_FILE", 2)
    page = client.get(new(call))
    assert "1 more answer waits for the next" in words(page) and len(page.context["rows"]) == 2
    client.post(new(call), {"seen": page.context["seen"]})
    assert HandOut.objects.get().answers.count() == 2
    assert len(client.get(new(call)).context["rows"]) == 1


@pytest.mark.parametrize(
    "reach", ["a.b@ejemplo.org", "https://ejemplo.org", "www.ejemplo.org", "(617) 555-0100"]
)
def test_answers_with_an_address_or_a_phone_number_are_marked(call, client, reach) -> None:
    apply_in_spanish(call, connection={"connection-story": f"{STORY} {reach}."})
    born = "Nací el 3/4/1984, vivo en 02118."
    apply_in_spanish(call, connection={"connection-story": born})
    page = client.get(new(call))
    assert [reach in row.answer.text for row in page.context["rows"] if row.reaches] == [True]
    assert "1 answer seems to have an address or a phone number" in words(page)


def test_name_of_a_vendor_that_does_not_fit_is_said(call, client, application) -> None:
    long = f"{FILES}new/?call={call.slug}&language=es&vendor={'a%CC%81%CC%82%CC%83' * 100}"
    assert "too long" in words(client.get(long)).lower()
