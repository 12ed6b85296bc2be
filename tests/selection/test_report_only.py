"""Who can be chosen and who is, by what is only reported on."""

import pytest

from applications.enums import Part
from applications.models import AboutYouAnswer, Revision
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute
from selection.report_only import LEFT_EMPTY, reports_of
from tests.factories.board import put_on_board


@pytest.mark.django_db
def test_report_counts_who_left_the_question_empty(call, cast, people) -> None:
    answered = AboutYouAnswer.objects.values("question")
    about_you = call.questions.filter(part=Part.ABOUT_YOU, choices__isnull=False)
    question = about_you.exclude(pk__in=answered).first()
    asked = {"source": AttributeSource.QUESTION, "question": question, "is_sensitive": True}
    Attribute.objects.create(call=call, use=AttributeUse.REPORT, **asked)
    put_on_board(cast.coordinator, *people[:3])
    one, other = list(question.choices.all())[:2]
    for person, choices in ((people[0], [one, other]), (people[1], [one]), (people[4], [other])):
        revision = Revision.objects.get(application=person, is_current=True)
        for choice in choices:
            AboutYouAnswer.objects.create(revision=revision, question=question, choice=choice)
    (report,) = reports_of(call, are_sensitive=True)
    counts = {row.label: (row.applied, row.chosen) for row in report.rows}
    assert counts[one.text] == (2, 2)
    assert counts[other.text] == (2, 1)
    assert counts[LEFT_EMPTY] == (len(people) - 3, 1)
    assert list(counts)[-1] == LEFT_EMPTY
