"""Copy a call."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from applications.models import Call, CallSection, Choice, Question
from core.actions import action
from core.models import User


@action
def copy_call(
    *,
    by: User | None,
    call: Call,
    slug: str,
    reference_prefix: str,
    opens_at: datetime,
    closes_at: datetime,
) -> Call:
    """Create an unpublished call with the same facts, sections, questions and choices.

    The wording is copied in all languages; the days after the deadline are not, since they
    belong to the old call. IntegrityError if another call has this slug. Criteria and targets
    are not copied.
    """
    sections = list(call.sections.all())
    questions = list(call.questions.prefetch_related("choices"))
    choices = [(question.pk, list(question.choices.all())) for question in questions]
    new = Call.objects.get(pk=call.pk)
    new.slug, new.reference_prefix, new.is_published = slug, reference_prefix, False
    new.opens_at, new.closes_at = opens_at, closes_at
    new.answers_until = new.meets_from = new.meets_until = None
    [new] = _as_new([new])
    new.save()
    CallSection.objects.bulk_create(_as_new(sections, call=new))
    before = [question.pk for question in questions]
    made = Question.objects.bulk_create(_as_new(questions, call=new))
    new_question = dict(zip(before, made, strict=True))
    for question_id, offered in choices:
        Choice.objects.bulk_create(_as_new(offered, question=new_question[question_id]))
    return new


def _as_new(rows: Iterable[Model], **changes: Model) -> list[Model]:
    """The same rows, to be inserted again with `changes`."""
    rows = list(rows)
    for row in rows:
        row.pk, row._state.adding = None, True
        for name, value in changes.items():
            setattr(row, name, value)
    return rows
