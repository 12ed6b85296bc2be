"""HTML and CSS laid out otherwise, or in long lines, are noticed; `./run check` looks at ours."""

import pytest

from tests.architecture import markup


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("planted.html", "{% if a %}\n<p>A</p>\n{% endif %}\n"),
        ("planted.html", f"<p>{'a ' * 60}</p>\n"),
        ("planted.css", "a { color: red; }\n"),
        ("planted.css", f"/* {'a ' * 60} */\n"),
    ],
)
def test_markup_that_is_not_laid_out_is_caught(path: str, text: str) -> None:
    assert list(markup.faults(path, text))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("planted.html", "{% if a %}\n  <p>A</p>\n{% endif %}\n"),
        ("planted.html", "{# fmt:off #}<textarea>\n{{ a }}</textarea>\n"),
        ("planted.css", "a + b > c {\n  color: red;\n}\n"),
    ],
)
def test_markup_that_is_laid_out_passes(path: str, text: str) -> None:
    assert list(markup.faults(path, text)) == []


def test_markup_of_ours_is_seen() -> None:
    names = {path.name for path in markup.pages_and_sheets()}
    assert {"base.html", "today.html", "site.css", "staff.css"} <= names
