"""The pages of the public form, sent as a browser sends them."""

from django.test import Client

from tests.factories.applications import ANSWERS
from tests.journeys.visitor import Page


def post(client: Client, call, step: str, **answers):
    return client.post(f"/en/{call.slug}/apply/{step}/", answers)


def judged(client: Client, answer) -> Page:
    """The page that an error leads to: asked for, so that no browser asks to send it again."""
    assert answer.status_code == 302
    assert "judged" in answer.url
    shown = client.get(answer.url)
    return Page(answer.url, shown.status_code, shown.content.decode())


def fill_in(client: Client, call, *, until: str = "declaration") -> None:
    """Send every step before `until`."""
    for step in ANSWERS:
        if step == until:
            return
        send_step(client, call, step)


def send_step(client: Client, call, step: str) -> None:
    """One page of the form with the answers of the factory."""
    given = {key: value for key, value in ANSWERS[step].items() if value}
    assert post(client, call, step, **given).status_code == 302
