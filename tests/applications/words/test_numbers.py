"""Numbers of a translation: which ways of writing them pass, and what is asked about."""

import pytest

from applications.form.wording_checks import TRANSLATED
from applications.words.messages import Catalogue, doubts_of
from applications.words.numbers import differing, doubts
from core.languages import BY_CODE

STIPEND = "You get $1,200 if you are 18 or older."
HOURS = "Monday to Friday, 9 a.m. to 5:30 p.m."
CLOSES = "Applications close on November 5, 2021, at noon."
PHONE = "Call (617) 555-0100, or write."


def said(english: str, words: str, code: str) -> list[str]:
    return list(doubts(english, words, BY_CODE[code]))


@pytest.mark.parametrize(
    ("english", "words", "code"),
    [
        (STIPEND, "Recibe $1.200 si tiene 18 años o más.", "es"),
        (STIPEND, "Vous recevez 1\u202f200 $ si vous avez 18 ans ou plus.", "fr"),
        (STIPEND, "تحصل على ١٬٢٠٠ دولار إذا كان عمرك ١٨ عامًا أو أكثر.", "ar"),
        (STIPEND, "如果您年满18岁，您将获得1200美元。", "zh-hans"),
        (HOURS, "Du lundi au vendredi, de 9 h à 17 h 30", "fr"),
        (HOURS, "星期一至星期五，上午9:00至下午5:30", "zh-hans"),
        (HOURS, "С понедельника по пятницу, с 09:00 до 17:30", "ru"),
        (CLOSES, "申請於2021年11月5日中午12:00截止。", "zh-hant"),
        (CLOSES, "Приём заявок до 12:00 5 ноября 2021 года.", "ru"),
        (CLOSES, "Nhận đơn đến 12:00 ngày 5 tháng 11 năm 2021.", "vi"),
        ("It closes on 11/5/2021.", "Cierra el 5 de noviembre de 2021.", "es"),
        (PHONE, "Llame al 617 555 0100 o escriba.", "es"),
        ("Saturdays", "Los sábados", "es"),
        ("Weekday evenings", "Lendi rive vandredi, nan aswè", "ht"),
        ("Weekday mornings", "平日（週一至週五）上午", "zh-hant"),
        ("We meet once a week.", "每周一次", "zh-hans"),
        ("Two people read it.", "2 personas la leen.", "es"),
        ("Read [it](https://example.org/2021) by %(n)s.", "Léalo antes de %(n)s.", "es"),
    ],
)
def test_numbers_may_be_written_in_the_way_of_a_language(english, words, code) -> None:
    assert said(english, words, code) == []


@pytest.mark.parametrize(
    ("english", "words", "code", "lost", "added"),
    [
        (STIPEND, "Recibe $1.000 si tiene 18 años o más.", "es", ["1,200"], ["1.000"]),
        (STIPEND, "تحصل على ١٬٢٠٠ دولار إذا كان عمرك ١٦ عامًا.", "ar", ["18"], ["16"]),
        (STIPEND, "Recibe el pago si tiene 18 años o más.", "es", ["1,200"], []),
        (HOURS, "Du lundi au vendredi, de 9 h à 18 h 30", "fr", ["5"], ["18"]),
        (HOURS, "Lunes a viernes, de 9:00 a 17:00", "es", ["30"], []),
        (CLOSES, "Cierra el 5 de diciembre de 2021 al mediodía.", "es", [], ["diciembre"]),
        (CLOSES, "申請於2021年10月5日中午截止。", "zh-hant", [], ["10"]),
        (CLOSES, "Ferme le 6 novembre 2021 à midi.", "fr", ["5"], ["6"]),
        (PHONE, "Llame al (617) 555-0199.", "es", ["(617) 555-0100"], ["(617) 555-0199"]),
        ("Saturdays", "Los domingos", "es", [], ["domingo"]),
        ("Weekday evenings", "Martes y jueves por la noche", "es", [], ["Martes", "jueves"]),
        ("Saturdays", "星期日", "zh-hans", [], ["星期日"]),
    ],
)
def test_numbers_that_differ_are_asked_about(english, words, code, lost, added) -> None:
    assert said(english, words, code) == [
        *(f"{each} stands in the English, and not here." for each in lost),
        *(f"{each} stands here, and not in the English." for each in added),
    ]


def test_day_of_an_answer_that_its_english_lacks_is_asked_about() -> None:
    written = "Puedo los domingos, soy de Santo Domingo."
    spanish = BY_CODE["es"]
    says = ["domingo stands in what was written, and not in the English."]
    assert list(differing(written, "I am free on Saturdays.", spanish)) == says
    assert not list(differing(written, "I am free on Sundays, from Santo Domingo.", spanish))


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda each: each.code)
def test_few_messages_of_the_catalogues_are_asked_about(language) -> None:
    catalogue = Catalogue(language)
    asked = [
        each.key for each in catalogue.messages() if doubts_of(each, each.translation, language)
    ]
    assert len(asked) <= 3
