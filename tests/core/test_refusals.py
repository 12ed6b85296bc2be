"""Refusals: whose form shows one, and what logs get of it."""

from django import forms

from core.actions import Refused
from core.refusals import refusal_as_error
from tests.refusals import refuses


class _Envelope(forms.Form):
    received_on = forms.DateField()


class _Reason(forms.Form):
    why = forms.CharField()


LATE = Refused("It came too late.", "late", field="received_on")


def test_refusal_is_an_error_of_the_form_with_its_field() -> None:
    reason, envelope = _Reason({"why": "x"}), _Envelope({"received_on": "2026-01-02"})
    with refusal_as_error(reason, envelope):
        raise LATE
    assert reason.is_valid()
    assert envelope.errors.as_data()["received_on"][0].code == "late"


def test_refusal_about_no_field_is_an_error_of_the_first_form() -> None:
    reason = _Reason({"why": "x"})
    for refused in (LATE, Refused("It is withdrawn.", "withdrawn")):
        with refusal_as_error(reason):
            raise refused
    assert reason.non_field_errors() == ["It came too late.", "It is withdrawn."]


def test_refusal_that_nobody_shows_gives_its_words_to_no_log() -> None:
    with refuses("late") as refused:
        raise Refused("Ada Byron came too late.", "late")
    assert "Ada" not in str(refused.value) and "Ada" not in repr(refused.value)
