"""Layout of two special questions: how to reach somebody, and consent."""

from typing import Any

from django.forms import Form
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from applications.models.contact import WAYS
from core.form_layout import Question

CONSENT = "applications/form/_consent.html"


class WaysToReach(Question):
    """How to reach somebody: a checkbox for each way, and its fields below.

    A form without `ways`, such as the clerk's, has only the fields.
    """

    def render(self, form: Form, context: Context, **kwargs: Any) -> SafeString:
        """Each way with its fields, and the radio button "Try this first"."""
        if "ways" not in form.fields:
            return super().render(form, context, **kwargs)
        ticks, firsts = form["ways"].subwidgets, form["preferred_way"].subwidgets
        ways = [
            (tick, first, [form[name] for name in names if name in form.fields])
            for tick, first, names in zip(ticks, firsts, WAYS.values(), strict=True)
        ]
        context = {"field": form["ways"], "ways": ways}
        return render_to_string("civic/layout/ways_to_reach.html", context)


class Consent(Question):
    """The checkbox for consent, below the text."""

    def __init__(self, tick: str) -> None:
        super().__init__("", tick)

    def render(self, form: Form, context: Context, **kwargs: Any) -> SafeString:
        """In the clerk's form only the checkbox: the text is on the paper."""
        text = "" if form.prefix else render_to_string(CONSENT, {"call": form.call})
        return text + super().render(form, context, **kwargs)
