"""What else is done on the board: locks, putting it forward, reading answers, keeping up."""

import html

import pytest

from applications.enums import Part
from applications.models import AboutYouAnswer, Cluster, Contact, Revision
from core.actions import Refused
from selection.actions.locks import set_lock
from selection.board import board_of
from selection.enums import AttributeSource, AttributeUse, Balance, LockKind, PairKind
from selection.models import Apart, Attribute, Lock
from selection.rules import refuse_against_locks
from tests.concurrency import at_once
from tests.factories.board import (
    HYDE_PARK,
    ROXBURY,
    put_on_board,
    take_off_board,
)
from tests.factories.releasing import released_with
from tests.factories.staff import signed_in
from tests.factories.targets import set_target
from tests.refusals import refuses
from tests.selection.board_pages import BOARD, fields_of, opened


@pytest.mark.django_db(transaction=True)
def test_of_two_locks_at_once_one_stands(call, cast, people) -> None:
    waiting = [(cast.coordinator, LockKind.IN), (cast.second_coordinator, LockKind.OUT)]

    def lock() -> str:
        by, kind = waiting.pop()
        try:
            set_lock(by=by, application=people[0], kind=kind, reason="As agreed.")
        except Refused as refused:
            return refused.code
        return "set"

    assert sorted(at_once(lock, 2)) == ["locked", "set"]
    assert Lock.objects.filter(lifted_at=None).count() == 1


@pytest.mark.django_db
def test_locks_and_pairs_are_set_and_lifted_on_the_page_each_with_a_reason(
    call, cast, coordinator, people
) -> None:
    sent = fields_of(opened(coordinator, lock=people[0].reference), "/staff/board/lock/")
    page = coordinator.post(f"{BOARD}lock/", {**sent, "kind": "in", "reason": ""}, follow=True)
    assert "Say why." in page.content.decode() and not Lock.objects.exists()
    coordinator.post(f"{BOARD}lock/", {**sent, "kind": "in", "reason": "Agreed."})
    lock = Lock.objects.get()
    assert (lock.application, lock.kind, lock.reason) == (people[0], LockKind.IN, "Agreed.")
    sent = fields_of(opened(coordinator, lock=people[0].reference), "/staff/board/unlock/")
    coordinator.post(f"{BOARD}unlock/", {**sent, "reason": "Not any more."})
    lock.refresh_from_db()
    assert lock.lift_reason == "Not any more."
    sent = fields_of(opened(coordinator, lock=people[1].reference), "/staff/board/lock/")
    wrong = {**sent, "kind": "household", "other": "CDG-0000-0000", "reason": "Sisters."}
    page = coordinator.post(f"{BOARD}lock/", wrong, follow=True)
    assert "Nobody of this call has that reference." in page.content.decode()
    other = people[2].reference[-4:].lower()  # the end alone, where it is one person's
    coordinator.post(f"{BOARD}lock/", {**wrong, "other": other})
    assert Apart.objects.filter(lifted_at=None).get().reason == "Sisters."
    sent = fields_of(opened(coordinator, lock=people[2].reference), "/staff/board/unlock/")
    coordinator.post(f"{BOARD}unlock/", {**sent, "reason": "They moved."})
    assert not Apart.objects.filter(lifted_at=None).exists()


@pytest.mark.django_db
def test_targets_that_are_not_met_stand_first(call, cast, coordinator, people) -> None:
    for slug, least in ((ROXBURY, 0), (HYDE_PARK, 1)):
        set_target(call, Cluster.objects.get(slug=slug), least, 3)
    board = opened(coordinator).context
    rows = [row for group in board["groups"] for row, _cost in group["rows"]]
    assert len(rows) > 1 and board["board"].targets[0].balance == Balance.MET
    assert [row.balance == Balance.MET for row in rows] == [False, True]


@pytest.mark.django_db
def test_whoever_sits_is_locked_out_only_once_they_are_off(call, cast, coordinator, full) -> None:
    sent = fields_of(opened(coordinator, lock=full[0].reference), "/staff/board/lock/")
    never = {**sent, "kind": "out", "reason": "Moved away."}
    page = coordinator.post(f"{BOARD}lock/", never, follow=True)
    assert "on the board. Take them off first." in page.content.decode()
    assert 'value="Moved away."' in page.content.decode() and not Lock.objects.exists()
    take_off_board(cast.coordinator, full[0])
    set_lock(by=cast.coordinator, application=full[0], kind=LockKind.OUT, reason="Moved away.")


@pytest.mark.django_db
def test_board_against_its_locks_says_so(call, cast, coordinator, full) -> None:
    set_lock(by=cast.coordinator, application=full[4], kind=LockKind.IN, reason="Agreed.")
    page = opened(coordinator)
    assert list(page.context["snapshot"].now.missing) == [full[4].pk]
    assert "tab=locked" in page.content.decode()
    take_off_board(cast.coordinator, full[2])
    put_on_board(cast.coordinator, full[4])
    assert not opened(coordinator).context["snapshot"].now.missing
    # Locked out while they sat, before that was refused.
    Lock.objects.create(application=full[0], kind=LockKind.OUT, reason="Old.", by=cast.coordinator)
    assert list(opened(coordinator).context["snapshot"].now.unwanted) == [full[0].pk]


@pytest.mark.django_db
def test_two_on_the_board_are_kept_apart_and_the_board_says_so_until_one_is_off(
    call, cast, coordinator, full
) -> None:
    one, other = full[0], full[1]
    set_lock(by=cast.coordinator, application=one, kind=LockKind.IN, reason="Agreed.")
    page = opened(coordinator, lock=one.reference)
    assert [each.data["value"] for each in page.context["lock_choices"]] == PairKind.values
    sent = fields_of(page, "/staff/board/lock/")
    apart = {**sent, "kind": "apart", "other": other.reference, "reason": "They asked for it."}
    page = coordinator.post(f"{BOARD}lock/", apart, follow=True)
    assert page.context["snapshot"].now.together == [Apart.objects.get()]
    assert "Both on the board, and not together:" in page.content.decode()
    with refuses("kept_apart"):
        refuse_against_locks(board_of(call))
    take_off_board(cast.coordinator, full[2])  # who has nothing to do with it
    put_on_board(cast.coordinator, full[4])
    take_off_board(cast.coordinator, other)
    assert not opened(coordinator).context["snapshot"].now.together
    with refuses("kept_apart"):
        put_on_board(cast.coordinator, other)


@pytest.mark.django_db
def test_released_members_stay_on_the_board(call, cast, coordinator, full) -> None:
    released_with(cast, *full[:3])
    with refuses("already_released"):
        take_off_board(cast.coordinator, full[1])


@pytest.mark.django_db
def test_coordinators_see_each_other_and_what_is_new_to_them(call, cast, coordinator, people):
    other = signed_in(cast.second_coordinator)
    opened(other)
    opened(coordinator)
    put_on_board(cast.second_coordinator, people[0])
    state = coordinator.get(f"{BOARD}state/", {"call": call.slug}).content.decode()
    assert "Second Coordinator" in state and 'data-version="2"' in state
    page = opened(coordinator).content.decode()
    assert page.count("New to you") == 1
    assert "New to you" not in opened(other).content.decode()
    sent = fields_of(opened(coordinator, move=people[1].reference), "/staff/board/move/")
    coordinator.post(f"{BOARD}move/", {**sent, "reason": "Second best."})
    assert "New to you" not in opened(coordinator).content.decode()


@pytest.mark.django_db
def test_answers_stand_beside_without_name_contact_or_about_you(call, coordinator, people) -> None:
    page = opened(coordinator, open=people[0].reference)
    assert page.context["read"].reference == people[0].reference
    assert len(page.context["opinions"]) == 2
    assert coordinator.get(BOARD, {"open": "CDG-0000-0000"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("move", {"call": "no-such"}),
        ("undo", {"undo": "99"}),
        ("undo", {"undo": "x"}),
        ("put", {"run": "9" * 30}),
        ("put", {}),
        ("lock", {"lock": "CDG-0000-0000"}),
        ("unlock", {"lift": "lock-0"}),
        ("unlock", {"lift": "nonsense"}),
    ],
)
def test_what_names_nothing_is_not_found(call, coordinator, path, sent) -> None:
    answer = coordinator.post(f"{BOARD}{path}/", {"call": call.slug, "reason": "x", **sent})
    assert answer.status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("listed", ["//evil.example/", "call=no-such", "\r\nX: y", "move=1"])
def test_way_back_stays_on_the_board(call, coordinator, people, listed) -> None:
    sent = fields_of(opened(coordinator, move=people[0].reference), "/staff/board/move/")
    answer = coordinator.post(f"{BOARD}move/", {**sent, "list": listed, "reason": "The best."})
    assert answer.url.startswith(f"{BOARD}?") and f"call={call.slug}" in answer.url
    assert coordinator.get(answer.url).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["", "move", "lock", "open"])
def test_nothing_opened_on_the_board_shows_name_contact_or_about_you(
    call, coordinator, people, what
) -> None:
    about_you = call.questions.filter(part=Part.ABOUT_YOU).first()
    Contact.objects.update(full_name="CANARY-NAME", email="canary@example.org", phone="6175550199")
    use = {"use": AttributeUse.REPORT, "is_sensitive": True}
    Attribute.objects.create(call=call, source=AttributeSource.QUESTION, question=about_you, **use)
    choice = about_you.choices.first()
    for revision in Revision.objects.filter(application__call=call):
        AboutYouAnswer.objects.create(revision=revision, question=about_you, choice=choice)
    text = opened(coordinator, **({what: people[0].reference} if what else {})).content.decode()
    for canary in ("CANARY-NAME", "canary@", "5550199", html.escape(choice.text_en)):
        assert canary not in text
