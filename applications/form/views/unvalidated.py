"""What was typed on a page of the form and is not judged yet: read from a post, and compared.

Whoever leaves a page by a button of it (another language, Back, "Save and finish later") loses
nothing: what is right is saved, what is not is held as it was typed.
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

# The buttons that leave a page without its being judged.
OTHER_LANGUAGE, BACK, LATER, CLEAR = "other-language", "back", "later", "clear"
BESIDE = (CONFIRMED,)  # hidden fields that belong to no form, and are held too


def typed_on(posted: QueryDict, call: Call, page: Step) -> dict[str, Any]:
    """What was posted of this page, by field, in a form that can be stored."""
    given = {
        name: _storable(field.widget.value_from_datadict(posted, {}, name))
        for name, field in rendered(call, page.form).fields.items()
        if name != TRAP
    }
    beside = {name: _storable(posted[name]) for name in BESIDE if name in posted}
    return {**given, **beside}


def is_touched(call: Call, page: Step, saved: SavedDraft | None, typed: dict[str, Any]) -> bool:
    """Whether somebody typed or took out anything since the page was shown to them."""
    shown = shown_on(call, page, saved)
    return any((typed[name] or "") != (value or "") for name, value in shown.items())


def shown_on(call: Call, page: Step, saved: SavedDraft | None) -> dict[str, Any]:
    """What stands in each field of the page when it is opened now."""
    form = rendered(call, page.form)
    values = {**form.initial, **(saved.page(page.slug) if saved else {})}
    return {name: values.get(name) for name in form.fields if name != TRAP}


def may_be_kept(
    request: HttpRequest, page: Step, saved: SavedDraft | None, typed: dict[str, Any]
) -> bool:
    """Whether this can be kept for its reader: what cannot is handed back with its errors at once.

    What a program put into the trap is not, nor more than anybody writes; nor about-you answers
    of somebody who may replace those and never read them.
    """
    if saved and page.slug == ABOUT_YOU and not saved.draft_key.opens_about_you:
        return False
    return not request.POST.get(TRAP) and len(json.dumps(typed, ensure_ascii=False)) <= MOST_TYPED


def _storable(value: Any) -> Any:
    """Without the signs that no text of ours keeps, and that the database would refuse."""
    if isinstance(value, list):
        return [_storable(each) for each in value]
    return text.clean(value, multiline=True) if isinstance(value, str) else value or ""
