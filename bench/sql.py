"""Counts the SQL statements of the public pages; prints one name and count per line."""

import os

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.__main__ import CALL, SENT
from bench.statements import without_frames


def main() -> None:
    """Walk the form in this process and count statements, without savepoints."""

    def count(work) -> int:
        with CaptureQueriesContext(connection) as captured:
            work()
        return without_frames(captured)

    client = Client(SERVER_NAME="127.0.0.1")
    form = f"/en/{CALL}/apply"
    client.get(f"{form}/eligibility/")  # fills the caches of ten seconds
    for path in ("/en/", f"/en/{CALL}/"):
        client.get(path)
    print("public", count(lambda: [client.get(path) for path in ("/en/", f"/en/{CALL}/")]))
    print("first", count(lambda: client.get(f"{form}/eligibility/")))
    for step, values in SENT.items():
        client.post(f"{form}/{step}/", values)
    print("step", count(lambda: client.get(f"{form}/contact/")))

    def send() -> None:
        answer = client.post(f"{form}/check/", {"agrees": "on"})
        assert client.get(answer.url).status_code == 200

    print("send", count(send))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
