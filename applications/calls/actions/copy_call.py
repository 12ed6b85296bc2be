"""Begin a new call as a copy of an earlier one."""

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
    """A new call, not published, with the same facts, sections, questions and choices.

    Its days after the deadline are left out: they were promised to those who applied before.

    Their words come along in all languages. IntegrityError when another call has this slug.
    What later apps hang on a call (criteria, targets) is theirs to copy.
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
    """The same rows, to be stored once more with `changes`."""
    rows = list(rows)
    for row in rows:
        row.pk, row._state.adding = None, True
        for name, value in changes.items():
            setattr(row, name, value)
    return rows
