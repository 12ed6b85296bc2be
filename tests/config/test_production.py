"""The settings of a public host: nothing is left open, and nothing starts half set up."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection

from config.local_postgres import ROOT
from core.models import User
from demo import staff
from tests.prove.processes import free_port, wait_until

PRODUCTION = {
    "SECRET_KEY": "b9Ww-3kPzq7uT5xR1mNcV8sYdLf2HgJ6aEoQtI0KZXBnUrMvCp4DlS",
    "ENCRYPTION_KEY": "o2Vt7-bqLr9XwK1sZpE4mNdY8uHcF3gJ",
    "ALLOWED_HOSTS": "design-group.example.org",
    "SITE_URL": "https://design-group.example.org",
    "MAIL_HOST": "mail.example.org",
    "MAIL_FROM": "Design Group <group@example.org>",
}
SHOW = (
    "from django.conf import settings as s; print(s.SECOND_STEP_REQUIRED, s.SESSION_COOKIE_NAME, "
    "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY)"
)


def run(*arguments: str, without: str = "", **changed: str) -> subprocess.CompletedProcess[str]:
    """manage.py as a public host runs it."""
    return start("manage.py", *arguments, without=without, **changed)


def start(*command: str, without: str = "", **changed: str) -> subprocess.CompletedProcess[str]:
    """Python with a public host's environment, on the database of the tests."""
    given = environment(**changed)
    given.pop(without, None)
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        timeout=60,
    )


def environment(**changed: str) -> dict[str, str]:
    """What a public host sets."""
    for_tests = {*PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    ours = {name: value for name, value in os.environ.items() if name not in for_tests}
    return {**ours, **PRODUCTION, **changed, "DJANGO_DEMO": "", "DATABASE_URL": _address()}


@contextmanager
def serving(port: int, **changed: str) -> Iterator[None]:
    """gunicorn, as a public host starts it, until the block ends."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(**changed)) as server:
        try:
            wait_until(partial(_listens, port), "gunicorn")
            yield
        finally:
            server.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _address() -> str:
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@pytest.mark.django_db
def test_production_settings_pass_the_deployment_check() -> None:
    done = run("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.django_db
def test_production_asks_for_a_second_step_over_shut_cookies() -> None:
    assert run("shell", "--verbosity", "0", "-c", SHOW).stdout.split() == [
        "True",
        "__Host-staff",
        "True",
        "True",
        "True",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["ENCRYPTION_KEY", "SECRET_KEY"])
def test_production_does_not_start_without_its_keys(missing) -> None:
    done = run("check", without=missing)
    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"SECRET_KEY": "x"}, "SECRET_KEY can be guessed"),
        ({"SECRET_KEY": "x" * 60}, "SECRET_KEY can be guessed"),
        ({"ENCRYPTION_KEY": f"{PRODUCTION['ENCRYPTION_KEY']},x"}, "ENCRYPTION_KEY can be guessed"),
        ({"CODE_KEY": "x"}, "CODE_KEY can be guessed"),
        ({"DJANGO_DEBUG": "1"}, "DJANGO_DEBUG shows the code"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS lets any name in"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS lacks design-group.example.org"),
        ({"SITE_URL": ""}, "SITE_URL must be where residents reach the site"),
        ({"SITE_URL": "http://design-group.example.org"}, "SITE_URL must be"),
        ({"SITE_URL": "https://example.org/group/"}, "without a path"),
        ({"MAIL_HOST": ""}, "MAIL_HOST is not set"),
        ({"MAIL_FROM": ""}, "MAIL_FROM is not set"),
        ({"MAIL_PASSWORD": "x"}, "MAIL_PASSWORD would be sent unencrypted"),
        ({"BEHIND_PROXY": "1"}, "TRUSTED_PROXIES is 0 behind a proxy"),
        ({"TRUSTED_PROXIES": "1"}, "TRUSTED_PROXIES is set without BEHIND_PROXY"),
        ({"SCRIPT_NAME": "/group"}, "the site cannot run below a path"),
    ],
)
def test_production_does_not_start_unsafe(changed, advice) -> None:
    done = run("check", **changed)
    assert done.returncode != 0
    assert advice in done.stderr


@pytest.mark.django_db(transaction=True)
def test_production_does_not_start_with_the_accounts_of_the_demo() -> None:
    User.objects.create_user(staff.SIGN_INS[0][0], staff.PASSWORD)
    done = run("check", "--database", "default")
    assert done.returncode != 0
    assert "The demo's accounts are in this database" in done.stderr
    User.objects.update(is_active=False)
    assert run("check", "--database", "default").returncode == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("command", ["gunicorn config.wsgi --bind 127.0.0.1:0", "config.worker"])
def test_production_site_and_worker_do_not_serve_the_accounts_of_the_demo(command) -> None:
    User.objects.create_user(staff.SIGN_INS[0][0], staff.PASSWORD)
    done = start("-m", *command.split())
    assert done.returncode != 0
    assert "The site does not start on this database" in done.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("behind_proxy", "status"), [("", 301), ("1", 302)])
def test_production_believes_a_header_only_behind_a_declared_proxy(behind_proxy, status) -> None:
    """gunicorn by itself takes X-Forwarded-Proto from loopback for true."""
    port = free_port()
    with serving(port, BEHIND_PROXY=behind_proxy, TRUSTED_PROXIES=behind_proxy):
        site = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        given = {"Host": "design-group.example.org", "X-Forwarded-Proto": "https"}
        site.request("GET", "/staff/", headers=given)
        assert site.getresponse().status == status
