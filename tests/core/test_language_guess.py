"""The guess of a text's language: it finds the wrong form, and leaves the right one in peace."""

import json

import pytest

from core import languages
from core.language_guess import READ_AT_MOST, likely_other_language, other_than, signs_in
from demo import people

ANSWERS = [
    (code, entry["text"] if isinstance(entry, dict) else entry)
    for code, pool in people.POOLS["languages"].items()
    for kind in pool["answers"].values()
    for entry in kind
]
CODES = [language.code for language in languages.ALL]
CHINESE = {"zh-hant", "zh-hans"}


def texts_of(code: str) -> list[str]:
    """The city's own words in one language, sentence by sentence."""
    wording = people.FOLDER.parent / "data" / "boston" / "wording" / f"{code}.json"
    waiting, found = [json.loads(wording.read_text(encoding="utf-8"))], []
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.append(part)
        else:
            waiting += part.values() if isinstance(part, dict) else part
    return found


def test_guess_never_doubts_an_answer_on_the_right_form() -> None:
    assert len(ANSWERS) > 100
    assert [text for code, text in ANSWERS if likely_other_language(text, code)] == []


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_guess_never_doubts_what_the_site_says(code) -> None:
    assert [text for text in texts_of(code) if code == likely_other_language(text, code)] == []
    doubted = [text for text in texts_of(code) if likely_other_language(text, code)]
    assert len(doubted) <= len(texts_of(code)) // 100, doubted


def test_guess_finds_nearly_every_answer_on_a_wrong_form() -> None:
    found, missed, wrong = 0, 0, []
    for code, text in ANSWERS:
        for named in CODES:
            if named == code or {named, code} == CHINESE:
                continue
            guess = likely_other_language(text, named)
            found += guess == code
            missed += guess == ""
            if guess not in ("", code):
                wrong.append((code, named, guess))
    assert wrong == []
    assert missed / (found + missed) < 0.02


@pytest.mark.parametrize("text", ["", "ok", "123 456 7890", "Sí, mucho.", "???", "n/a"])
def test_guess_says_nothing_of_a_text_too_short_to_tell(text) -> None:
    assert likely_other_language(text, "en") == ""


def test_guess_of_a_script_that_no_form_has() -> None:
    assert likely_other_language("ខ្ញុំចង់ជួយសហគមន៍របស់ខ្ញុំ", "en") == languages.UNLISTED
    assert languages.english_name(languages.UNLISTED) == "another language"


def test_signs_of_parts_make_up_those_of_the_whole() -> None:
    for code, text in ANSWERS:
        words = text[:READ_AT_MOST].split(" ")
        parts = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
        for named in CODES:
            whole = likely_other_language(text, named)
            assert other_than(named, signs_in(parts[0]) + signs_in(parts[1])) == whole, (code, text)


def test_guess_tells_the_two_ways_of_writing_chinese() -> None:
    assert likely_other_language("我們想幫助鄰居，他們需要有人聽。", "zh-hans") == "zh-hant"
    assert likely_other_language("我们想帮助邻居，他们需要有人听。", "zh-hant") == "zh-hans"
    assert likely_other_language("我在中文小小人山水", "zh-hant") == ""
