"""Addresses of pages about letters."""

from urllib.parse import urlencode

from django.urls import reverse

from applications.models import Call


def in_call(name: str, call: Call, *parts: object, **more: object) -> str:
    """The address of a page about a call that its path does not name."""
    query = {"call": call.slug, **{key: value for key, value in more.items() if value}}
    return f"{reverse(f'staff:{name}', args=parts)}?{urlencode(query)}"


def text_address(name: str, call: Call, outcome: str, language: str) -> str:
    """The address of a page about one text."""
    return in_call(name, call, str(outcome), language)
