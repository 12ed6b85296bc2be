"""What an action is: history names the outermost one, and it moves only what its doer may move."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from applications.enums import Channel
from applications.form.actions.submit import Paper, Submission
from applications.form.actions.withdraw import withdraw_application, withdraw_for_applicant
from applications.models import Application, Call, Erasure
from applications.paper.actions.intake import enter_paper
from applications.paper.actions.late import decide_late
from applications.records.actions.check_residency import check_residency
from applications.records.actions.erase import cancel_erasure, carry_out_erasure, request_erasure
from applications.translations.actions.translate import (
    approve_translation,
    claim_translation,
    send_back_translation,
    submit_translation,
)
from core.models import User
from reviewers.actions.assign import assign_review
from reviewers.actions.score import submit_review
from reviewers.reading import Reading
from selection.enums import Caution
from selection.releases.actions.decide import decide_by_hand
from selection.releases.actions.draft import bring_up_to_date, draft_release, drop_release
from selection.releases.actions.let_go import Shown, release_decisions
from selection.releases.actions.propose import propose_release, send_release_back
from stipends.actions.approve import approve_stipend, void_stipend
from stipends.actions.follow_up import correct_payment, note_cleared, note_payment_return
from stipends.actions.pay import pay_stipend
from stipends.enums import Cause
from tests.factories import desk, duplicates, paying, story, translations
from tests.factories.applications import answers, apply
from tests.factories.releasing import drafted, proposed_release
from tests.factories.staff import Cast

pytestmark = pytest.mark.django_db


def done(model: type) -> list[str]:
    """The names of the actions that history has of a table, the last first."""
    events = model._meta.get_field("events").related_model.objects.order_by("-pgh_id")
    return [event.pgh_context["action"].rpartition(".")[2] for event in events]


def test_action_inside_another_is_on_record_under_the_outer_name(call, cast) -> None:
    application = desk.typed_in(call, cast.clerk)
    assert done(Application)[0] == "enter_paper"
    withdraw_for_applicant(
        by=cast.coordinator, application=application, asker="applicant", way="phone", note=""
    )
    assert done(Application)[0] == "withdraw_for_applicant"
    withdraw_application(by=None, application=apply(call))
    assert done(Application)[:2] == ["withdraw_application", "submit"]


def test_auditor_finds_a_paper_by_how_it_was_entered(call, cast) -> None:
    application = desk.typed_in(call, cast.clerk)
    auditor = Client()
    auditor.force_login(cast.auditor)
    wanted = {"action": "applications.paper.actions.intake.enter_paper"}
    page = auditor.get("/staff/history/", wanted).content.decode()
    assert application.reference in page and "Typed in a paper" in page


Attempt = Callable[[User], object]


def paper(call: Call, late: bool = False) -> Attempt:
    """Typing one in."""
    received_at = timezone.now() - timedelta(hours=1)
    seen = Paper(postmarked_on=None, signature_seen=True, late_reason="Snow" if late else "")
    return lambda by: enter_paper(
        by=by,
        submission=Submission(
            call=call,
            submission_key=uuid.uuid4(),
            answers=answers(),
            language="en",
            channel=Channel.MAIL,
            received_at=received_at,
            paper=seen,
        ),
    )


def on_applications(call: Call, cast: Cast) -> dict[str, Attempt]:
    """Moves of an application, of its residency, and of its duplicates."""
    one, other = apply(call), apply(call)
    late = desk.late_in_open(call, cast.clerk)
    its = {"application": one}
    return {
        "enter paper": paper(call),
        "decide late": lambda by: decide_late(by=by, application=late, accepts=True, note=""),
        "withdraw": lambda by: withdraw_for_applicant(
            by=by, **its, asker="applicant", way="phone", note=""
        ),
        "check residency": lambda by: check_residency(
            by=by, **its, status="verified", reason="Seen.", seen=0
        ),
        "mark duplicates": lambda by: duplicates.marked(by, one, other),
    }


def on_translations(call: Call, cast: Cast) -> dict[str, Attempt]:
    """Moves of a translation."""
    waiting, handed_in = (
        translations.story_of(translations.apply_in_spanish(call)) for _ in range(2)
    )
    at = {
        "answer": handed_in,
        "seen": translations.handed_in(handed_in, cast).translated_at,
    }
    return {
        "claim": lambda by: claim_translation(by=by, answer=waiting),
        "hand in": lambda by: submit_translation(by=by, answer=waiting, text="English"),
        "approve": lambda by: approve_translation(by=by, **at),
        "send back": lambda by: send_back_translation(by=by, **at, note="Look again."),
    }


def on_erasures(call: Call, cast: Cast) -> dict[str, Attempt]:
    """Moves of an erasure."""
    leaving, asked = apply(call), apply(call)
    withdraw_application(by=None, application=leaving)
    story.recorded(asked, cast)
    erasure = Erasure.objects.get()
    return {
        "request": lambda by: request_erasure(
            by=by, application=leaving, asker="applicant", authorization="Counsel"
        ),
        "cancel": lambda by: cancel_erasure(by=by, erasure=erasure),
        "carry out": lambda by: carry_out_erasure(by=by, erasure=erasure, expected_rows=0),
    }


def on_members(call: Call, cast: Cast) -> dict[str, Attempt]:
    """Moves of a review, a decision and a stipend."""
    one, chosen, member, paid = (apply(call) for _ in range(4))
    due, part = story.seated(member, cast), story.approved(paid, cast).installment
    out = story.approved(apply(call), cast).installment
    paying.paid(out, cast)
    draft = drafted(cast, chosen)
    today = {"installment": out, "day": timezone.localdate()}
    return {
        "assign": lambda by: assign_review(by=by, application=one, reviewer=cast.reviewer),
        "draft": lambda by: draft_release(by=by, call=call, panel=None),
        "decide": lambda by: decide_by_hand(
            by=by, release=draft, application=one, seen="", outcome="reserve", reason="So."
        ),
        "bring up to date": lambda by: bring_up_to_date(by=by, release=draft),
        "hand over": lambda by: propose_release(by=by, release=draft),
        "drop": lambda by: drop_release(by=by, release=draft),
        "approve": lambda by: approve_stipend(by=by, installment=due, despite=Caution),
        "void": lambda by: void_stipend(by=by, installment=due, reason="So."),
        "pay": lambda by: pay_stipend(by=by, installment=part, payment=paying.check()),
        "clear": lambda by: note_cleared(by=by, **today),
        "note that it came back": lambda by: note_payment_return(
            by=by, cause=Cause.ADDRESS, **today
        ),
        "correct": lambda by: correct_payment(
            by=by, installment=out, payment=paying.check("2"), reason="So."
        ),
    }


def on_a_release(call: Call, cast: Cast) -> dict[str, Attempt]:
    """Moves of a release that waits for a second person."""
    release, shown = proposed_release(cast, apply(call)), Shown("", "")
    return {
        "send back": lambda by: send_release_back(by=by, release=release, reason="So."),
        "release": lambda by: release_decisions(by=by, release=release, shown=shown, typed={}),
    }


@pytest.mark.parametrize(
    "moves", [on_applications, on_translations, on_erasures, on_members, on_a_release]
)
def test_move_by_somebody_whose_roles_do_not_allow_it_is_refused(call, cast, moves) -> None:
    attempts = moves(call, cast)
    for name, attempt in attempts.items():
        with pytest.raises(PermissionDenied):
            attempt(cast.administrator)
            pytest.fail(f"the administrator may {name}")


def test_reviewer_who_lost_the_role_submits_no_review(call, cast) -> None:
    review = story.assigned(apply(call), cast)
    cast.reviewer.groups.clear()
    with pytest.raises(PermissionDenied):
        submit_review(by=User.objects.get(pk=cast.reviewer.pk), review=review, reading=Reading({}))
