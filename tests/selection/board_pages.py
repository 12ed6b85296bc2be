"""The board as a browser would use it: opened, and its forms sent as they are."""

import html
import re

from django.test import Client

from applications.models import Application
from selection.board import barred_among, board_now, on_the_board
from selection.verdict import Verdict, current_run, verdict_of

BOARD = "/staff/board/"


def members(call) -> set[Application]:
    return {each.application for each in on_the_board(call)}


def fields_of(page, action: str) -> dict[str, list[str]]:
    """The hidden fields of the form that posts there, as a browser would send them."""
    text = page.content.decode()
    form = re.search(rf'<form(?:(?!<form).)*?action="{action}".*?</form>', text, re.DOTALL)[0]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', form):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("name", "value"))
        found.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    found.pop("csrfmiddlewaretoken")
    return found


def opened(client: Client, **asked: str):
    page = client.get(BOARD, asked)
    assert page.status_code == 200
    return page


def words(page) -> str:
    """The text of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def verdict_now(call, reader) -> Verdict:
    last = current_run(call)
    return verdict_of(board_now(call), last, barred_among(last.members), reader)
