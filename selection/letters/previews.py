"""Previews of a letter: with the data of somebody who reads its language, or invented ones."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from applications.form.queries import contacts_of, eligible_applications, who_reads
from applications.models import Application, Call, Contact
from core.languages import ENGLISH
from selection.enums import Outcome
from selection.letter_enums import Ineligibility
from selection.letters.queue import standing_texts
from selection.letters.writing import Facts, Written, needs_english, write
from selection.models import LetterTemplate

INVENTED = "Jordan Example"
ANSWER_DAYS = timedelta(days=14)  # in a preview, before a release says


@dataclass(frozen=True)
class Preview:
    """A letter as somebody would get it; without an `application` its data are invented."""

    letter: Written
    application: Application | None


def preview_of(call: Call, text: LetterTemplate) -> Preview:
    """The text to the first who reads its language."""
    readers = eligible_applications().filter(call=call).order_by("pk")
    readers = readers.filter(pk__in=who_reads(text.language))
    application = readers.first()
    contact = contacts_of([application])[application.pk] if application else Contact()
    english = standing_texts(call).get((text.outcome, ENGLISH.code))
    facts = Facts(
        call=call,
        reference=application.reference if application else f"{call.reference_prefix}-0000-0000",
        reply_by=timezone.localdate() + ANSWER_DAYS,
        why=Ineligibility.ELSEWHERE if text.outcome == Outcome.NOT_ELIGIBLE else "",
    )
    letter = write(
        text,
        english=english if needs_english(text) else None,
        facts=facts,
        name=contact.name if application else INVENTED,
    )
    return Preview(letter=letter, application=application)
