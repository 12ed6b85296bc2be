"""A step's form rendered once for all readers of a language; each one's answers are put in after.

Rendering widgets is what a form page costs (several milliseconds, most of it Django's include
per widget). An empty form is the same for everybody, so it is rendered by crispy-forms once, split
where an answer goes, and joined again with the answers of one draft. A form with errors is
rendered the ordinary way.
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

from applications.form import site_cache
from applications.form.forms.step_form import StepForm
from applications.form.site_cache import Version
from applications.models import Call

TAG = re.compile(r"<(input|select|option|textarea)\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(name|type|value)="([^"]*)"')


@dataclass(frozen=True)
class Slot:
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
class FormTemplate:
    """HTML in pieces, with places between them."""

    parts: tuple[str | Slot, ...]

    def filled(self, answers: Mapping[str, Any]) -> SafeString:
        """Joined again with somebody's answers, escaped."""
        return mark_safe(
            "".join(
                part if isinstance(part, str) else part.filled(answers.get(part.name))
                for part in self.parts
            )
        )


@dataclass(frozen=True)
class RenderedForm:
    """An empty form, its own first answers, and its fields in the words of the language."""

    html: FormTemplate
    initial: Mapping[str, Any]
    fields: Mapping[str, forms.Field]

    @property
    def is_optional(self) -> bool:
        """Whether every question of it may be left out."""
        return not any(field.required for field in self.fields.values())

    def filled(self, answers: Mapping[str, Any]) -> SafeString:
        """The form with somebody's answers in it."""
        return self.html.filled({**self.initial, **answers})


def rendered(call: Call, form: type[StepForm]) -> RenderedForm:
    """One of the forms in the active language."""
    return _render(call, form, get_language(), site_cache.version())


@lru_cache(maxsize=200)
def _render(call: Call, form: type[StepForm], _language: str, _version: Version) -> RenderedForm:
    empty = form(call=call)
    html = template_of(render_crispy_form(empty))
    return RenderedForm(html=html, initial=dict(empty.initial), fields=dict(empty.fields))


def template_of(html: str) -> FormTemplate:
    """The pieces of a rendered form or page, without the answers it was rendered with."""
    return FormTemplate(tuple(_pieces(html)))


def _pieces(html: str) -> Iterator[str | Slot]:
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
            slot = Slot(select, given.get("value", ""), " selected")
        elif kind in ("radio", "checkbox"):
            slot = Slot(given["name"], given.get("value", "True"), " checked")
        elif tag[1] == "textarea":
            yield from (opening, ">\n", Slot(given["name"]))
            at += html.startswith("\n", at)  # a browser drops the first line break, not the last
            continue
        else:
            slot = Slot(given.get("name", ""), None, "value")
            opening = re.sub(r' value="[^"]*"', "", opening)
        yield from (opening, slot, ">")
    yield html[at:]
