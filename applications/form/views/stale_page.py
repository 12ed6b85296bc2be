"""Merges a page from an older tab with newer answers saved in another tab.

Each page of the form has digests of its fields' values. If the saved values have changed when it is
posted, fields that were not edited on the older page keep the newer values; checked boxes of both
count; and of two long texts both are kept, one below the other.
"""

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict

from applications.form.forms.rendered import rendered
from applications.form.forms.step_form import SEEN
from applications.form.forms.steps import Step
from applications.form.views import unvalidated
from applications.models import Call
from applications.models.draft import SavedDraft

LENGTH = 6  # hexadecimal digits per field: one change in 16 million is missed


def mark(call: Call, page: Step, saved: SavedDraft | None) -> str:
    """The digests of what the page shows now, for its hidden field."""
    shown = unvalidated.initial_values(call, page, saved)
    return ".".join(_digest(value) for value in shown.values())


def with_newer(posted: QueryDict, call: Call, page: Step, saved: SavedDraft | None) -> QueryDict:
    """The posted data merged with what was saved since the page was shown."""
    newer = unvalidated.initial_values(call, page, saved)
    marks = posted.get(SEEN, "").split(".")
    if saved is None or len(marks) != len(newer) or "" in marks:
        return posted
    seen = dict(zip(newer, marks, strict=True))
    typed, fields = unvalidated.posted_values(posted, call, page), rendered(call, page.form).fields
    merged = posted.copy()
    for name, value in newer.items():
        if _digest(value) == seen[name]:  # not changed in another tab
            continue
        if _digest(typed[name]) == seen[name]:
            _put(merged, name, value)
        else:
            _put(merged, name, _both(value, typed[name], fields[name]))
    return merged


def _both(newer: Any, typed: Any, field: forms.Field) -> Any:
    if isinstance(newer, list) and isinstance(typed, list):
        return list(dict.fromkeys([*newer, *typed]))
    if not newer or not typed or not isinstance(field.widget, forms.Textarea):
        return typed or newer
    longer, shorter = sorted((newer, typed), key=len, reverse=True)
    return longer if shorter in longer else f"{newer}\n\n{typed}"


def _put(posted: QueryDict, name: str, value: Any) -> None:
    values = value if isinstance(value, list) else ["on" if value is True else value]
    posted.setlist(name, [each for each in values if each])


def _digest(value: Any) -> str:
    return sha256(json.dumps(value or "").encode()).hexdigest()[:LENGTH]
