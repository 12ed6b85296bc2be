"""The database keeps what an open call has promised, whoever writes and how."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from applications.calls.actions.arrange_items import add_item, move_item, remove_item
from applications.calls.actions.open_call import extend_deadline, unpublish_call
from applications.calls.views.row_editing import constraint_in_words
from applications.models import Call, CallSection, Choice, DeadlineExtension, Draft, Question
from tests.applications.form.steps import fill_in
from tests.factories.applications import apply
from tests.factories.calls import redated
from tests.refusals import refuses

DAY = timedelta(days=1)


def refused(sentence: str):
    """The database says no with this sentence, and the test's transaction lives on."""
    return pytest.raises(IntegrityError, match=sentence)


def change(table: type, **values: object) -> None:
    """A write without any action, as by mistake."""
    with transaction.atomic():
        table.objects.update(**values)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"slug": "elsewhere"},
        {"reference_prefix": "ZZ"},
        {"opens_at": timezone.now() + DAY},
        {"deadline_rule": "postmark"},
        {"minimum_age": 18},
        {"asks_city_employment": True},
    ],
)
def test_open_call_keeps_its_address_and_rules(call, values) -> None:
    with refused("an open call keeps its address and rules"):
        change(Call, **values)
    change(Call, is_published=False)
    change(Call, **values)


@pytest.mark.django_db
def test_open_call_may_be_kinder_and_reworded(call) -> None:
    change(Call, grace_minutes=10, seats=20, title_en="Another title", help_phone="1")
    with refused("an open call keeps"):
        change(Call, grace_minutes=5)


@pytest.mark.django_db
@pytest.mark.parametrize("table", [Question, Choice])
@pytest.mark.parametrize("values", [{"key": "other"}, {"order": 99}])
def test_questions_and_choices_are_frozen_once_open(call, table, values) -> None:
    one = table.objects.first()
    with refused("are frozen once a call opens"), transaction.atomic():
        table.objects.filter(pk=one.pk).update(**values)
    with refused("are frozen once a call opens"), transaction.atomic():
        one.delete()
    one.pk = None
    one.key = "new"
    with refused("are frozen once a call opens"), transaction.atomic():
        one.save(force_insert=True)
    table.objects.filter(pk=table.objects.first().pk).update(text_en="Other words")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [{"kind": "short_text"}, {"part": "call"}, {"is_required": True}, {"max_characters": 5}],
)
def test_question_keeps_its_kind_once_open(call, values) -> None:
    with refused("questions are frozen once a call opens"), transaction.atomic():
        Question.objects.filter(key="connection-story").update(**values)


@pytest.mark.django_db
def test_questions_thaw_when_taken_back_but_not_for_who_has_begun(call) -> None:
    now = timezone.now()
    change(Call, is_published=False)
    Question.objects.filter(key="why-join").update(max_characters=1000)
    change(Call, is_published=True)
    fill_in(Client(), call)
    assert Draft.objects.exists()
    redated(call, opens_at=now + DAY, closes_at=now + 9 * DAY)
    with refused("questions are frozen"), transaction.atomic():
        Question.objects.filter(key="why-join").update(max_characters=900)
    with refuses("locked"):
        move_item(by=None, item=Question.objects.first(), later=True)


@pytest.mark.django_db
def test_questions_of_a_call_that_opens_later_are_free(call) -> None:
    now = timezone.now()
    redated(call, opens_at=now + DAY, closes_at=now + 9 * DAY)
    Question.objects.filter(key="why-join").update(max_characters=1000)
    redated(call, opens_at=now - DAY, closes_at=now + 9 * DAY)
    with refused("questions are frozen"), transaction.atomic():
        Question.objects.filter(key="why-join").update(max_characters=900)


@pytest.mark.django_db
def test_call_somebody_applied_to_stays_published(call, cast) -> None:
    unpublish_call(by=cast.coordinator, call=call)
    change(Call, is_published=True)
    apply(call)
    with refuses("somebody_applied"):
        unpublish_call(by=cast.coordinator, call=call)
    with refused("a call somebody applied to stays published"):
        change(Call, is_published=False)


@pytest.mark.django_db
def test_open_call_somebody_has_begun_stays_published_and_keeps_its_deadline(call, cast) -> None:
    fill_in(Client(), call)
    with refuses("somebody_began"):
        unpublish_call(by=cast.coordinator, call=call)
    with refused("an open call somebody has begun to answer stays published"):
        change(Call, is_published=False)
    client = Client()
    client.force_login(cast.coordinator)
    page = client.post(f"/staff/calls/{call.slug}/unpublish/", follow=True).content.decode()
    assert "Somebody has begun to answer: the open call stays published." in page
    assert "Take it back" not in page


@pytest.mark.django_db
def test_deadline_moves_only_later_and_for_a_reason(call, cast) -> None:
    with refused("an open deadline moves only later"):
        change(Call, closes_at=call.closes_at - DAY)
    with refused("an open deadline moves for a reason on record"):
        change(Call, closes_at=call.closes_at + DAY)
    with refuses("changed_meanwhile"):
        extend_deadline(by=cast.coordinator, call=call, closes_at=call.closes_at, reason="Snow")
    later = call.closes_at + DAY
    extend_deadline(by=cast.coordinator, call=call, closes_at=later, reason="Snow")
    record = DeadlineExtension.objects.get()
    assert (record.was_closing_at, record.closes_at, record.reason, record.by) == (
        call.closes_at,
        later,
        "Snow",
        cast.coordinator,
    )
    assert Call.objects.get().closes_at == later
    for spoil in (record.delete, lambda: DeadlineExtension.objects.update(reason="None")):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            spoil()
    with refused("an_extension_has_a_reason"), transaction.atomic():
        extend_deadline(by=cast.coordinator, call=call, closes_at=later + DAY, reason="")


@pytest.mark.django_db
def test_extension_lets_late_applications_in_at_once(call, cast) -> None:
    now = timezone.now()
    call = redated(call, opens_at=now - 9 * DAY, closes_at=now - DAY)
    with refuses("not_open"):
        apply(call)
    extend_deadline(by=cast.coordinator, call=call, closes_at=now + DAY, reason="Power cut")
    assert apply(call).reference  # with the call as it was loaded before


@pytest.mark.django_db
def test_pieces_keep_their_places_apart(call) -> None:
    change(Call, is_published=False)
    sections = list(call.sections.all())
    move_item(by=None, item=sections[0], later=True)
    move_item(by=None, item=sections[-1], later=True)
    remove_item(by=None, item=sections[2])
    add_item(by=None, item=CallSection(call=call, key="new", heading_en="N", body_en="B"))
    after = list(call.sections.order_by("order"))
    assert [each.order for each in after] == list(range(len(sections)))
    assert after[1] == sections[0]
    assert after[-1].key == "new"
    with refused("each_section_has_its_own_place"), transaction.atomic():
        call.sections.filter(pk=after[0].pk).update(order=1)
        transaction.get_connection().check_constraints()


@pytest.mark.django_db
def test_question_changes_places_within_its_part(call) -> None:
    change(Call, is_published=False)
    last_of_part = call.questions.filter(part="connection").last()
    before = last_of_part.order
    move_item(by=None, item=last_of_part, later=True)
    last_of_part.refresh_from_db()
    assert last_of_part.order == before
    move_item(by=None, item=last_of_part, later=False)
    assert call.questions.first() == last_of_part


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"answers_until": date(1021, 1, 1)}, "a call promises days between 2000 and 2099"),
        ({"slug": "other"}, "an open call keeps its address and rules"),
    ],
)
def test_what_the_database_refuses_is_said_in_words(call, values, says) -> None:
    with refused(".") as error:
        change(Call, **values)
    assert constraint_in_words(error.value) == f"This cannot be saved: {says}."
