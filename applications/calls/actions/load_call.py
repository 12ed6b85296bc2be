"""Load a call with its wording and questions from a city's data folder.

An existing call keeps staff's changes; only missing texts are added, such as those of a new
language.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps

from applications.calls.actions.fill_in import fill_in
from applications.calls.city_data import CityData
from applications.models import Call, CallSection, Choice, Question
from applications.translation import CallWording
from core.actions import action
from core.models import User

_PLAIN = (
    "reference_prefix",
    "grace_minutes",
    "deadline_rule",
    "seats",
    "stipend_cents",
    "mail_address",
    "counter_address",
    "help_phone",
    "help_email",
)
_DAYS = ("answers_until", "meets_from", "meets_until")
_WHERE_ASKED = ("minimum_age", "asks_city_employment")


@action
def load_call(*, by: User | None, city: CityData, data: Mapping[str, Any]) -> Call:
    """Create the call described by `data`, unpublished, or add missing texts to it.

    A model of a later app says with `loaded_with_call` which rows a call gets from its city.
    """
    wording = city.columns(data, *CallWording.fields, at=("calls", data["slug"]))
    call, is_new = Call.objects.get_or_create(
        slug=data["slug"],
        defaults={
            "opens_at": datetime.fromisoformat(data["opens_at"]),
            "closes_at": datetime.fromisoformat(data["closes_at"]),
            **{name: data[name] for name in _PLAIN},
            **{name: data[name] for name in _WHERE_ASKED if name in data},
            **{name: data[name] and date.fromisoformat(data[name]) for name in _DAYS},
            **wording,
        },
    )
    if not is_new:
        fill_in(by=by, row=call, columns=wording)
    for order, section in enumerate(data["sections"]):
        _load_section(by, city, call, order, section, is_new)
    for order, question in enumerate(data["questions"]):
        _load_question(by, city, call, order, question, is_new)
    for model in apps.get_models():
        if rows := getattr(model, "loaded_with_call", None):
            model.objects.bulk_create(list(rows(call, city)))
    return call


def _load_section(
    by: User | None, city: CityData, call: Call, order: int, data: Mapping[str, Any], is_new: bool
) -> None:
    at = ("calls", call.slug, "sections", data["key"])
    wording = city.columns(data, "heading", "body", at=at)
    if is_new:
        CallSection.objects.create(call=call, key=data["key"], order=order, **wording)
    elif section := call.sections.filter(key=data["key"]).first():
        fill_in(by=by, row=section, columns=wording)


def _load_question(
    by: User | None, city: CityData, call: Call, order: int, data: Mapping[str, Any], is_new: bool
) -> None:
    at = ("calls", call.slug, "questions", data["key"])
    wording = city.columns(data, "text", "help", at=at)
    if is_new:
        question = Question.objects.create(
            call=call,
            key=data["key"],
            part=data["part"],
            kind=data["kind"],
            order=order,
            is_required=data["required"],
            is_scored=data["scored"],
            sensitivity=data["sensitivity"],
            max_characters=data["max_characters"],
            **wording,
        )
    elif question := call.questions.filter(key=data["key"]).first():
        fill_in(by=by, row=question, columns=wording)
    for place, choice in enumerate(data.get("choices", []) if question else []):
        words = city.names(choice["text"], at=(*at, "choices", choice["key"]), column="text")
        if is_new:
            Choice.objects.create(question=question, key=choice["key"], order=place, **words)
        elif known := question.choices.filter(key=choice["key"]).first():
            fill_in(by=by, row=known, columns=words)
