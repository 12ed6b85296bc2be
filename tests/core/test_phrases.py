"""Days, times and lists in every language, over each hour of a day and each month of a year."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from applications.templatetags.wording import city_day, city_time
from core import languages, phrases

NOON = datetime(2026, 12, 1, 12)
CODES = [language.code for language in languages.ALL]

# Language → what it says at 0:00, 1:30, 9:00, 12:00, 12:30, 17:00, 18:00 and 23:59.
TIMES = {
    "en": "midnight at the start of the day|1:30 a.m.|9 a.m.|noon|12:30 p.m.|"
    "5 p.m.|6 p.m.|11:59 p.m.",
    "es": "medianoche, al comenzar el día|1:30 a.m.|9:00 a.m.|12:00 del mediodía|12:30 p.m.|"
    "5:00 p.m.|6:00 p.m.|11:59 p.m.",
    "ht": "minwi, nan kòmansman jou a|1:30 a.m.|9:00 a.m.|midi|12:30 p.m.|"
    "5:00 p.m.|6:00 p.m.|11:59 p.m.",
    "zh-hant": "凌晨零時|凌晨1:30|上午9:00|中午12:00|下午12:30|下午5:00|晚上6:00|晚上11:59",
    "zh-hans": "凌晨零点|凌晨1:30|上午9:00|中午12:00|下午12:30|下午5:00|晚上6:00|晚上11:59",
    "vi": "00:00, lúc bắt đầu ngày|01:30|09:00|12:00 trưa|12:30|17:00|18:00|23:59",
    "kea": "meia-nóti, na kumesu di dia|1:30 a.m.|9:00 a.m.|meiu-dia|12:30 p.m.|"
    "5:00 p.m.|6:00 p.m.|11:59 p.m.",
    "ru": "00:00, в начале суток|1:30|9:00|12:00|12:30|17:00|18:00|23:59",
    "ar": "12:00 منتصف الليل، في بداية اليوم|1:30 بعد منتصف الليل|9:00 صباحًا|12:00 ظهرًا|"
    "12:30 بعد الظهر|5:00 بعد الظهر|6:00 مساءً|11:59 مساءً",
    "pt-br": "meia-noite, no início do dia|01:30|09:00|meio-dia|12:30|17:00|18:00|23:59",
    "fr": "minuit, au début de la journée|1 h 30|9 h|midi|12 h 30|17 h|18 h|23 h 59",
    "so": "saqda dhexe, bilowga maalinta|1:30 saqda dhexe kaddib|9 subaxnimo|12 duhurnimo|"
    "12:30 galabnimo|5 galabnimo|6 habeennimo|11:59 habeennimo",
}
HOURS = [(0, 0), (1, 30), (9, 0), (12, 0), (12, 30), (17, 0), (18, 0), (23, 59)]

# Language → how it writes December 1, 2026.
FIRSTS = {
    "en": "Tuesday, December 1, 2026",
    "es": "martes 1 de diciembre de 2026",
    "ht": "madi premye desanm 2026",
    "zh-hant": "2026年12月1日（星期二）",
    "zh-hans": "2026年12月1日（星期二）",
    "vi": "Thứ Ba, ngày 1 tháng 12 năm 2026",
    "kea": "tersa-fera, 1 di Dizenbru di 2026",
    "ru": "вторник, 1 декабря 2026 г.",
    "ar": "الثلاثاء، 1 ديسمبر 2026",
    "pt-br": "terça-feira, 1º de dezembro de 2026",
    "fr": "mardi 1er décembre 2026",
    "so": "Talaado, 1 Disembar 2026",
}


@pytest.mark.parametrize("code", CODES)
def test_time_is_said_as_the_language_parts_the_day(code: str) -> None:
    with translation.override(code):
        times = [
            phrases.time_of_day(NOON.replace(hour=hour, minute=minute)) for hour, minute in HOURS
        ]
    assert times == TIMES[code].split("|")


@pytest.mark.parametrize("code", CODES)
def test_no_two_times_of_a_day_are_said_alike(code: str) -> None:
    moments = [NOON.replace(hour=hour, minute=minute) for hour in range(24) for minute in (0, 30)]
    with translation.override(code):
        assert len({phrases.time_of_day(moment) for moment in moments}) == len(moments)


@pytest.mark.parametrize("code", CODES)
def test_first_of_the_month_is_written_as_the_language_does(code: str) -> None:
    with translation.override(code):
        assert phrases.day(NOON) == FIRSTS[code]


@pytest.mark.parametrize("code", CODES)
def test_every_day_of_a_year_is_written_differently_and_in_one_language(code: str) -> None:
    days = [NOON + timedelta(days=number) for number in range(365)]
    with translation.override(code):
        written = [phrases.day_of_month(each) for each in days]
    assert len(set(written)) == 365
    english = {"January", "February", "May", "August", "December"}
    assert code == "en" or not [text for text in written if english & set(text.split())]


@pytest.mark.parametrize("code", CODES)
def test_moment_has_its_day_time_and_clock(code: str) -> None:
    with translation.override(code):
        text = city_time(timezone.make_aware(NOON), "Boston")
        assert phrases.time_of_day(NOON) in text and "Boston" in text
        assert phrases.day_of_month(NOON) in text
        assert city_day(NOON.date()) == FIRSTS[code]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "Dorchester, Mattapan and Roxbury"),
        ("fr", "Dorchester, Mattapan et Roxbury"),
        ("zh-hant", "Dorchester、Mattapan和Roxbury"),
        ("ar", "Dorchester وMattapan وRoxbury"),
    ],
)
def test_list_is_joined_as_the_language_does(code: str, expected: str) -> None:
    with translation.override(code):
        assert phrases.listed(["Dorchester", "Mattapan", "Roxbury"]) == expected
        assert phrases.listed(["Dorchester"]) == "Dorchester"
