"""Shared by all pages that edit configuration: saving, and errors of saving."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError
from django.db.models import Model
from django.forms import ModelForm
from django.http import Http404, HttpRequest

from applications.calls.actions.change_rows import change_rows
from core.actions import CHANGED_MEANWHILE, ChangedMeanwhile
from core.languages import BY_CODE, ENGLISH, Language
from core.refusals import refusal_as_error
from core.row_form import RowForm, left_over
from core.translated import progress

GONE = "Somebody removed a part of this page after you opened it. Save again to store the rest."


def requested_language(request: HttpRequest) -> Language:
    """The language of ?language=…, by default English; a 404 for an unknown one."""
    code = request.GET.get("language", ENGLISH.code)
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


def language_menu(rows: Sequence[Model], language: Language) -> dict[str, Any]:
    """Context of core/_language_menu.html: the languages and how complete each is."""
    return {"language_shown": language, "english": ENGLISH, "progress": progress(rows)}


def save(request: HttpRequest, *forms: RowForm) -> bool:
    """Save the changes in these forms; if not saved, the forms have the errors."""
    valid = [
        form.is_valid() for form in forms
    ]  # a list: all forms are validated, so that each has its errors
    if words := left_over(request.POST, forms):
        _tell_gone(forms[0], " You typed: " + ", ".join(f"“{each}”" for each in words))
    if words or not all(valid):
        return False
    changes = [change for form in forms if (change := form.change())]
    try:
        change_rows(by=request.user, changes=changes)
    except ChangedMeanwhile as changed:
        for form in forms:
            form.show_newer(changed)
        return False
    except ObjectDoesNotExist:
        _tell_gone(forms[0])
        return False
    except IntegrityError as error:
        forms[0].add_error(None, constraint_in_words(error))
        return False
    return True


def _tell_gone(form: RowForm, words: str = "") -> None:
    form.add_error(None, ValidationError(GONE + words, code=CHANGED_MEANWHILE))


def status(*forms: RowForm) -> int:
    """The status of the page: 409 if somebody else's change was in the way, else 200."""
    errors = [error for form in forms for each in form.errors.as_data().values() for error in each]
    is_conflict = any(error.code == CHANGED_MEANWHILE for error in errors)
    return HTTPStatus.CONFLICT if is_conflict else HTTPStatus.OK


def stored(form: ModelForm, store: Callable[[], Model]) -> Model | None:
    """What `store` stored; None where the action or the database refused: the form says why."""
    try:
        with refusal_as_error(form):
            return store()
    except IntegrityError as error:
        form.add_error(None, constraint_in_words(error))
    return None


def constraint_in_words(error: IntegrityError) -> str:
    """The violated constraint in words: each is named as a sentence."""
    diag = error.__cause__.diag
    rule = diag.constraint_name or diag.message_primary
    return f"This cannot be saved: {rule.replace('_', ' ')}."
