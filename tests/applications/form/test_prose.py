"""Staff's text becomes paragraphs, lists and safe links; whatever else it holds stays text."""

import re

import pytest

from applications.form.prose import link_errors, pages_linked, prose
from tests.factories.city import BOSTON

EVIL = "javascript:alert(1)"


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
        ("Bring:\n- ink\n- paper", "<p>Bring:</p><ul><li>ink</li><li>paper</li></ul>"),
        ("1. read\n2. choose", "<ol><li>read</li><li>choose</li></ol>"),
        ("## What\r\n\r\n- one", "<h2>What</h2><ul><li>one</li></ul>"),
        ("## <b>What</b>", "<h2>&lt;b&gt;What&lt;/b&gt;</h2>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)
def test_prose_knows_paragraphs_lists_and_headings(text, html) -> None:
    assert prose(text) == html


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("See [our page](https://www.boston.gov/a?b=c#d).", "https://www.boston.gov/a?b=c#d"),
        ("- [ours](page:privacy)", "/en/about/privacy/"),
        ("[write](mailto:help@example.org)", "mailto:help@example.org"),
        ("[call](tel:988) us", "tel:988"),
        ("or [text](sms:988) us", "sms:988"),
        ("Write to help@example.org.", "mailto:help@example.org"),
        ("寫信到help@example.org。", "mailto:help@example.org"),
        ("Call 617-555-0100, please", "tel:+16175550100"),
        ("(https://www.boston.gov/a/)", "https://www.boston.gov/a/"),
        ("看https://www.boston.gov。", "https://www.boston.gov"),
        ("## Call 617-555-0100", "tel:+16175550100"),
    ],
)
def test_prose_links(text, leads_to) -> None:
    assert links(prose(text)) == [leads_to]
    assert not list(link_errors(text))


def test_prose_says_that_a_link_leaves_the_site() -> None:
    shown = prose("[ours](https://www.boston.gov/)")
    assert 'rel="noopener noreferrer"' in shown
    assert "(another website)" in shown
    assert "another website" not in prose("[ours](page:privacy) 617-555-0100 a@example.org")


def test_prose_call_button_keeps_a_number_in_one_piece() -> None:
    shown = prose("[اتصل 833-773-2445](tel:+18337732445)")
    assert '<b>اتصل <bdi dir="ltr">833-773-2445</bdi></b>' in shown


def test_prose_call_button_is_one_link_with_its_words() -> None:
    text = "[Call 988](tel:988)\nFree.\n<b>Any time</b>, 617-555-0100.\n\nNext."
    shown = prose(text)
    assert links(shown) == ["tel:988"]
    assert "<b>Call 988</b> Free.<br>&lt;b&gt;Any time&lt;/b&gt;, 617-555-0100.</span>" in shown
    assert shown.endswith("<p>Next.</p>")
    assert 'class="call-button"' not in prose("Or [call 988](tel:988)")
    assert 'class="call-button"' not in prose("[The page](page:privacy)\nMore.")


HOSTILE = [
    f"[x]({EVIL})",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    "[x](http://example.org/)",
    "[x](//example.org/)",
    "[x](/staff/)",
    "[x](\\\\example.org)",
    "[x](https:example.org)",
    "[x](https:///example.org)",
    "[x](https://boston.gov@example.org/)",
    "[x](https://boston.gov:443@example.org/)",
    "[x](https://boston.gov\\@example.org/)",
    "[x](https://127.0.0.1/)",
    "[x](https://[::1]/)",
    "[x](https://localhost/)",
    "[x](https://example.org:8000/)",
    "[x](https://bоston.gov/)",  # a Cyrillic о
    "[x](https://example。org/)",
    "[x](https://example.org/\u202egpj)",
    '[x](https://example.org/"onmouseover=alert(1))',
    "[x](https://example.org/'onmouseover='alert)",
    "[x](https://example.org/<script>)",
    "[x](mailto:a@example.org?bcc=b@example.org)",
    "[x](mailto:a@example.org,b@example.org)",
    "[x](tel:988;ext=1)",
    "[x](tel:nine)",
    "[x](sms:988?body=x)",
    "[x](page:../../staff)",
    "[x](page:)",
    "[x](ftp://example.org/)",
    "[x](https://example.org/ )",
    "[x] (https://example.org/)",
    "[](https://example.org/)",
    "[x]()",
    "[https://www.boston.gov](https://example.org/)",
    "[www.boston.gov](https://boston.gov.example.org/)",
    "[boston.gov](https://example.org/boston.gov)",
    "[help@boston.gov](mailto:help@example.org)",
    "[boston.gov](tel:988)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_prose_makes_no_link_of_a_hostile_address_and_says_so(text) -> None:
    shown = prose(text)
    # An address that stands in it by itself, seen by the reader, may still be one.
    assert all(link in text and link.startswith(("https://", "mailto:")) for link in links(shown))
    assert f'href="{EVIL}' not in shown
    assert not re.search(r"<(?!/?(p|a|bdi|span)\b)", shown)
    assert list(link_errors(text)), "nobody is told"


@pytest.mark.parametrize(
    "text",
    ["988 people", "02118-1234", "2021-10-2021", "1-617-555-0100x", "a@b", "[sic]", "f(x)", "@me"],
)
def test_prose_leaves_other_text_alone(text) -> None:
    assert links(prose(text)) == []
    assert not list(link_errors(text))


def test_prose_of_the_deepest_nesting_takes_no_time() -> None:
    pieces = ("[", "[x](", "a@", "https://a.", "a.", "[x](https://a", "- ", "9-")
    for text in (piece * 9_000 for piece in pieces):
        assert prose(text)
        list(link_errors(text))


def test_every_text_of_the_city_has_sound_links() -> None:
    wrong = []
    known = {page["key"] for page in BOSTON.entries("pages.json")}

    def look(value, where: str) -> None:
        if isinstance(value, dict):
            for key, inside in value.items():
                look(inside, f"{where}/{key}")
        elif isinstance(value, list):
            for number, inside in enumerate(value):
                look(inside, f"{where}/{number}")
        elif isinstance(value, str):
            wrong.extend((where, fault) for fault in link_errors(value))
            wrong.extend((where, key) for key in pages_linked(value) - known)

    for name in ("notices.json", "pages.json"):
        look(BOSTON.entries(name), name)
    look(BOSTON.calls(), "calls")
    look(BOSTON._wording, "wording")
    assert wrong == []
