"""What the pages about one answer share.

They show no names or contacts: an answer is identified by its application's reference.
"""

from django.shortcuts import get_object_or_404

from applications.form.wording_at_submission import wording_at_submission
from applications.models import Answer, Translation
from applications.translations import queue as translation_queue

NEXT = "Here is the next one."


def answer_or_404(pk: int) -> Answer:
    """An answer by its id; a 404 if it was never in the queue."""
    queued = translation_queue.was_ever_queued().select_related("revision__application__call")
    return get_object_or_404(queued, pk=pk)


def translation_of(answer: Answer) -> Translation | None:
    """An answer's translation with everybody who worked on it; None before somebody began."""
    people = ("claimed_by", "translated_by", "checked_by", "sent_back_by")
    return Translation.objects.filter(answer=answer).select_related(*people).first()


def asked_of(answer: Answer) -> str:
    """The question's wording when it was answered."""
    questions = wording_at_submission(answer.revision).questions
    return questions.get(answer.question_id, answer.question.text)
