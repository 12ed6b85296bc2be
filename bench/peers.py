"""Minimal Django views to compare with: a fixed string, a plain form, one stored row."""

import json

from django import forms
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt

PAGE = "<!doctype html><title>Bench</title><p>Hello.</p>"


class SixteenFields(forms.Form):
    """As many fields as the form has on its longest page, with Django's default rendering."""

    place = forms.ChoiceField(choices=[(str(n), f"Place {n}") for n in range(28)])


for _number in range(15):
    SixteenFields.base_fields[f"field_{_number}"] = forms.CharField(label=f"Field {_number}")


def static_page(request: HttpRequest) -> HttpResponse:
    """A fixed string."""
    return HttpResponse(PAGE)


def plain_form(request: HttpRequest) -> HttpResponse:
    """Sixteen fields rendered by Django's own templates, with a CSRF token."""
    get_token(request)
    return HttpResponse(PAGE + SixteenFields().as_div())


@csrf_exempt
def plain_store(request: HttpRequest) -> HttpResponse:
    """Store a posted form as one JSON row: the least that storing and confirming can cost."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_plain (answers) VALUES (%s) RETURNING id",
            [json.dumps(dict(request.POST.lists()))],
        )
        return HttpResponse(f"{PAGE}{cursor.fetchone()[0]}")
