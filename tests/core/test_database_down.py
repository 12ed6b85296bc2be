"""The 503 page: in the reader's language, with everything typed, until the database is back."""

import socket
import threading
import time
from contextlib import closing

import psycopg2
import pytest
from django.db import connection
from django.test import Client

from config.env import CONNECT_TIMEOUT
from core import languages
from tests.core.unreachable_database import TYPED, database_down
from tests.journeys.visitor import Page, Visitor, page_of
from tests.prove.processes import wait_until


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", ["en", "es", "ar"])
def test_post_without_a_database_comes_back_whole(client, call, code) -> None:
    path = f"/{code}/{call.slug}/apply/eligibility/?return=check"
    with database_down():
        answer = client.post(path, TYPED)
    page = page_of(answer)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    language = languages.BY_CODE[code]
    assert (page.attrs["lang"], page.attrs["dir"]) == (language.html_lang, language.direction)
    form = page.form(with_field="why-join")
    assert (form.method, form.action) == ("post", path)
    typed = {name: values for name, values in form.fields.items() if name in TYPED}
    assert typed == {
        name: value if isinstance(value, list) else [value] for name, value in TYPED.items()
    }
    assert len(form.fields["csrfmiddlewaretoken"][0]) == 64
    assert "<b>" not in page.html, "what was typed is escaped"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["", "{call}/", "{call}/apply/check/", "{call}/apply/receipt/"])
def test_page_without_a_database_can_be_tried_again(client, call, path) -> None:
    client.post(f"/en/{call.slug}/apply/eligibility/", {"lives_in_city": "yes"})
    path = "/en/" + path.format(call=call.slug)
    with database_down():
        answer = client.get(path)
    assert answer.status_code == 503
    assert f'<a class="button" href="{path}">Try again</a>' in answer.content.decode()
    assert client.get(path).status_code in (200, 302)


@pytest.mark.django_db(transaction=True)
def test_staff_page_without_a_database_is_in_english(client, db) -> None:
    client.cookies["django_language"] = "es"
    client.cookies["staff"] = "a" * 32
    with database_down():
        answer = client.get("/staff/")
    assert answer.status_code == 503
    assert page_of(answer).attrs["lang"] == "en"


@pytest.mark.django_db(transaction=True)
def test_password_is_never_written_into_the_page(client, db) -> None:
    with database_down():
        answer = client.post("/staff/login/", {"username": "a@example.org", "password": "s3cret"})
    assert answer.status_code == 503
    assert "s3cret" not in answer.content.decode()
    assert "a@example.org" not in answer.content.decode()


@pytest.mark.django_db
def test_token_that_was_posted_is_not_held(call) -> None:
    careful = Client(enforce_csrf_checks=True)
    page = page_of(careful.get(f"/en/{call.slug}/apply/eligibility/"))
    token = page.form(with_field="lives_in_city").fields["csrfmiddlewaretoken"][0]
    answer = careful.post(
        f"/en/{call.slug}/apply/eligibility/",
        {"csrfmiddlewaretoken": "stale", "a": "b"},
        headers={"origin": "http://testserver"},
    )
    fields = page_of(answer).form(with_field="a").fields
    assert fields["csrfmiddlewaretoken"][0] not in ("stale", token)
    answer = careful.post(f"/en/{call.slug}/apply/eligibility/", {**fields, "lives_in_city": "yes"})
    assert answer.status_code == 302, "the fresh token is taken"


@pytest.mark.django_db(transaction=True)
def test_server_that_never_answers_is_given_up_in_time(client, db) -> None:
    started = time.monotonic()
    with (
        socket.create_server(("127.0.0.1", 0)) as deaf,
        database_down(deaf.getsockname()[1]),
    ):
        assert client.get("/en/some-call/").status_code == 503
    assert time.monotonic() - started < int(CONNECT_TIMEOUT) + 2


@pytest.mark.django_db(transaction=True)
def test_session_ended_in_mid_action_is_a_503_and_the_next_try_works(live_server, call) -> None:
    visitor = Visitor(live_server.url)
    page = visitor.open(f"/en/{call.slug}/apply/eligibility/")
    page = visitor.send(page, page.form(with_field="lives_in_city"), lives_in_city="yes")
    form = page.form(with_field="full_name")
    answers: list[Page] = []
    sending = threading.Thread(
        target=lambda: answers.append(
            visitor.send(page, form, full_name="Tenzin", email="t@example.org")
        )
    )
    with closing(psycopg2.connect(**connection.get_connection_params())) as other:
        with other.cursor() as cursor:
            cursor.execute("SELECT FROM applications_draft FOR UPDATE")  # holds the action up
            sending.start()
            wait_until(_end_whoever_waits, "the action to wait")
        sending.join()
    again = answers[0]
    assert again.status == 503
    page = visitor.send(again, again.form(with_field="full_name"))
    assert page.url.endswith("/apply/home/")
    assert "Tenzin" in visitor.open(f"/en/{call.slug}/apply/contact/").html


def _end_whoever_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.rowcount > 0
