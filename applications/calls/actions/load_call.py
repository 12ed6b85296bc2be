"""Load a call with its wording and questions from a city's data folder.

A call that is there already keeps what staff made of it; only texts it has none of are added,
such as those of a language that is new.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from applications.calls.actions.fill_in import fill_in
from applications.calls.city_data import CityData
from applications.models import Call, CallSection, Choice, Question
from core.actions import action
from core.models import User

_PLAIN = (
    "reference_prefix", "grace_minutes", "deadline_rule", "seats", "stipend_cents",
    "mail_address", "counter_address", "help_phone", "help_email",
)  # fmt: skip
_DAYS = ("answers_until", "meets_from", "meets_until")
_WHERE_ASKED = ("minimum_age", "asks_city_employment")
_WORDED = (
    "city", "title", "summary", "time_needed", "stipend_when", "counter_hours",
    "about_you_intro", "consent",
)  # fmt: skip


@action
def load_call(*, by: User | None, city: CityData, given: Mapping[str, Any]) -> Call:
    """The call that `given` describes, unpublished when it is new."""
    worded = city.columns(given, *_WORDED, at=("calls", given["slug"]))
    call, is_new = Call.objects.get_or_create(
        slug=given["slug"],
        defaults={
            "opens_at": datetime.fromisoformat(given["opens_at"]),
            "closes_at": datetime.fromisoformat(given["closes_at"]),
            **{name: given[name] for name in _PLAIN},
            **{name: given[name] for name in _WHERE_ASKED if name in given},
            **{name: given[name] and date.fromisoformat(given[name]) for name in _DAYS},
            **worded,
        },
    )
    if not is_new:
        fill_in(by=by, row=call, columns=worded)
    for order, section in enumerate(given["sections"]):
        _load_section(by, city, call, order, section, is_new)
    for order, question in enumerate(given["questions"]):
        _load_question(by, city, call, order, question, is_new)
    return call


def _load_section(
    by: User | None, city: CityData, call: Call, order: int, given: Mapping[str, Any], is_new: bool
) -> None:
    at = ("calls", call.slug, "sections", given["key"])
    worded = city.columns(given, "heading", "body", at=at)
    if is_new:
        CallSection.objects.create(call=call, key=given["key"], order=order, **worded)
    elif section := call.sections.filter(key=given["key"]).first():
        fill_in(by=by, row=section, columns=worded)


def _load_question(
    by: User | None, city: CityData, call: Call, order: int, given: Mapping[str, Any], is_new: bool
) -> None:
    at = ("calls", call.slug, "questions", given["key"])
    worded = city.columns(given, "text", "help", at=at)
    if is_new:
        question = Question.objects.create(
            call=call,
            key=given["key"],
            part=given["part"],
            kind=given["kind"],
            order=order,
            is_required=given["required"],
            is_scored=given["scored"],
            sensitivity=given["sensitivity"],
            max_characters=given["max_characters"],
            **worded,
        )
    elif question := call.questions.filter(key=given["key"]).first():
        fill_in(by=by, row=question, columns=worded)
    for place, choice in enumerate(given.get("choices", []) if question else []):
        words = city.names(choice["text"], at=(*at, "choices", choice["key"]), column="text")
        if is_new:
            Choice.objects.create(question=question, key=choice["key"], order=place, **words)
        elif known := question.choices.filter(key=choice["key"]).first():
            fill_in(by=by, row=known, columns=words)
