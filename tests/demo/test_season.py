"""The demo closes on a Wednesday whatever today is, and nothing in it lies before that."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from applications.form.call_items import rows_of, whole_calls
from applications.models import Notice
from core.languages import ALL
from core.translated import text_in, translated_names
from demo import season

# A week, the days before the clocks change, and a year's end.
DAYS = [
    *(date(2026, 11, 23) + timedelta(days=number) for number in range(7)),
    date(2027, 3, 5),
    date(2027, 10, 29),
    date(2027, 12, 24),
]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_demo_closes_on_a_wednesday_and_all_else_comes_after(today) -> None:
    given = season.season_on(today)
    closes_at = timezone.localtime(given.closes_at)
    assert (closes_at.weekday(), closes_at.time()) == (2, time(17))
    assert timedelta(days=7) < closes_at.date() - today < timedelta(days=15)
    opens_at = timezone.localtime(given.opens_at)
    assert opens_at.date() < today
    assert closes_at.date() < given.answers_until < given.meets_from < given.meets_until


@pytest.mark.django_db
def test_demo_names_no_year_gone_by_in_any_language(call) -> None:
    type(call).objects.update(is_published=False)
    plan = season.plan(call)
    call = whole_calls().get(pk=call.pk)
    rows = [*rows_of(call), *call.pages.all()]
    texts = [
        text_in(row, name, language)
        for row in rows
        for name in translated_names(type(row))
        for language in ALL
    ]
    assert [text for text in texts if "2021" in text or "2022" in text] == []
    pilots = call.pages.get(key="pilots")
    assert pilots.body_en.startswith("In April, Mayor Kim Janey")
    assert pilots.body_es.startswith("En abril, la alcaldesa")
    assert pilots.body_vi.startswith("Vào tháng 4, Thị trưởng")
    assert pilots.body_ru.startswith("В апреле мэр")
    assert pilots.body_zh_hant.startswith("4月，市長")
    opens_on = timezone.localdate(plan.opens_at)
    assert {notice.starts_on for notice in Notice.objects.all()} == {opens_on}
