"""Pieces of a form's page: several fields that ask one question together."""

from typing import Any

from crispy_forms.layout import LayoutObject
from django.forms import Form
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from applications.models.contact import WAYS

CONSENT = "applications/_consent.html"


class Question(LayoutObject):
    """Fields that ask one question, under one number. Without a legend, the first field asks it."""

    template = "civic/layout/question.html"

    def __init__(self, legend: str | Promise, *fields: str, hint: str | Promise = "") -> None:
        self.legend, self.hint, self.fields = legend, hint, list(fields)

    def names_in(self, form: Form) -> list[str]:
        """Those of its fields that this form has."""
        return [name for name in self.fields if name in form.fields]

    def render(self, form: Form, context: Context, **kwargs: Any) -> SafeString:
        """The fields below their legend; on a clerk's screen the question has its number."""
        names = self.names_in(form)
        return render_to_string(
            self.template,
            {
                "question": self,
                "number": getattr(form.fields[names[0]], "number", None),
                "fields": [form[name] for name in names],
            },
        )


class WaysToReach(Question):
    """How to reach somebody: every way to tick, and below it the fields that it opens.

    A form without `ways` to tick, such as the clerk's, has the fields alone.
    """

    def render(self, form: Form, context: Context, **kwargs: Any) -> SafeString:
        """Each way with its fields, and the mark by which it is tried first."""
        if "ways" not in form.fields:
            return super().render(form, context, **kwargs)
        ticks, firsts = form["ways"].subwidgets, form["preferred_way"].subwidgets
        ways = [
            (tick, first, [form[name] for name in names if name in form.fields])
            for tick, first, names in zip(ticks, firsts, WAYS.values(), strict=True)
        ]
        shown = {"field": form["ways"], "ways": ways}
        return render_to_string("civic/layout/ways_to_reach.html", shown)


class Consent(Question):
    """The tick by which somebody agrees, below the words that they agree to."""

    def __init__(self, tick: str) -> None:
        super().__init__("", tick)

    def render(self, form: Form, context: Context, **kwargs: Any) -> SafeString:
        """On a clerk's screen the tick alone: the paper has the words."""
        words = "" if form.prefix else render_to_string(CONSENT, {"call": form.call})
        return words + super().render(form, context, **kwargs)
