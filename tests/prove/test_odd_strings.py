"""300 odd strings through every text field of the form: what is kept equals the rule (R7)."""

from itertools import product
from typing import Any

import pytest
from django.test import Client

from applications.models import Draft
from core import text
from tests.applications.form.steps import fill_in, post
from tests.factories.applications import ANSWERS

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

WORDS = [
    "Maria",
    "Nguyễn",
    "José",
    "عبد الرحمن",
    "王小明",
    "សុខ",
    "Щербакова",
    "می‌خواهم",
    "O’Brien",
    "İpek",
    "=1+1",
    "<b>x</b>",
    "'; DROP TABLE",
    "{{ 7|add:1 }}",
    "%s %(x)s",
    "\\",
    "👩‍👩‍👧",
    "𠮷",
    "\u202eabc",
    "-",
]
BETWEEN = [
    "\t",
    "\v",
    "\f",
    "\r",
    "\r\n",
    "\n",
    "\x00",
    "\x07",
    "\x1c",
    "\x85",
    "\u200b",
    "\u2028",
    "\ufeff",
    "\u3164",
    "\u00ad",
]
STRINGS = [f"{word}{between}{word}" for word, between in product(WORDS, BETWEEN)]

# Step → its text fields, and whether they keep line breaks.
FIELDS = {
    "contact": {
        "chosen_name": False,
        "full_name": False,
        "post_address": True,
        "trusted_contact": True,
    },
    "home": {"street": False, "unit": False, "place_description": True},
    "support": {"speaks_other": False, "accommodation": True},
    "connection": {"connection-story": True},
    "questions": {"why-join": True, "what-should-change": True},
}


def saved_values(draft: Draft, step: str) -> dict[str, Any]:
    """What is kept of a step, found right or not."""
    return {**draft.answers.get(step, {}), **draft.typed.get(step, {})}


def test_odd_strings_are_kept_as_the_rule_says(call, settings) -> None:
    assert len(STRINGS) >= 300
    settings.FORM_STARTS_AN_HOUR = 10_000
    client = Client()
    fill_in(client, call)
    wrong = []
    for typed in STRINGS:
        for step, fields in FIELDS.items():
            given = {name: value for name, value in ANSWERS[step].items() if value}
            given |= dict.fromkeys(fields, typed)
            if step == "contact":
                given |= {"ways": ["email", "post", "trusted"]}
            answer = post(client, call, step, **given)
            assert answer.status_code == 302, (step, typed)
            found = saved_values(Draft.objects.get(), step)
            wrong += [
                (step, name, typed, found.get(name))
                for name, multiline in fields.items()
                if found.get(name) != text.clean(typed, multiline=multiline)
            ]
    assert wrong == []
