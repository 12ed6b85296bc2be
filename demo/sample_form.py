"""Sample content of the design page: a form with every kind of field, and answers to fill it in.

It uses messages that the site has anyway, so that it is translated without new ones.
"""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.enums import CallState, ContactWay
from applications.form import site_cache
from core import languages
from core.form_fields import EmailField, LineField, TextField
from core.form_layout import CrispyForm, Question

REFERENCE, CODE = "CDG-7KX4-2M", "4H7K-QM2X-9TRW"
STEP, STEPS = 3, 8
LIMIT = 300


class SampleForm(CrispyForm):
    """Every kind of field that our forms have."""

    full_name = LineField(
        label=_("What should we call you?"),
        help_text=_("The name you want us to use."),
        error_messages={"required": _("Tell us what to call you.")},
    )
    email = EmailField(
        label=_("Email address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    accommodation = TextField(
        label=_("A person or organization we may contact for you"),
        help_text=_("Their name, and their phone, email or address."),
        max_length=LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"data-counter": "", "data-limit": LIMIT}),
    )
    reads = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Choose one")), *languages.as_choices()]
    )
    still_available = forms.ChoiceField(
        label=_("Do you still want to take part?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer.")},
    )
    ways = forms.MultipleChoiceField(
        label=_("How should we contact you first?"),
        choices=ContactWay.choices[:2],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agrees = forms.BooleanField(
        label=_("I have read this and I agree"),
        error_messages={"required": _("Tick this box to send your application.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Question(_("Your name"), "full_name", "email", "accommodation"),
            Question(_("About you"), "reads", "still_available", "ways", "agrees"),
        )


def context() -> dict[str, Any]:
    """The context that the components' templates need."""
    call = site_cache.current()
    return {
        "call": call,
        "form": SampleForm(auto_id="id_%s"),
        "wrong": SampleForm({"email": "name@", "reads": "en"}, auto_id="id_wrong_%s"),
        "states": [{"state": state, "days_left": 2} for state in CallState],
        "number": STEP,
        "step_total": STEPS,
        "reference": REFERENCE,
        "private_code": CODE,
        "received_at": timezone.now(),
        "city": call.city if call else "Boston",
        "groups": [_group()],
        "voices": [(each, _sentence_in(each)) for each in languages.ALL],
    }


def _group() -> dict[str, Any]:
    """Answers as on the check page: in the page's language, and in the other text direction."""
    return {
        "title": gettext("Your name and how to reach you"),
        "change_url": reverse("applications:home"),
        "answers": [
            (gettext("What should we call you?"), ["سمية الحسن"]),
            (gettext("Email address"), ["majo@example.org"]),
        ],
    }


def _sentence_in(language: languages.Language) -> str:
    """One sentence of the site in this language."""
    with translation.override(language.code):
        return gettext(
            "Need an interpreter, a translation, or an accommodation for a disability? "
            "It is free. Just ask us."
        )
