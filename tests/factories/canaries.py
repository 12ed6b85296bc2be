"""Puts a unique word into every field about applicants, to find where it appears."""

import uuid
from collections.abc import Iterator

import pgtrigger
from django.apps import apps
from django.db.models import CharField, Model, TextField
from django.utils import timezone

from applications.enums import Part, QuestionKind, RedactionKind
from applications.form import site_cache
from applications.form.actions.submit import Paper
from applications.form.actions.withdraw import withdraw_for_applicant
from applications.models import Answer, Application, Call
from applications.paper.actions.check import check_paper
from applications.paper.actions.late import decide_late
from applications.records.actions.check_residency import check_residency
from applications.records.actions.log_contact import log_contact
from applications.records.actions.redact import redact_answer
from applications.translations.actions.translate import send_back_translation
from core import privacy
from reviewers.actions.conflicts import list_person
from reviewers.actions.readers import add_reader
from reviewers.enums import ConflictSource
from reviewers.models import Conflict
from selection.members.actions.needs import put_into_english
from selection.models import Acceptance, Seat
from tests.factories import applications, desk, duplicates, translations
from tests.factories.calls import asking
from tests.factories.shown_on_staff_pages import what_is_there
from tests.factories.staff import Cast
from tests.factories.staff_pages import addresses_of

PERSONAL = {
    "contact": ["full_name", "chosen_name", "email", "phone", "post_address", "trusted_contact"],
    "home": ["street", "unit", "zip_code", "place_description"],
    "support": ["accommodation", "speaks_other"],
}
WRITTEN = {
    "connection": ["connection-story"],
    "questions": ["why-join", "what-should-change", "working-with-others"],
}
ABOUT_YOU = {"about-you": ["in-your-own-words"]}

TOLD_BY_SOMEBODY = {privacy.PERSONAL, privacy.SENSITIVE, privacy.ANSWER, privacy.SPECIAL}
NO_WORDS = {
    "answer.looks_like": "the code of a language",
    "outgoingmail.subject": "words of ours",
}


def word(field: str) -> str:
    """A word that is nowhere else."""
    return f"Zq{field.replace('-', '').replace('_', '')}xj"


WORD = r"Zq[a-z]+xj"


def fields_with_words() -> Iterator[tuple[type[Model], str]]:
    """Every field that is declared to hold somebody's words, or words about them.

    What is derived from others holds the words of those.
    """
    for model in apps.get_models():
        for kind, names in vars(model).get("privacy", {}).items():
            if kind not in TOLD_BY_SOMEBODY or vars(model).get("derived_by"):
                continue
            for field in map(model._meta.get_field, names):
                is_text = isinstance(field, CharField | TextField) and not field.choices
                if is_text and f"{model._meta.model_name}.{field.name}" not in NO_WORDS:
                    yield model, field.name


def plant(call: Call, cast: Cast) -> dict[str, str]:
    """Words in all of them; addresses of every page, and of more pages on which such words are.

    The names of those begin with the page's, as in OPENS, and a space.
    """
    ask_in_own_words(call)
    call = asking(call, minimum_age=18, asks_city_employment=True)
    steps = {**PERSONAL, **WRITTEN, **ABOUT_YOU}
    answers = {step: {name: word(name) for name in names} for step, names in steps.items()}
    answers["contact"]["email"] += "@example.org"
    answers["eligibility"] = {"is_of_age": "yes", "works_for_city": "yes"}
    answers["questions"]["why-join"] += f" {word('blanked')}"
    ids = what_is_there(call, cast, **answers)
    Acceptance.objects.update(legal_name=word("legal-name"))
    put_into_english(
        by=cast.coordinator,
        seat=Seat.objects.get(pk=ids["seat"]),
        asked=answers["support"]["accommodation"],
        text=word("in-english"),
    )
    _note(Application.objects.get(reference=ids["reference"]), cast)
    translated = _sent_back(call, cast, answers)
    late, withdrawn, twin = _late(call, cast), _withdrawn(call, cast), _marked(ids, call, cast)
    more = {
        "paper-check of what was corrected": {"paper": _corrected(ids["paper"], call, cast)},
        "translation-edit of what was sent back": {"waiting": translated},
        "application-detail of one too late": {"reference": late},
        "application-detail of one withdrawn": {"reference": withdrawn},
        "history-detail of one withdrawn": {"reference": withdrawn},
        "erasure-detail of one withdrawn": {"reference": withdrawn},
        "duplicate-compare with its twin": {"paper": twin},
    }
    return addresses_of(ids) | {
        name: addresses_of({**ids, **other})[name.partition(" ")[0]] for name, other in more.items()
    }


def ask_in_own_words(call: Call) -> None:
    """An about-you question that is answered in words, as if the call had always had it."""
    with pgtrigger.ignore("applications.Question:questions_are_frozen_once_a_call_opens"):
        call.questions.create(
            key="in-your-own-words",
            part=Part.ABOUT_YOU,
            kind=QuestionKind.SHORT_TEXT,
            order=99,
            max_characters=200,
            text="What else describes you?",
        )
    site_cache.clear()


def _note(application: Application, cast: Cast) -> None:
    by, its = cast.coordinator, {"application": application}
    check_residency(by=by, **its, status="verified", reason=word("residency-reason"), seen=0)
    log_contact(
        by=by,
        **its,
        way="phone",
        outcome="spoke",
        topic="other",
        entry_key=uuid.uuid4(),
        happened_at=timezone.now(),
        note=word("contact-note"),
    )
    Conflict.objects.create(
        **its,
        user=cast.second_reviewer,
        source=ConflictSource.COORDINATOR,
        reason=word("conflict-reason"),
        noted_by=by,
        lifted_by=cast.second_coordinator,
        lifted_at=timezone.now(),
        lift_reason=word("conflict-lifted"),
    )
    reader = add_reader(by=by, call=application.call, user=cast.second_reviewer)
    list_person(
        by=cast.second_reviewer, reader=reader, name=word("listed-name"), note=word("listed-note")
    )
    answer = Answer.objects.get(revision__application=application, question__key="why-join")
    words = [word("blanked")]
    redact_answer(by=by, answer=answer, kind=RedactionKind.BLANKED, words=words, seen=0)


def _corrected(reference: str, call: Call, cast: Cast) -> str:
    """Somebody found that this paper differs; the reference of another that was corrected."""
    paper = Application.objects.get(reference=reference)
    check_paper(
        by=desk.another_clerk(), paper_entry=desk.entry_of(paper), differences=word("differences")
    )
    other = desk.typed_in(call, cast.clerk)
    paper = Paper(None, True, correction_reason=word("correction-reason"))
    desk.correct(other, cast.clerk, paper=paper)
    return other.reference


def _sent_back(call: Call, cast: Cast, answers: dict) -> int:
    answer = translations.story_of(applications.apply(call, language="es", **answers))
    made = translations.handed_in(answer, cast, word("translation"))
    send_back_translation(
        by=cast.second_translator,
        answer=answer,
        seen=made.translated_at,
        note=word("sent-back"),
    )
    return answer.pk


def _late(call: Call, cast: Cast) -> str:
    """One waits for a decision; the reference of one that was refused."""
    desk.late_in_open(call, cast.clerk, reason=word("late-reason"))
    refused = desk.late_in_open(call, cast.clerk, reason=word("late-reason"))
    decide_late(by=cast.coordinator, application=refused, accepts=False, note=word("late-note"))
    return refused.reference


def _withdrawn(call: Call, cast: Cast) -> str:
    application = applications.apply(call)
    withdraw_for_applicant(
        by=cast.coordinator,
        application=application,
        asker="applicant",
        way="phone",
        note=word("withdrawal-note"),
    )
    return application.reference


def _marked(ids: dict, call: Call, cast: Cast) -> str:
    """Another from the same person as the main one, which counts."""
    application, twin = (
        Application.objects.get(reference=ids["reference"]),
        applications.apply(call),
    )
    duplicates.marked(cast.coordinator, application, twin, reason=word("duplicate-reason"))
    return twin.reference
