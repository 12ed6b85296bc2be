"""Public words come from the catalogue; pages hold no inline code and promise no secrecy."""

from collections.abc import Callable, Iterable

import pytest

from tests.architecture import screen
from tests.architecture.source import (
    Fault,
    expect_none,
    faults,
    files,
    idle_excuses,
    planted,
    relative,
    site_modules,
)

PageCheck = Callable[[str, str], Iterable[Fault]]
PAGES = [(relative(path), path.read_text(encoding="utf-8")) for path in screen.templates()]
PUBLIC = [
    (relative(path), path.read_text(encoding="utf-8"))
    for path in screen.templates()
    if screen.is_public(path, path.read_text(encoding="utf-8"))
]
SITE_TEXTS = [relative(path) for path in files(".json", ".csv", ".po", ".js")]


def _on(pages: Iterable[tuple[str, str]], rule: PageCheck) -> None:
    expect_none(str(fault) for path, text in pages for fault in rule(path, text))


def test_public_pages_are_all_seen() -> None:
    names = {path for path, _text in PUBLIC}
    assert {
        "templates/base.html",
        "templates/404.html",
        "templates/500.html",
        "templates/applications/form/home.html",
        "templates/applications/form/receipt.txt",
        "templates/civic/field.html",
    } <= names


def test_public_words_come_from_the_catalogue() -> None:
    _on(PUBLIC, screen.literal_words)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Boston</p>",
        "<h1>{{ title }} of Boston</h1>",
        "{% translate 'Yes' %} or no",
        "{% if a %}<p>波士顿</p>{% endif %}",
        '<nav aria-label="Language"></nav>',
        '<nav aria-label="{{ language }} menu"></nav>',
        '<img alt="A map" src="map.svg">',
        '<input placeholder="Name">',
        '<a title="More" href="/"></a>',
        '<form data-left="Left: {number}"></form>',
        '<input type="submit" value="Send">',
        "<p>{{ name|default:'nobody' }}</p>",
        '<p>{{ ready|yesno:"yes,no" }}</p>',
        "Hello {{ name }},",
    ],
)
def test_public_words_outside_the_catalogue_are_caught(text: str) -> None:
    assert list(screen.literal_words("planted.html", text))


@pytest.mark.parametrize(
    "text",
    [
        '<p class="lead">{% translate "Yes" %} – {{ n }} · 988</p>',
        "{% blocktranslate trimmed with a=b %}\n Step {{ a }}\n{% endblocktranslate %}",
        "{# a note #}{% comment %}another{% endcomment %}<svg><title>x</title></svg>",
        '<p title="{% translate \'Yes\' %}">{{ n|date:"DATE_FORMAT" }}&nbsp;</p>',
    ],
)
def test_public_words_from_the_catalogue_pass(text: str) -> None:
    assert list(screen.literal_words("planted.html", text)) == []


def test_staff_pages_are_told_from_public_ones() -> None:
    path = screen.TEMPLATES / "applications" / "planted.html"
    assert screen.is_public(path, '{% extends "base.html" %}')
    assert not screen.is_public(path, '{% extends "admin/base_site.html" %}')
    assert not screen.is_public(screen.TEMPLATES / "reports" / "today.html", "")


@pytest.mark.parametrize("rule", [screen.inline_code, screen.unescaped, screen.promised_on_page])
def test_page_rule_holds(rule: PageCheck) -> None:
    _on(PAGES, rule)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (screen.inline_code, '<p style="color:red">'),
        (screen.inline_code, "<style>p {}</style>"),
        (screen.inline_code, "<script>alert(1)</script>"),
        (screen.inline_code, '<script defer>\nlet a;</script>\n<script src="a.js"></script>'),
        (screen.inline_code, '<button type="button" onclick="go()">'),
        (screen.inline_code, '<a href="javascript:go()">'),
        (screen.unescaped, "{{ text|safe }}"),
        (screen.unescaped, "{{ text | safe }}"),
        (screen.unescaped, "{% autoescape off %}{{ text }}{% endautoescape %}"),
        (screen.promised_on_page, "<p>{% translate 'Your answers are Anonymous.' %}</p>"),
        (screen.promised_on_page, "<p>strictly confidential</p>"),
    ],
)
def test_page_rule_catches_what_is_planted(rule: PageCheck, text: str) -> None:
    assert list(rule("templates/planted.html", text))


@pytest.mark.parametrize("rule", [screen.inline_code, screen.unescaped, screen.promised_on_page])
def test_page_rule_lets_good_pages_pass(rule: PageCheck) -> None:
    text = '<script src="a.js" defer></script><p data-once lang="on">{# anonymous #}{{ a }}</p>'
    assert list(rule("templates/planted.html", text)) == []


def test_values_are_marked_safe_only_where_they_are_escaped() -> None:
    expect_none(faults(screen.marked_safe, site_modules(), screen.MAY_MARK_SAFE))
    assert idle_excuses(screen.marked_safe, site_modules(), screen.MAY_MARK_SAFE) == set()


def test_value_marked_safe_elsewhere_is_caught() -> None:
    assert faults(screen.marked_safe, [planted("html = mark_safe(text)")])


def test_secrecy_is_promised_nowhere_in_python() -> None:
    expect_none(faults(screen.promised_in_python, site_modules()))


@pytest.mark.parametrize("path", SITE_TEXTS)
def test_secrecy_is_promised_nowhere_in_data(path: str) -> None:
    text = (screen.ROOT / path).read_text(encoding="utf-8")
    _on([(path, text)], screen.promised_on_page)


def test_secrecy_promised_in_python_is_caught() -> None:
    assert faults(screen.promised_in_python, [planted("label = _('This is confidential.')")])
    assert faults(screen.promised_in_python, [planted('"""Not confidential."""')]) == []
