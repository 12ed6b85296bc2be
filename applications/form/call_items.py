"""A call with its sections, questions and choices, for configuring."""

from collections.abc import Iterator

from django.db.models import Model, QuerySet

from applications.models import Application, Call, CallSection, Choice, Draft, Question

CallItem = CallSection | Question | Choice


def whole_calls() -> QuerySet[Call]:
    """Calls with their sections, questions and choices, in four queries."""
    return Call.objects.prefetch_related("sections", "questions__choices")


def rows_of(call: Call) -> Iterator[Model]:
    """The call and all rows with its wording, in reading order."""
    yield call
    yield from call.sections.all()
    for question in call.questions.all():
        yield question
        yield from question.choices.all()


def call_of(item: CallItem) -> Call:
    """The call that a section, question or choice belongs to."""
    return item.question.call if isinstance(item, Choice) else item.call


def siblings_of(item: CallItem) -> QuerySet[CallItem]:
    """All items of its list in order, itself included."""
    if isinstance(item, Choice):
        return Choice.objects.filter(question=item.question).order_by("order")
    return type(item).objects.filter(call=item.call).order_by("order")


def is_locked(call: Call) -> bool:
    """Whether only the wording of its questions may change: somebody may be answering them."""
    return call.has_opened or is_begun(call) or is_applied_to(call)


def is_begun(call: Call) -> bool:
    """Whether somebody has a draft."""
    return Draft.objects.filter(call=call).exists()


def is_applied_to(call: Call) -> bool:
    """Whether somebody has applied."""
    return Application.objects.filter(call=call).exists()


def stays_published(call: Call) -> bool:
    """Whether it can no longer be unpublished: it has applications, or is open and has drafts."""
    return is_applied_to(call) or (call.has_opened and is_begun(call))
