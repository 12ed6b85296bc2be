"""What an assignment changes: said before it is adopted, and shown as it was ever after."""

import html
import re
from datetime import date

import pytest

from reviewers.actions.assign import assign_review
from reviewers.actions.assignment import adjust_assignment, adopt_assignment, want_readings
from reviewers.actions.conflicts import note_conflict
from reviewers.actions.end import abstain_from_review, recuse_review
from reviewers.actions.readers import change_reader
from reviewers.actions.score import open_review
from reviewers.assigning import changes_of, moves_in_words
from reviewers.enums import STANDING, ConflictSource
from reviewers.models import Review
from reviewers.readers import Terms, digest_of
from reviewers.unmet import unmet_in_words
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.refusals import refuses

pytestmark = pytest.mark.django_db


def standing(**which):
    return Review.objects.filter(status__in=STANDING, **which)


def limit(cast, reader, cap) -> None:
    change_reader(by=cast.coordinator, reader=reader, terms=Terms(cap=cap), seen=digest_of(reader))


def conflict(cast, reader, application) -> None:
    note_conflict(
        by=cast.coordinator,
        application=application,
        user=reader.user,
        source=ConflictSource.COORDINATOR,
        reason="Neighbors",
    )


@pytest.fixture
def shown(cast):
    """The text of a staff page, as a coordinator reads it."""
    client = signed_in(cast.coordinator)

    def shown(address: str) -> str:
        return " ".join(html.unescape(client.get(address).content.decode()).split())

    return shown


def test_proposal_gives_readers_to_what_lacks_them_and_moves_nothing(
    call, cast, readers, applications, propose
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    before = set(standing())
    limit(cast, readers[3], 0)
    apply(call)
    run = propose()
    assert changes_of(run).gone == set()
    adopt_assignment(by=cast.coordinator, run=run)
    assert before < set(standing()) and standing().count() == 18


def test_work_moves_only_once_whoever_adopts_has_read_whose(
    call, cast, readers, applications, propose, shown
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    loses = readers[3]
    lost = standing(reviewer=loses.user).count()
    limit(cast, loses, 0)
    run = propose(anew=True)
    with refuses("work_moves"):
        adopt_assignment(by=cast.coordinator, run=run)
    sentences = moves_in_words(changes_of(run))
    from_them = [each for each in sentences if f"from {loses.user} to" in each]
    assert sum(int(each.split()[0]) for each in from_them) == lost
    address = f"/staff/readers/assignment/{run.pk}/"
    assert all(sentence in shown(address) for sentence in sentences)
    client = signed_in(cast.coordinator)
    client.post(f"{address}adopt/")
    assert standing(reviewer=loses.user).count() == lost
    client.post(f"{address}adopt/", {"moves": "on"})
    assert not standing(reviewer=loses.user).exists()


def test_adopted_assignment_is_shown_as_it_was_adopted(
    call, cast, readers, applications, propose, shown
) -> None:
    assign_review(by=cast.coordinator, application=applications[0], reviewer=readers[3].user)
    run = propose(anew=True)
    adopt_assignment(by=cast.coordinator, run=run, moves_are_confirmed=True)
    address = f"/staff/readers/assignment/{run.pk}/"
    then = shown(address).partition("<main")[2]
    apply(call)
    limit(cast, readers[0], 0)
    first, second, *_rest = standing(reviewer=readers[1].user)
    for review in (first, second):
        open_review(by=readers[1].user, pk=review.pk)
    recuse_review(by=readers[1].user, review=first, reason="We are cousins.")
    abstain_from_review(by=readers[1].user, review=second, reason="Too long ill.")
    adopt_assignment(by=cast.coordinator, run=propose(anew=True), moves_are_confirmed=True)
    assert standing(reviewer=readers[0].user).count() == 0
    assert shown(address).partition("<main")[2] == then


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(1, "has 1 of 2 readers."), (3, "has 3 readers, where 2 are wanted."), (2, "")],
)
def test_number_of_readers_changed_by_hand_is_said_until_it_is_as_wanted(
    call, cast, readers, applications, propose, shown, number, sentence
) -> None:
    run, application = propose(), applications[2]

    def choose(number) -> None:
        some = [reader.user for reader in readers[:number]]
        adjust_assignment(by=cast.coordinator, run=run, application=application, readers=some)
        run.refresh_from_db()

    choose(0)
    choose(number)
    expected = [f"{application.reference} {sentence}"] if sentence else []
    assert unmet_in_words(run.unmet) == expected


def test_proposal_can_be_looked_at_by_what_it_changes(
    call, cast, readers, applications, propose
) -> None:
    client = signed_in(cast.coordinator)

    def shown(run, query="") -> set[str]:
        page = client.get(f"/staff/readers/assignment/{run.pk}/{query}")
        return {row.application.reference for row in page.context["table"].rows}

    first = propose()
    address = f"/staff/readers/assignment/{first.pk}/"
    assert "whose readers change" not in client.get(address).content.decode(), "all of them do"
    adopt_assignment(by=cast.coordinator, run=first)
    added = apply(call)
    again = propose()
    assert len(shown(again)) == 9 and shown(again, "?show=changed") == {added.reference}
    assert (
        "1 whose readers change"
        in client.get(f"/staff/readers/assignment/{again.pk}/").content.decode()
    )


def test_reader_above_their_limit_is_chosen_by_hand_only_once_that_is_confirmed(
    call, cast, readers, applications, propose, shown
) -> None:
    limit(cast, readers[3], 0)
    run, application, full = propose(), applications[2], readers[3].user
    address = f"/staff/readers/assignment/{run.pk}/{application.reference}/"
    client = signed_in(cast.coordinator)
    assert f"{full}, has 0 of at most 0" in shown(address)
    answer = client.post(address, {"readers": [full.pk]}, follow=True).content.decode()
    assert "their limit is 0" in answer
    run.refresh_from_db()
    assert not run.proposal[str(full.pk)]
    client.post(address, {"readers": [full.pk], "above_limit": "on"})
    run.refresh_from_db()
    assert run.proposal[str(full.pk)] == [application.pk]
    assert "Above the limit" in shown(f"/staff/readers/assignment/{run.pk}/")
    some = [full, readers[0].user]  # whoever has it already is not asked about again
    adjust_assignment(by=cast.coordinator, run=run, application=application, readers=some)


def test_reader_given_by_hand_beyond_the_number_wanted_is_mentioned(
    call, cast, readers, applications
) -> None:
    reference, client = applications[0].reference, signed_in(cast.coordinator)
    for number, reader in enumerate(readers[:3], start=1):
        given = {"reviewer": reader.user_id, "back": "application-reviews"}
        answer = client.post(f"/staff/scores/{reference}/assign/", given, follow=True)
        sentence = f" has {number} readers, where 2 are wanted."
        assert (sentence in answer.content.decode()) is (number > 2)


def test_limit_below_what_a_reader_has_is_mentioned(
    call, cast, readers, applications, propose
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    reader, client = readers[3], signed_in(cast.coordinator)
    has = standing(reviewer=reader.user).count()
    for cap, is_said in ((has, False), (has - 1, True)):
        reader.refresh_from_db()
        given = {"seen": digest_of(reader), "cap": cap}
        address = f"/staff/readers/{reader.pk}/"
        page = client.post(address, given, follow=True).content.decode()
        assert (f"more than the new limit of {cap}" in page) is is_said


def test_refused_proposal_leads_to_each_application_that_holds_it_up(
    call, cast, readers, applications, propose, shown
) -> None:
    run = propose()
    pk = run.proposal[str(readers[0].user_id)][0]
    application = next(each for each in applications if each.pk == pk)
    conflict(cast, readers[0], application)
    address = f"/staff/readers/assignment/{run.pk}/"
    client = signed_in(cast.coordinator)
    assert client.post(f"{address}adopt/", {"despite": ["conflicts"]}).url == address
    note = shown(address).partition("Change these first")[2].partition("</div>")[0]
    assert f"{address}{application.reference}/" in note and str(readers[0].user) in note
    others = [each.user_id for each in readers[1:3]]
    client.post(f"{address}{application.reference}/", {"readers": others})
    assert "Change these first" not in shown(address)


def test_lists_offer_only_readers_who_could_add_a_reading(
    call, cast, readers, applications, propose
) -> None:
    application = applications[0]
    has, recused, abstained, paused = readers
    for reader in (has, recused, abstained):
        review = assign_review(by=cast.coordinator, application=application, reviewer=reader.user)
        open_review(by=reader.user, pk=review.pk)
        if reader is recused:
            recuse_review(by=reader.user, review=review, reason="We are cousins.")
        if reader is abstained:
            abstain_from_review(by=reader.user, review=review, reason="Not my field.")
    limit(cast, paused, None)
    terms = Terms(paused_from=date(2020, 1, 1))
    change_reader(by=cast.coordinator, reader=paused, terms=terms, seen=digest_of(paused))
    want_readings(by=cast.coordinator, application=application, readings=5, reason="To be sure")
    client = signed_in(cast.coordinator)
    for address in (
        f"/staff/scores/{application.reference}/",
        "/staff/readers/lacking/",
        "/staff/scores/",
    ):
        page = client.get(address).content.decode()
        form = page.partition(f'/staff/scores/{application.reference}/assign/"')[2]
        offered = form.partition("</form>")[0]
        assert str(cast.reviewer) in offered, address
        assert not [each for each in readers if str(each.user) in offered], address


@pytest.mark.parametrize(
    ("page", "address", "typed"),
    [
        ("scores/{application}/", "readings/", {"readings": "99", "reason": "Why"}),
        ("scores/{application}/", "conflict/", {"reader": "", "reason": "Why"}),
        ("readers/{reader}/release/", "", {"seed": "", "reason": "Why"}),
    ],
)
def test_refused_form_keeps_what_was_typed_and_no_answer_to_it_is_a_page(
    call, cast, readers, applications, propose, page, address, typed
) -> None:
    adopt_assignment(by=cast.coordinator, run=propose())
    client = signed_in(cast.coordinator)
    page = page.format(application=applications[0].reference, reader=readers[0].pk)
    answer = client.post(f"/staff/{page}{address}", typed)
    assert answer.status_code == 302 and answer.url.startswith(f"/staff/{page}?")
    shown = client.get(answer.url).content.decode()
    assert "data-error-summary" in shown
    for name, value in typed.items():
        control = rf'<[^>]*name="{name}" value="{value}"[^>]*>'
        assert not value or re.search(control, shown), name
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
