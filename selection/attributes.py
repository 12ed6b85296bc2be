"""Attributes of a call and their values, in the words that people read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models import QuerySet

from applications.enums import Part, QuestionKind, Sensitivity
from applications.form.queries import clusters, neighborhoods
from applications.models import Call, Choice, Question, SpokenLanguage
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute, Target

QUESTION = ("question__kind", "question__text_en")  # all that pages show of one
YES_NO = {"yes": "Yes", "no": "No"}
BALANCED_BY = (QuestionKind.ONE_CHOICE, QuestionKind.SEVERAL_CHOICES, QuestionKind.YES_NO)


Values = dict[int, dict[int, list[str]]]  # application id → attribute id → values


LONGEST_SHORT = 72  # characters of a label that a row has room for


@dataclass(frozen=True)
class Attributes:
    """The attributes of a call that are in use, with every value and its label, in order.

    Made once a page: `labels` has attribute id → value → label.
    """

    rows: Sequence[Attribute]
    labels: dict[int, dict[str, str]]

    def label_of(self, attribute: int, value: str) -> str:
        """A value that is gone from the city's data is shown as it is stored."""
        return self.labels.get(attribute, {}).get(value, value)

    def short_label_of(self, attribute: int, value: str) -> str:
        """For a row: cut after a word, or whole where another label would be cut to the same."""
        return self._short.get(attribute, {}).get(value, value)

    @cached_property
    def _short(self) -> dict[int, dict[str, str]]:
        short = {}
        for attribute, labels in self.labels.items():
            alike = Counter(map(_cut, labels.values()))
            short[attribute] = {
                value: label if alike[_cut(label)] > 1 else _cut(label)
                for value, label in labels.items()
            }
        return short

    def title_of(self, target: Target) -> str:
        """ "Cantonese or Mandarin", "Any but English"."""
        names = " or ".join(self.label_of(target.attribute_id, each) for each in target.values)
        return f"Any but {names}" if target.is_negated else names

    @cached_property
    def by_id(self) -> dict[int, Attribute]:
        """Attribute id → attribute."""
        return {each.pk: each for each in self.rows}


def _cut(label: str) -> str:
    if len(label) <= LONGEST_SHORT:
        return label
    head, _, _ = label[: LONGEST_SHORT + 1].rpartition(" ")
    return f"{(head or label[:LONGEST_SHORT]).rstrip(' ,;:')}…"


def attributes_of(call: Call, uses: Iterable[AttributeUse] = AttributeUse) -> Attributes:
    """In a fixed number of queries, however many there are."""
    found = Attribute.objects.filter(call=call, use__in=list(uses)).select_related("question")
    rows = list(found.only("call", "source", "use", "is_sensitive", "approved_by", *QUESTION))
    sources = {each.source for each in rows}
    labels: dict[str, dict[str, str]] = {}
    if AttributeSource.NEIGHBORHOOD in sources:
        labels[AttributeSource.NEIGHBORHOOD] = dict(neighborhoods().values_list("slug", "name_en"))
    if AttributeSource.CLUSTER in sources:
        labels[AttributeSource.CLUSTER] = dict(clusters().values_list("slug", "name"))
    if AttributeSource.LANGUAGE in sources:
        spoken = SpokenLanguage.objects.values_list("code", "name")
        labels[AttributeSource.LANGUAGE] = dict(spoken)
    choices: dict[int, dict[str, str]] = {}
    questions = [each.question_id for each in rows if each.question_id]
    found = Choice.objects.filter(question__in=questions).order_by("question", "order")
    for question, key, text in found.values_list("question", "key", "text_en"):
        choices.setdefault(question, {})[key] = text
    return Attributes(
        rows,
        {
            each.pk: choices.get(each.question_id, YES_NO)
            if each.question_id
            else labels[each.source]
            for each in rows
        },
    )


def questions_to_balance_by(call: Call) -> list[Question]:
    """Choice questions of a call, in the form's order."""
    found = call.questions.filter(kind__in=BALANCED_BY).prefetch_related("choices")
    parts = list(Part)
    return sorted(found, key=lambda question: (parts.index(question.part), question.order))


def is_sensitive(question: Question) -> bool:
    """Whether its answers need somebody's approval before they may steer who is chosen."""
    return question.part == Part.ABOUT_YOU or question.sensitivity == Sensitivity.SPECIAL


_VALUES = """
    SELECT application_id, attribute_id, array_agg(value ORDER BY value)
    FROM attribute_values(%s)
    WHERE attribute_id = ANY(%s) AND (%s OR application_id = ANY(%s))
    GROUP BY application_id, attribute_id
"""


def values_of(
    call: Call, attributes: Iterable[int], applications: Sequence[int] | None = None
) -> Values:
    """The values of these applications, or of the whole call."""
    found: Values = {}
    if not (attributes := list(attributes)):
        return found
    with connection.cursor() as cursor:
        everybody = applications is None
        cursor.execute(_VALUES, [call.pk, attributes, everybody, list(applications or ())])
        for application, attribute, values in cursor.fetchall():
            found.setdefault(application, {})[attribute] = values
    return found


def sensitive_targets() -> list[Attribute]:
    """Sensitive attributes that somebody asked for as targets, the oldest request first."""
    asked = Attribute.objects.filter(asked_by__isnull=False, is_sensitive=True)
    people = asked.select_related("call", "question", "asked_by", "approved_by", "declined_by")
    return list(people.prefetch_related("question__choices").order_by("asked_at"))


def targets_to_approve() -> QuerySet[Attribute]:
    """Those of them that nobody has answered."""
    return Attribute.objects.filter(
        asked_by__isnull=False, approved_by__isnull=True, is_sensitive=True
    )
