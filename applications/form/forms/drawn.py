"""A step's form drawn once for all readers of a language; each one's answers are put in after.

Drawing widgets is what a form page costs (several milliseconds, most of it Django's include
per widget). An empty form is the same for everybody, so it is drawn by crispy-forms once, cut
where an answer goes, and joined again with the answers of one draft. A form with errors is
drawn the ordinary way.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from applications.form import definition
from applications.form.definition import Version
from applications.form.forms.step_form import StepForm
from applications.models import Call

TAG = re.compile(r"<(input|select|option|textarea)\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(name|type|value)="([^"]*)"')


@dataclass(frozen=True)
class Place:
    """Where an answer goes: a text, or the mark of one choice."""

    name: str
    choice: str | None = None
    mark: str = ""

    def filled(self, answer: Any) -> str:
        """What stands here for this answer; nothing when there is none."""
        if self.choice is None:
            text = conditional_escape(answer) if answer else ""
            return f' value="{text}"' if self.mark and text else text
        chosen = answer if isinstance(answer, list) else ["" if answer is None else answer]
        return self.mark if self.choice in map(str, chosen) else ""


@dataclass(frozen=True)
class Cut:
    """HTML in pieces, with places between them."""

    parts: tuple[str | Place, ...]

    def filled(self, answers: Mapping[str, Any]) -> SafeString:
        """Joined again with somebody's answers, escaped."""
        return mark_safe(
            "".join(
                part if isinstance(part, str) else part.filled(answers.get(part.name))
                for part in self.parts
            )
        )


@dataclass(frozen=True)
class Drawn:
    """An empty form, its own first answers, and its fields in the words of the language."""

    html: Cut
    initial: Mapping[str, Any]
    fields: Mapping[str, forms.Field]

    def filled(self, answers: Mapping[str, Any]) -> SafeString:
        """The form with somebody's answers in it."""
        return self.html.filled({**self.initial, **answers})


def drawn(call: Call, form: type[StepForm]) -> Drawn:
    """One of the forms in the active language."""
    return _draw(call, form, get_language(), definition.version())


@lru_cache(maxsize=200)
def _draw(call: Call, form: type[StepForm], _language: str, _version: Version) -> Drawn:
    empty = form(call=call)
    html = cut(render_crispy_form(empty))
    return Drawn(html=html, initial=dict(empty.initial), fields=dict(empty.fields))


def cut(html: str) -> Cut:
    """The pieces of a drawn form or page, without the answers it was drawn with."""
    return Cut(tuple(_pieces(html)))


def _pieces(html: str) -> Iterator[str | Place]:
    at, select = 0, ""
    for tag in TAG.finditer(html):
        given = dict(ATTRIBUTE.findall(tag[0]))
        kind = given.get("type", "")
        if tag[1] == "select":
            select = given["name"]
            continue
        yield html[at : tag.start()]
        at = tag.end()
        opening = tag[0][:-1].replace(" checked", "").replace(" selected", "")
        if tag[1] == "option":
            place = Place(select, given.get("value", ""), " selected")
        elif kind in ("radio", "checkbox"):
            place = Place(given["name"], given.get("value", "True"), " checked")
        elif tag[1] == "textarea":
            yield from (opening, ">\n", Place(given["name"]))
            at += html.startswith("\n", at)  # a browser drops the first line break, not the last
            continue
        else:
            place = Place(given.get("name", ""), None, "value")
            opening = re.sub(r' value="[^"]*"', "", opening)
        yield from (opening, place, ">")
    yield html[at:]
