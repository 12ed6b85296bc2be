"""Answers in other languages, and translations of them at each point of their way."""

from typing import Any

from django.utils import timezone

from applications.enums import Channel
from applications.form import queries
from applications.form.actions.correct import start_correction
from applications.form.actions.submit import Submission, submit
from applications.form.queries.sent import answers_as_sent
from applications.models import Answer, Application, Call, Translation
from applications.models.representation import about_you_as_sent
from applications.translations.actions.translate import approve_translation, submit_translation
from tests.factories import applications
from tests.factories.staff import Cast

STORY = "Mi hermano tiene esquizofrenia. Vivimos juntos desde que llegamos a este país."
REASON = "Quiero ayudar a que ninguna familia tenga miedo de pedir ayuda."
CHANGE = "Que venga alguien que hable nuestro idioma y que escuche."
SPANISH = {
    "connection": {"connection-story": STORY},
    "questions": {"why-join": REASON, "what-should-change": CHANGE},
}
ENGLISH = "My brother has schizophrenia. We have lived together since we came to this country."


def apply_in_spanish(call: Call, *, language: str = "es", **changes: Any) -> Application:
    """Three answers in Spanish, on the Spanish form unless another one was used."""
    answers = {step: {**SPANISH.get(step, {}), **changes.get(step, {})} for step in SPANISH}
    return applications.apply(call, language=language, **{**changes, **answers})


def story_of(application: Application) -> Answer:
    """Its first answer in words."""
    return Answer.objects.get(
        revision__application=application, revision__number=1, question__key="connection-story"
    )


def handed_in(answer: Answer, cast: Cast, text: str = ENGLISH) -> Translation:
    """Translated by the first translator, not checked yet."""
    return submit_translation(by=cast.translator, answer=answer, text=text)


def checked(answer: Answer, cast: Cast, text: str = ENGLISH) -> Translation:
    """Translated by the first translator, checked by the second."""
    made = handed_in(answer, cast, text)
    return approve_translation(by=cast.second_translator, answer=answer, seen=made.translated_at)


def correct(application: Application, **questions: str) -> None:
    """Send the same again, with some of the call's questions answered anew."""
    draft = start_correction(by=None, application=application, language="es")
    before = queries.current_revision(application)
    answers = answers_as_sent(before)
    submit(
        by=None,
        submission=Submission(
            call=application.call,
            submission_key=draft.pk,
            answers={
                **answers,
                "questions": {**answers["questions"], **questions},
                "about-you": about_you_as_sent(before),
                "declaration": {"was_helped": False},
            },
            language="es",
            channel=Channel.WEB,
            received_at=timezone.now(),
            reference=application.reference,
            corrects=application,
        ),
    )
