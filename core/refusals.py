"""What a person is told when an action refuses: in a message, or by the form that they sent."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from core.actions import Refused
from core.staff_forms import SeenForm


@contextmanager
def refusal_as_message(request: HttpRequest) -> Iterator[None]:
    """Say it on the next page. What stands after the `with` runs in either case."""
    try:
        yield
    except Refused as refused:
        say_refusal(request, refused)


def say_refusal(request: HttpRequest, refused: Refused) -> None:
    """The same, for a refusal that is caught already."""
    messages.add_message(request, refused.level, refused.message)


@contextmanager
def refusal_as_error(*sent: forms.BaseForm) -> Iterator[None]:
    """Make it an error of the form that has the field it is about, or else of the first one."""
    try:
        yield
    except Refused as refused:
        add_refusal(refused, *sent)


def add_refusal(refused: Refused, *sent: forms.BaseForm) -> None:
    """The same, for a refusal that is caught already; what was typed stays."""
    for each in sent:
        if isinstance(each, SeenForm):
            each.follow()
    form = next((each for each in sent if refused.field in each.fields), None)
    error = forms.ValidationError(refused.message, code=refused.code)
    (form or sent[0]).add_error(refused.field if form else None, error)
