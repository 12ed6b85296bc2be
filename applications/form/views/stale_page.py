"""A page that was shown before newer words were saved, in another tab: it takes none of them away.

Each page of the form carries a mark of what it showed, field by field. Where the saved page is
another one by the time it is posted, a field that nobody touched on the older page gives way to
the newer words; ticks of both count; and of two long texts both are kept, one below the other.
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

LENGTH = 6  # hexadecimal digits a field: a chance in 16 million to take a change for none


def mark(call: Call, page: Step, saved: SavedDraft | None) -> str:
    """What the page shows now, as a hidden field of it remembers it."""
    shown = unvalidated.shown_on(call, page, saved)
    return ".".join(_digest(value) for value in shown.values())


def with_newer(posted: QueryDict, call: Call, page: Step, saved: SavedDraft | None) -> QueryDict:
    """What was posted, together with what was saved since the page was shown."""
    newer = unvalidated.shown_on(call, page, saved)
    marks = posted.get(SEEN, "").split(".")
    if saved is None or len(marks) != len(newer) or "" in marks:
        return posted
    seen = dict(zip(newer, marks, strict=True))
    typed, fields = unvalidated.typed_on(posted, call, page), rendered(call, page.form).fields
    merged = posted.copy()
    for name, value in newer.items():
        if _digest(value) == seen[name]:  # only this page may have changed it
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
