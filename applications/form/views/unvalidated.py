"""Answers saved without validation.

A button that leaves a page (another language, Back, "Save and finish later") loses nothing: valid
pages are saved as answers, others as they were typed. "Save and finish later" saves every page as
typed: where the application is continued, that page opens again.
"""

import json
from typing import Any

from django.http import HttpRequest, QueryDict

from applications.form.forms.rendered import rendered
from applications.form.forms.step_form import CONFIRMED, TRAP
from applications.form.forms.steps import Step
from applications.models import Call
from applications.models.draft import ABOUT_YOU, MOST_TYPED, SavedDraft
from core import text

# Names of the buttons that leave a page without validation.
OTHER_LANGUAGE, BACK, LATER, CLEAR = "other-language", "back", "later", "clear"
EXTRA_FIELDS = (CONFIRMED,)  # hidden fields that belong to no form and are saved, too


def posted_values(posted: QueryDict, call: Call, page: Step) -> dict[str, Any]:
    """The posted values of this page by field, as storable JSON."""
    values = {
        name: _storable(field.widget.value_from_datadict(posted, {}, name))
        for name, field in rendered(call, page.form).fields.items()
        if name != TRAP
    }
    extra = {name: _storable(posted[name]) for name in EXTRA_FIELDS if name in posted}
    return {**values, **extra}


def is_edited(call: Call, page: Step, saved: SavedDraft | None, typed: dict[str, Any]) -> bool:
    """Whether anything was edited since the page was shown."""
    shown = initial_values(call, page, saved)
    return any((typed[name] or "") != (value or "") for name, value in shown.items())


def initial_values(call: Call, page: Step, saved: SavedDraft | None) -> dict[str, Any]:
    """The value of each field if the page were opened now."""
    form = rendered(call, page.form)
    values = {**form.initial, **(saved.page(page.slug) if saved else {})}
    return {name: values.get(name) for name in form.fields if name != TRAP}


def may_be_saved(
    request: HttpRequest, page: Step, saved: SavedDraft | None, typed: dict[str, Any]
) -> bool:
    """Whether this may be saved without validation; otherwise the page shows its errors at once.

    Not if the honeypot is filled in or the text is far too long; nor about-you answers of
    somebody who may replace but not read them.
    """
    if saved and page.slug == ABOUT_YOU and not saved.draft_key.opens_about_you:
        return False
    return not request.POST.get(TRAP) and len(json.dumps(typed, ensure_ascii=False)) <= MOST_TYPED


def _storable(value: Any) -> Any:
    """Without control characters, which the database would refuse."""
    if isinstance(value, list):
        return [_storable(each) for each in value]
    return text.clean(value, multiline=True) if isinstance(value, str) else value or ""
