"""Signs one person of each role in, opens every page they can read, and counts its SQL.

Prints lines of tab-separated values: "cookie", role, cookie; "page", role, address, statements.
Run by bench.staff_pages, with the parts of addresses that were asked for.
"""

import os
import re
import sys

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.permissions import Role

TODAY = "/staff/"
PART = re.compile(r"<(?:\w+:)?(\w+)>")


def main() -> None:
    """Open each page twice, so that the second has what the first kept; count the second."""
    for role in Role:
        client = Client(SERVER_NAME="127.0.0.1")
        person = User.objects.filter(groups__name=role).order_by("pk").first()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        _print("cookie", role, f"{name}={client.cookies[name].value}")
        parts = _parts(person.pk)
        for page in staff_site.pages:
            if page.permission and not person.may(page.permission):
                continue
            if not all(part in parts for part in PART.findall(page.route)):
                continue
            path = TODAY + _filled(page.route, parts)
            if not _is_asked(path):
                continue
            if client.get(path).status_code != 200:
                continue
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            _print("page", role, path, str(len(captured)))


def _is_asked(path: str) -> bool:
    """Whether it has one of the parts given, if any; all addresses begin with Today’s."""
    parts = sys.argv[1:]
    return not parts or path in parts or any(part in path for part in parts if part != TODAY)


def _filled(route: str, parts: dict[str, object]) -> str:
    return PART.sub(lambda found: str(parts[found[1]]), route)


def _parts(person: int) -> dict[str, object]:
    """What stands in addresses: something of the call, and a review of this person's."""
    call = Call.objects.order_by("pk").first()
    review = Review.objects.filter(reviewer=person).order_by("pk").first()
    return {
        "slug": call.slug,
        "reference": Application.objects.order_by("pk").first().reference,
        "code": "es",
    } | ({"pk": review.pk} if review else {})


def _print(*values: str) -> None:
    sys.stdout.write("\t".join(values) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from applications.models import Application, Call
    from config.urls import staff_site  # with every page mounted
    from core.models import User
    from reviewers.models import Review

    main()
