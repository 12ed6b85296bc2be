"""What Enter does on a page, read from the page alone: it presses the first button of the form."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

# Controls in which Enter sends a form.
TAKES_ENTER = {
    "checkbox",
    "color",
    "date",
    "datetime-local",
    "email",
    "month",
    "number",
    "password",
    "radio",
    "search",
    "tel",
    "text",
    "time",
    "url",
    "week",
}


class Form:
    """One form: its buttons in the order of the page, and whether Enter sends it from anywhere."""

    def __init__(self) -> None:
        self.buttons: list[dict[str, str]] = []
        self.kinds: set[str] = set()
        self.action = ""

    @property
    def takes_enter(self) -> bool:
        """Whether it has a control in which Enter sends it."""
        return bool(self.kinds)

    @property
    def signature(self) -> tuple:
        """What makes it another form than one that was tried: not which row it is about."""
        names = tuple(each.get("name", "") for each in self.buttons)
        where = tuple(part for part in self.action.split("?")[0].split("/") if part.isalpha())
        return where, names, tuple(sorted(self.kinds))

    @property
    def main(self) -> dict[str, str] | None:
        """The button that stands out among those that people see; else the first of them.

        One outside the form, such as an answer to a question above it, is not the main one.
        """
        seen = [each for each in self.buttons if "aria-hidden" not in each]
        seen = [each for each in seen if "form" not in each] or seen
        loud = [each for each in seen if "button" in each.get("class", "").split()]
        plain = [each for each in loud if "button-quiet" not in each["class"].split()]
        return next(iter(plain or loud or seen), None)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[Any, Form] = {}
        self._open: Any = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = given.get("id") or len(self.forms)
            self._form(self._open).action = given.get("action", "")
        owner = given.get("form", self._open)
        if owner is None:
            return
        kind = given.get("type", "submit" if tag == "button" else "text").lower()
        is_button = tag == "button" and (kind == "submit" or "data-passkey" in given)
        if is_button or tag == "input" and kind in ("submit", "image"):
            self._form(owner).buttons.append(given)
        elif tag == "input" and kind in TAKES_ENTER:
            self._form(owner).kinds.add(kind)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def _form(self, owner: Any) -> Form:
        return self.forms.setdefault(owner, Form())


def forms_of(html: str) -> list[Form]:
    """All forms of a page."""
    parser = _Parser()
    parser.feed(html)
    return list(parser.forms.values())


def astray(html: str) -> Iterator[str]:
    """The forms of a page in which Enter does something else than the main button."""
    for form in forms_of(html):
        if not form.takes_enter:
            continue
        if not form.buttons:
            yield f"{form.action}: no button for Enter to press"
        elif _does(form.buttons[0]) != _does(form.main):
            yield f"{form.action}: Enter presses {form.buttons[0]}, the main button is {form.main}"


def _does(button: dict[str, str]) -> tuple[str, ...]:
    """What pressing it sends, and where to."""
    return tuple(button.get(name, "") for name in ("name", "value", "formaction"))
