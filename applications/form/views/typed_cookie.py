"""Keeps what was typed on a page without a draft, such as a reference and its code.

An encrypted cookie takes it to the next page, which shows it and deletes the cookie, since the
computer may be a library's.
"""

import json
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from applications.form.forms.step_form import CONFIRMED, StepForm
from applications.form.views import step_page
from applications.models import Call
from core.sign_in.encryption import decrypt, encrypt

NAME = "typed"
KEPT_SECONDS = 10 * 60
LONGEST = 400  # characters; no address, reference or code is longer


def redirect_with_typed(form: StepForm, url: str) -> HttpResponse:
    """Redirect to `url`, which shows again what was typed."""
    typed = {name: form.data.get(name, "") for name in form.fields}
    typed |= {CONFIRMED: form.data[CONFIRMED]} if CONFIRMED in form.data else {}
    short = {name: value for name, value in typed.items() if len(value) <= LONGEST}
    response = redirect(url)
    response.set_cookie(
        NAME,
        encrypt(json.dumps([type(form).__name__, short])),
        max_age=KEPT_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def form_of(
    request: HttpRequest, kind: type[StepForm], call: Call, initial: dict[str, Any] | None = None
) -> StepForm:
    """The form with what was typed, validated after an error; else with `initial`."""
    typed = _read(request, kind)
    if typed and step_page.shows_errors(request):
        return kind(call=call, data=typed)
    return kind(call=call, initial=typed or initial)


def page(
    request: HttpRequest, template: str, call: Call, form: StepForm, **context: Any
) -> HttpResponse:
    """Render the page and delete the cookie."""
    context = {"call": call, "form": form, "keeps_typed": True, **context}
    response = render(request, template, context)
    if NAME in request.COOKIES:
        forget(response)
    return response


def forget(response: HttpResponse) -> None:
    """Delete the cookie."""
    response.delete_cookie(NAME, samesite="Lax")


def _read(request: HttpRequest, kind: type[StepForm]) -> dict[str, str]:
    try:
        of, typed = json.loads(decrypt(request.COOKIES.get(NAME, "")))
    except (InvalidToken, ValueError):
        return {}
    return typed if of == kind.__name__ else {}
