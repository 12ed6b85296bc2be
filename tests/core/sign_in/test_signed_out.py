"""Signed out while typing: nothing is lost, and nothing is stored by somebody unknown."""

import re

import pytest
from django.test import Client

from core.models import Invitation
from tests.core.sign_in.signing_in import sign_in

pytestmark = pytest.mark.django_db

TYPED = {"name": "Ngọc <Trần>", "email": "ngoc@example.org", "roles": ["Clerk", "Reviewer"]}


def token(page: str) -> str:
    return re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]


def test_typed_words_outlive_the_session(cast) -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    page = client.get("/staff/login/").content.decode()
    given = {"username": "administrator@example.org", "password": "a long enough password"}
    client.post("/staff/login/", {**given, "csrfmiddlewaretoken": token(page)})
    form = client.get("/staff/accounts/invite/").content.decode()
    sent = {**TYPED, "csrfmiddlewaretoken": token(form)}
    del client.cookies["staff"]

    answer = client.post("/staff/accounts/invite/", sent)
    kept = answer.content.decode()
    assert answer.status_code == 403
    assert "Ngọc &lt;Trần&gt;" in kept
    assert kept.count('name="roles"') == 2
    assert not Invitation.objects.exists()

    page = client.get("/staff/login/").content.decode()
    client.post("/staff/login/", {**given, "csrfmiddlewaretoken": token(page)})
    once_more = client.post(
        "/staff/accounts/invite/", {**TYPED, "csrfmiddlewaretoken": token(kept)}
    )
    assert "Ngọc &lt;Trần&gt;" in once_more.content.decode(), "a sign-in changes the token"
    again = {**TYPED, "csrfmiddlewaretoken": token(once_more.content.decode())}
    assert client.post("/staff/accounts/invite/", again).status_code == 302
    assert Invitation.objects.get().name == "Ngọc <Trần>"


def test_stranger_who_posts_stores_nothing(cast) -> None:
    assert Client().post("/staff/accounts/invite/", TYPED).status_code == 403
    assert Client().post(f"/staff/accounts/{cast.clerk.pk}/close/").status_code == 403
    assert not Invitation.objects.exists()
    cast.clerk.refresh_from_db()
    assert cast.clerk.is_active


def test_half_signed_in_post_goes_to_the_second_step(cast, settings) -> None:
    settings.SECOND_STEP_REQUIRED = True
    client = Client()
    sign_in(client, "administrator@example.org")
    answer = client.post("/staff/accounts/invite/", TYPED)
    assert answer.status_code == 302
    assert not Invitation.objects.exists()
