"""What the server gets of an answer."""

import subprocess
import sys
from collections.abc import Iterable
from wsgiref.util import setup_testing_defaults

import pytest

from config.local_postgres import ROOT
from config.wsgi import application
from tests.journeys.junk import held_connection


def answered(method: str, path: str) -> tuple[str, str, Iterable[bytes]]:
    """Status, length and the answer itself."""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "localhost"}
    setup_testing_defaults(environ)
    told: list[tuple[str, str]] = []

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        told.append((status, dict(headers).get("Content-Length", "")))

    answer = application(environ, start)
    return *told[0], answer


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/", "/staff/login/", "/en/no-such-page/"])
def test_head_is_answered_like_get_without_a_body(call, path: str) -> None:
    with held_connection():
        status, length, answer = answered("GET", path)
        assert length == str(len(b"".join(answer)))
        headed, its_length, head = answered("HEAD", path)
        assert (headed, its_length, b"".join(head)) == (status, length, b"")
        head.close()
    assert head.answer.closed, "it ends as any other request does"


LOADED = """
import sys
from pathlib import Path

import config.wsgi
from core import templates

late = []
templates.Loader.get_contents = lambda self, origin: late.append(origin.name)
from django.template.loader import get_template

for path in Path("templates").rglob("*.*"):
    get_template(str(path.relative_to("templates")))
for name in ("core", "applications", "reviewers", "selection", "stipends", "reports"):
    for path in Path(name).rglob("*.py"):
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        if module not in sys.modules and not {"migrations", "management"} & set(path.parts):
            late.append(module)
print(late)
"""


def test_nothing_is_loaded_while_an_upgrade_changes_the_files() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
