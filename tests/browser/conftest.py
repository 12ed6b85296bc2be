"""Chromium for the browser tests: Debian's own, found on this machine or skipped."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from core.models import User
from tests.browser.chromium import CHROMIUM, HOW_TO_GET_IT
from tests.browser.pages import PHONE
from tests.browser.paper_desk import DESK, Clerk
from tests.browser.pointer_and_keyboard import Finger
from tests.browser.walk import Look, Person, Walk

expect.set_options(timeout=15_000)  # a machine with other work to do takes its time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the browser tests skip and say how to get it; in CI they fail."""
    if CHROMIUM or os.environ.get("CI") == "true":
        return
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_IT))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium from the machine, also for root, asking nobody else for anything."""
    assert CHROMIUM, HOW_TO_GET_IT
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--no-first-run", *quiet],
    }


@pytest.fixture
def walk_of(live_server, call, new_context) -> Callable[..., Walk]:
    """A walk of `person` with a browser of its own: a phone, unless `options` say otherwise."""

    def begin(person: Person, look: Look, hand: type = Finger, **options: Any) -> Walk:
        context = new_context(**{"viewport": PHONE, "locale": person.language, **options})
        return Walk(hand(context.new_page()), look, person, call, live_server.url)

    return begin


@pytest.fixture
def desk_of(live_server, new_context) -> Callable[[User], Clerk]:
    """A member of staff at a browser, signed in."""

    def sit_down(user: User, **options: Any) -> Clerk:
        client = Client()
        client.force_login(user)
        context = new_context(**DESK, **options)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page = context.new_page()
        page.goto(f"{live_server.url}/staff/paper/")
        return Clerk(page)

    return sit_down
