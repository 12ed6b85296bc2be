"""The page that sets targets as a browser would use it."""

from django.test import Client

from core.resubmit import TOKEN
from tests.journeys.visitor import Form, Page

LIST, EDIT = "/staff/board/targets/", "/staff/board/targets/edit/?call=design-group-2021"


def typed_on(client: Client, path: str = EDIT) -> dict[str, list[str]]:
    """What the page would send as it stands, with everything that is typed on it."""
    answer = client.get(path)
    assert answer.status_code == 200
    form: Form = next(
        each
        for each in Page(path, 200, answer.content.decode()).forms
        if "seats_least" in each.names
    )
    typed = {name: form.fields.get(name, []) for name in form.names - {"do", TOKEN}}
    return {name: [value.strip() for value in values] for name, values in typed.items()}


def post(client: Client, typed: dict[str, list[str]], do: str, **changes: list[str]) -> str:
    """Press a button; returns where it leads."""
    answer = client.post(EDIT, {**typed, **changes, "do": [do]})
    assert answer.status_code == 302
    return answer["Location"]
