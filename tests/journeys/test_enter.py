"""Enter does what the main button does, on every page: read from the pages as they are sent."""

import pytest
from django.test import Client

from core.languages import ENGLISH
from core.permissions import Role
from tests.factories.staff_pages import LEAD_ON, NOT_PAGES, ONLY_POST, OPENS
from tests.journeys.enter import astray, forms_of
from tests.journeys.public_pages import walk

pytestmark = pytest.mark.usefixtures("staff_site_of_module")


@pytest.mark.django_db
def test_enter_presses_the_main_button_of_every_public_form(call) -> None:
    pages = list(walk(call, ENGLISH))
    assert len(pages) > 50
    assert [(name, fault) for name, answer in pages for fault in astray(_html(answer))] == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_enter_presses_the_main_button_of_every_staff_form(cast, addresses, role) -> None:
    client = Client()
    client.force_login(next(person for person in cast if role in person.roles))
    readable = [
        name
        for name, roles in OPENS.items()
        if role in roles and name not in {*ONLY_POST, *LEAD_ON, *NOT_PAGES}
    ]
    assert readable
    for name in readable:
        answer = client.get(addresses[name])
        assert answer.status_code == 200, name
        assert list(astray(_html(answer))) == [], name


@pytest.mark.django_db
def test_enter_presses_the_main_button_at_the_door(cast) -> None:
    stranger, clerk = Client(), Client()
    clerk.force_login(cast.clerk)
    for client, path in (
        (stranger, "login/"),
        (stranger, "password/"),
        (clerk, "confirm/"),
        (clerk, "password_change/"),
        (clerk, "sign-in/app/"),
        (clerk, "sign-in/passkey/"),
    ):
        answer = client.get(f"/staff/{path}", follow=True)
        assert any(form.takes_enter for form in forms_of(_html(answer))), path
        assert list(astray(_html(answer))) == [], path


def test_enter_that_presses_another_button_is_noticed() -> None:
    form = '<form id="a"><button name="x">X</button><input name="n"><button class="button">'
    assert list(astray(form)) != []
    outside = '<button form="a" formaction="/es/">Y</button>'
    assert list(astray(outside + form.replace('<button name="x">X</button>', ""))) != []
    assert list(astray("<form><input type=search></form>")) != []
    assert list(astray(form.replace('name="x"', 'class="hush" aria-hidden="true"'))) == []


def _html(answer) -> str:
    return answer.content.decode()
