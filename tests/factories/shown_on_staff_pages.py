"""Something to show on every page of the staff site."""

from typing import Any

from django.utils import timezone

from applications.enums import WordingArea
from applications.form.actions.links import reissue_code
from applications.models import Answer, Application, Call, HandOut
from applications.words.actions.hand_out import hand_out_answers
from core.languages import BY_CODE
from core.models import OutgoingMail
from selection.letter_enums import LetterChannel, ReturnReason
from selection.letters.actions.follow_up import note_return
from selection.letters.queue import queue_of
from selection.members.actions.meetings import set_meeting
from selection.offers.actions.clock import make_offers
from selection.offers.actions.keep import take_back_offer
from selection.offers.queries import offer_of
from stipends.actions.budget import ask_for_more
from stipends.models import LedgerEntry
from tests.factories import (
    applications,
    board,
    desk,
    imports,
    letters,
    reading,
    releasing,
    story,
    translations,
    wording,
)
from tests.factories.payment_files import of_rows
from tests.factories.staff import Cast
from tests.factories.targets import ask_about


def what_is_there(call: Call, cast: Cast, **answers: dict[str, Any]) -> dict[str, Any]:
    """What the addresses name: an application that is scored, released and approved, a paper with a
    scanned page, translations, and more; the shortest application, and an empty paper, both chosen.
    """
    paper = desk.typed_in(call, cast.clerk, **answers)
    application = applications.apply(call, **answers)
    criterion, _ = story.two_criteria(call)
    review = story.assigned(application, cast)
    letters.reader_of(call, "es", **letters.BY_POST)
    approval = story.approved(application, cast)
    reissue_code(by=cast.clerk, application=application)
    waiting, translated = (
        translations.story_of(applications.apply(call, language="es", **answers)) for _ in range(2)
    )
    translations.handed_in(translated, cast)
    bare = _bare(call, cast)
    return {
        **reading.everything_of_reading(application, bare["bare"], cast),
        "paper": paper.reference,
        "page": desk.scanned(paper, cast.clerk).pk,
        "reference": application.reference,
        "review": review.pk,
        "criterion": criterion.pk,
        "phase": call.review_phases.get().pk,
        "decision": approval.installment.agreement.decision_id,
        **_of_money(call, cast, approval),
        "panel": board.saved(call, cast).pk,
        "waiting": waiting.pk,
        "translated": translated.pk,
        "hand_out": _hand_out(call, cast).pk,
        **bare,
        **_of_choosing(call, cast),
        **_of_releasing(call, cast, approval, bare),
        "practice": applications.practise(call, by=cast.clerk, **answers).reference,
        **_of_accounts(cast),
        **imports.in_each_state(call, cast),
        **_of_the_call(call),
        "check": wording.check_all(call, BY_CODE["es"], areas=[WordingArea.CONSENT])[0].pk,
        "answer": _answer(application),
    }


def _of_the_call(call: Call) -> dict[str, Any]:
    section, question = call.sections.first(), call.questions.first()
    return {"slug": call.slug, "section": section.pk, "question": question.pk}


def _of_choosing(call: Call, cast: Cast) -> dict[str, int]:
    """A proposal whose targets cannot be met, and a request for a sensitive target."""
    return {
        "proposal": board.cannot_be_met(call, cast).pk,
        "sensitive": ask_about(call, "age-band", cast.coordinator).question_id,
    }


def _of_money(call: Call, cast: Cast, approval: LedgerEntry) -> dict[str, int]:
    """An agreement, its part that finance can pay, a file that pays it, a request for more."""
    asked = ask_for_more(by=cast.coordinator, call=call, amount_cents=5_000, reason="Replaced.")
    part = approval.installment
    reference = part.agreement.decision.application.reference
    row = (reference, "", part.amount_cents / 100, "118826", timezone.localdate())
    return {
        "agreement": part.agreement_id,
        "part": part.pk,
        "increase": asked.pk,
        "payment_file": of_rows(call, cast.finance, row).pk,
    }


def _of_releasing(
    call: Call, cast: Cast, approval: LedgerEntry, bare: dict[str, Any]
) -> dict[str, Any]:
    """A seat, an offer that waits, and a draft of a later release with somebody new."""
    new = applications.apply(call)
    draft = releasing.drafted(cast, new)
    application = approval.installment.agreement.decision.application
    return {
        "release": draft.pk,
        "draft": draft.pk,
        **_of_letters(approval, bare["bare"], cast),
        **_of_offers(application, cast),
    }


def _of_offers(application: Application, cast: Cast) -> dict[str, int]:
    """A seat that is taken, and a meeting."""
    seat = offer_of(application).seat
    meeting = set_meeting(
        by=cast.coordinator, call=seat.call, begins_at=timezone.now(), place="City Hall, room 801"
    )
    return {"seat": seat.pk, "meeting": meeting.pk}


def _of_letters(approval: LedgerEntry, waiting: str, cast: Cast) -> dict[str, int]:
    """The letters of one release have gone, one on paper, and one came back; another's wait."""
    sent = letters.send_letters(approval.installment.agreement.decision.release, cast.coordinator)
    (mailed,) = [each for each in sent if each.channel == LetterChannel.MAIL]
    OutgoingMail.objects.filter(letter=mailed).update(attempts=1, sent_at=timezone.now())
    note_return(by=cast.coordinator, letter=mailed, reason=ReturnReason.UNKNOWN)
    release = letters.decision_about(Application.objects.get(reference=waiting)).release
    (text, *_others) = queue_of(release, cast.coordinator).texts
    return {"queue": release.pk, "letter_text": text.template.pk}


def _of_accounts(cast: Cast) -> dict[str, int]:
    return {"account": cast.clerk.pk, "invitation": story.invited(cast).pk}


def _answer(application: Application) -> int:
    return Answer.objects.get(revision__application=application, question__key="why-join").pk


def _hand_out(call: Call, cast: Cast) -> HandOut:
    asked = {"call": call, "language": "es", "vendor": "Lingua Ltd."}
    return hand_out_answers(by=cast.coordinator, **asked)


def _bare(call: Call, cast: Cast) -> dict[str, Any]:
    """The two that say as little as may be: both are chosen, released, approved; and of two more an
    offer that waits for an answer, and one that was taken back.
    """
    bare, paper = applications.barest(call), desk.barest(call, cast.clerk)
    for each in (bare, paper):
        story.assigned(each, cast)
        story.approved(each, cast)
        reissue_code(by=cast.clerk, application=each)
    desk.scanned(paper, cast.clerk)
    asked, dropped = applications.barest(call), applications.barest(call)
    for each in (asked, dropped):
        releasing.released(each, cast)
    make_offers(by=None)
    offer, ended = offer_of(asked), offer_of(dropped)
    take_back_offer(by=cast.coordinator, offer=ended, reason="A seat less")
    return {
        "bare": bare.reference,
        "bare_paper": paper.reference,
        "offer": offer.pk,
        "ended_offer": ended.pk,
    }
