"""Load a call with its wording and questions from one JSON file; an existing call is left alone."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from applications.models import Call, CallSection, Choice, Notice, Question
from core.actions import action
from core.models import User

_PLAIN = (
    "reference_prefix", "grace_minutes", "deadline_rule", "seats", "stipend_cents",
    "mail_address", "counter_address", "help_phone", "help_email",
)  # fmt: skip
_WORDED = ("city", "title", "summary", "time_needed", "about_you_intro", "consent")


@action
def load_call(*, by: User | None, path: Path) -> Call:
    """The call described in `path`, unpublished. Texts there are {language code: text}."""
    given = json.loads(path.read_text(encoding="utf-8"))
    if existing := Call.objects.filter(slug=given["slug"]).first():
        return existing
    call = Call.objects.create(
        slug=given["slug"],
        opens_at=datetime.fromisoformat(given["opens_at"]),
        closes_at=datetime.fromisoformat(given["closes_at"]),
        **{name: given[name] for name in _PLAIN},
        **_columns(given, *_WORDED),
    )
    for order, section in enumerate(given["sections"]):
        CallSection.objects.create(
            call=call, key=section["key"], order=order, **_columns(section, "heading", "body")
        )
    for order, question in enumerate(given["questions"]):
        _load_question(call, order, question)
    for notice in given["notices"]:
        _load_notice(notice)
    return call


def _load_question(call: Call, order: int, given: Mapping[str, Any]) -> None:
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
        **_columns(given, "text", "help"),
    )
    for place, choice in enumerate(given.get("choices", [])):
        Choice.objects.create(
            question=question, key=choice["key"], order=place, **_columns(choice, "text")
        )


def _load_notice(given: Mapping[str, Any]) -> None:
    ends_on = given["ends_on"]
    Notice.objects.get_or_create(
        key=given["key"],
        defaults={
            "starts_on": date.fromisoformat(given["starts_on"]),
            "ends_on": date.fromisoformat(ends_on) if ends_on else None,
            **_columns(given, "title", "body"),
        },
    )


def _columns(given: Mapping[str, Any], *names: str) -> dict[str, str]:
    """{"title": {"zh-hant": "…"}} → {"title_zh_hant": "…"}; the base column is never written."""
    return {
        f"{name}_{code.replace('-', '_')}": text
        for name in names
        for code, text in given[name].items()
    }
