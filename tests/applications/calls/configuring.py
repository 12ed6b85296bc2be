"""What the tests of staff's configuration pages share."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from applications.models import Call
from tests.factories.staff import Cast

OPEN = "/staff/calls/design-group-2021/"
NEW = "/staff/calls/design-group-2022/"
DATES = {"opens_at": "2031-02-03T09:00", "closes_at": "2031-03-03T17:00"}
COPY = {
    "title": "Design Group 2022",
    "slug": "design-group-2022",
    "reference_prefix": "CDH",
    **DATES,
}

Typed = dict[str, str]


def committing(client: Client, capture: Callable[..., Any]) -> Client:
    """`client`, each of whose posts is followed by what it does once it is stored."""
    post = client.post

    def post_and_commit(*args: Any, **kwargs: Any) -> Any:
        with capture(execute=True):
            return post(*args, **kwargs)

    client.post = post_and_commit
    return client


def coordinator_of(cast: Cast, capture: Callable[..., Any]) -> Client:
    """The coordinator's browser."""
    client = Client()
    client.force_login(cast.coordinator)
    return committing(client, capture)


def copied(client: Client) -> Call:
    """A copy of the call, not published."""
    assert client.post(f"{OPEN}copy/", COPY).url == NEW
    return Call.objects.get(slug="design-group-2022")


def typed(client: Client, path: str, **changes: str) -> Typed:
    """What the page's forms would send as they stand, but for `changes`."""
    context = client.get(path).context
    forms = context["forms"] if "forms" in context else [context["form"]]
    values = {field.html_name: (field, field.value()) for form in forms for field in form}
    sent = {}
    for name, (field, value) in values.items():
        if isinstance(value, bool):
            sent |= {name: "on"} if value else {}
        elif value is not None:
            formatted = field.field.widget.format_value(value)
            sent[name] = formatted[0] if isinstance(formatted, list) else formatted or ""
    return {**sent, **changes}
