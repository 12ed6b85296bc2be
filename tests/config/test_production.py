"""The settings of a public host: nothing is left open, and nothing starts half set up."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from config.local_postgres import ROOT

PRODUCTION = {
    "SECRET_KEY": "b9Ww-3kPzq7uT5xR1mNcV8sYdLf2HgJ6aEoQtI0KZXBnUrMvCp4DlS",
    "ENCRYPTION_KEY": "o2Vt7-bqLr9XwK1sZpE4mNdY8uHcF3gJ",
    "ALLOWED_HOSTS": "design-group.example.org",
    "SITE_URL": "https://design-group.example.org",
}
SHOW = (
    "from django.conf import settings as s; print(s.SECOND_STEP_REQUIRED, s.SESSION_COOKIE_NAME, "
    "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY)"
)


def run(*arguments: str, without: str = "", **changed: str) -> subprocess.CompletedProcess[str]:
    """manage.py as a public host runs it."""
    for_tests = {*PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    ours = {name: value for name, value in os.environ.items() if name not in for_tests}
    given = {**ours, **PRODUCTION, **changed, "DJANGO_DEMO": "", "DATABASE_URL": _address()}
    given.pop(without, None)
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=given, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def _address() -> str:
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@pytest.mark.django_db
def test_production_settings_pass_the_deployment_check() -> None:
    done = run("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.django_db
def test_deployment_check_would_say_what_is_open() -> None:
    done = run("check", "--deploy", "--fail-level", "WARNING", SECRET_KEY="short")
    assert done.returncode != 0
    assert "security.W009" in done.stderr


@pytest.mark.django_db
def test_production_asks_for_a_second_step_over_shut_cookies() -> None:
    assert run("shell", "--verbosity", "0", "-c", SHOW).stdout.split() == [
        "True", "__Host-staff", "True", "True", "True",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["ENCRYPTION_KEY", "SECRET_KEY"])
def test_production_does_not_start_without_its_keys(missing) -> None:
    done = run("check", without=missing)
    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr
