"""How to reach somebody, and consent: questions that look unlike others."""

from typing import Any

from django.forms import Form
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from applications.models.contact import WAYS
from core.form_layout import Question

CONSENT = "applications/form/_consent.html"


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
