"""Renders a step's form once per language and fills in each reader's answers.

Rendering widgets is the main cost of a form page (several milliseconds, mostly Django's include for
each widget). The empty form is the same for everybody, so crispy-forms renders it once; it is split
at the places for answers and joined with the answers of a draft. A form with errors is rendered
as usual.
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
CHOSEN = re.compile(r"\s(?:checked|selected)(?=\s|$)")
ATTRIBUTE = re.compile(r'\b(name|type|value)="([^"]*)"')


@dataclass(frozen=True)
class Slot:
    """The place of an answer in the HTML: a text, or the attribute of a chosen choice."""

    name: str
    choice: str | None = None
    mark: str = ""

    def filled(self, answer: Any) -> str:
        """The HTML for this answer; "" if there is none."""
        if self.choice is None:
            text = conditional_escape(answer) if answer else ""
            return f' value="{text}"' if self.mark and text else text
        chosen = answer if isinstance(answer, list) else ["" if answer is None else answer]
        return self.mark if self.choice in map(str, chosen) else ""


@dataclass(frozen=True)
class FormTemplate:
    """HTML split into strings and slots."""

    parts: tuple[str | Slot, ...]

    def filled(self, answers: Mapping[str, Any]) -> SafeString:
        """The HTML with these answers, escaped."""
        return mark_safe(
            "".join(
                part if isinstance(part, str) else part.filled(answers.get(part.name))
                for part in self.parts
            )
        )


@dataclass(frozen=True)
class RenderedForm:
    """An empty form, its initial values, and its fields in one language."""

    html: FormTemplate
    initial: Mapping[str, Any]
    fields: Mapping[str, forms.Field]

    @property
    def is_optional(self) -> bool:
        """Whether every question of it may be left out."""
        return not any(field.required for field in self.fields.values())

    def filled(self, answers: Mapping[str, Any]) -> SafeString:
        """The form with these answers."""
        return self.html.filled({**self.initial, **answers})


def rendered(call: Call, form: type[StepForm]) -> RenderedForm:
    """A form in the active language."""
    return _render(call, form, get_language(), site_cache.version())


@lru_cache(maxsize=200)
def _render(call: Call, form: type[StepForm], _language: str, _version: Version) -> RenderedForm:
    empty = form(call=call)
    html = template_of(render_crispy_form(empty))
    return RenderedForm(html=html, initial=dict(empty.initial), fields=dict(empty.fields))


def template_of(html: str) -> FormTemplate:
    """Split the HTML of a form or page, leaving out the answers it was rendered with."""
    return FormTemplate(tuple(_pieces(html)))


def _pieces(html: str) -> Iterator[str | Slot]:
    at, select = 0, ""
    for tag in TAG.finditer(html):
        attributes = dict(ATTRIBUTE.findall(tag[0]))
        kind = attributes.get("type", "")
        if tag[1] == "select":
            select = attributes["name"]
            continue
        yield html[at : tag.start()]
        at = tag.end()
        opening = CHOSEN.sub("", tag[0][:-1])
        if tag[1] == "option":
            slot = Slot(select, attributes.get("value", ""), " selected")
        elif kind in ("radio", "checkbox"):
            slot = Slot(attributes["name"], attributes.get("value", "True"), " checked")
        elif tag[1] == "textarea":
            yield from (opening, ">\n", Slot(attributes["name"]))
            at += html.startswith("\n", at)  # browsers drop the first line break in a textarea
            continue
        else:
            slot = Slot(attributes.get("name", ""), None, "value")
            opening = re.sub(r'\svalue="[^"]*"', "", opening)
        yield from (opening, slot, ">")
    yield html[at:]
