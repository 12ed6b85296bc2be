"""Finds years and days before the deadline in a call's wording, such as those of a copied call."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from applications.form.call_items import rows_of
from applications.models import Call, CallSection, Choice, Page, Question
from core.languages import ALL, ENGLISH, Language
from core.translated import text_in, translated_names

YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")  # in the digits of any script
MONTHS = list(calendar.month_name)[1:]
# English only: translations follow the English text.
DAY = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}),? (\d{{4}})\b")
FIRST = 1990  # smaller numbers of four digits are no forgotten years
LONGEST_QUOTED = 60


@dataclass(frozen=True)
class EarlierDates:
    """A text with earlier years or days, and the languages that have them."""

    row: Model
    name: str
    years: list[int]
    days: list[str]
    languages: list[Language]

    @property
    def quoted(self) -> str:
        """The start of the row's text in English."""
        text = text_in(self.row, translated_names(type(self.row))[0], ENGLISH)
        return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"


def earlier_dates(call: Call) -> Iterator[EarlierDates]:
    """The texts of a call (from call_items.whole_calls) and its pages that name earlier dates."""
    closes_on = timezone.localdate(call.closes_at)
    for row in (*rows_of(call), *call.pages.all()):
        for name in translated_names(type(row)):
            texts = {each: text_in(row, name, each) for each in ALL}
            years = {each: _years_before(closes_on.year, text) for each, text in texts.items()}
            days = _days_before(closes_on, texts[ENGLISH])
            languages = [each for each in ALL if years[each] or (days and each == ENGLISH)]
            if languages:
                yield EarlierDates(row, name, sorted(set().union(*years.values())), days, languages)


def _years_before(limit: int, text: str) -> set[int]:
    return {year for digits in YEAR.findall(text) if FIRST <= (year := int(digits)) < limit}


def _days_before(limit: date, text: str) -> list[str]:
    """Days of the limit's own year, as they are written; earlier years are found without them."""
    return [
        found[0]
        for found in DAY.finditer(text)
        if int(found[3]) == limit.year
        and (MONTHS.index(found[1]) + 1, int(found[2])) < (limit.month, limit.day)
    ]


def edit_url(call: Call, earlier: EarlierDates) -> str:
    """The URL to edit the text, in the first of its languages."""
    row, language = earlier.row, earlier.languages[0]
    if isinstance(row, Page):
        return f"{reverse('staff:page-edit', args=[row.key])}?language={language.code}"
    if language != ENGLISH:
        anchor = f"{row._meta.model_name}-{row.pk}"
        path = reverse("staff:call-translate", args=[call.slug])
        return f"{path}?language={language.code}#{anchor}"
    if isinstance(row, CallSection):
        return reverse("staff:section-edit", args=[call.slug, row.pk])
    if isinstance(row, Question | Choice):
        question = row.question_id if isinstance(row, Choice) else row.pk
        return reverse("staff:question-edit", args=[call.slug, question])
    return f"{reverse('staff:call-edit', args=[call.slug])}#id_{earlier.name}_en"
