"""Signs a coordinator in, searches, and counts the list's SQL; prints name and value lines."""

import os
import sys
import urllib.parse

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.permissions import Role


def main(texts: list[str]) -> None:
    """Print the session's cookie, the token of each search, and the list's number of statements."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(get_user_model().objects.filter(groups__name=Role.COORDINATOR).first())
    for text in texts:
        address = client.post("/staff/applications/", {"text": text}).url
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)
        print(text, query["search"][0])
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/staff/applications/").status_code == 200
    print("sql", len(captured))
    name = settings.SESSION_COOKIE_NAME
    print("cookie", f"{name}={client.cookies[name].value}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(list(urllib.parse.parse_qs(sys.argv[1], keep_blank_values=True)))
