"""Coordinators’ pages that compare over a whole call; run by bench.reviewing.

Prints a line for "conflicts" and for "places": CPU milliseconds of one request, and statements.
"""

import os
import statistics
import sys
import time

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.permissions import Role

TIMES = 5
LISTED = 100


def main() -> None:
    """List people and begin new criteria, then open the pages that show what comes of it."""
    coordinator = User.objects.filter(groups__name=Role.COORDINATOR).order_by("pk").first()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(coordinator)
    call = Call.objects.order_by("pk").first()
    _list_people(call)
    _measure("conflicts", client, f"/staff/readers/conflicts/?call={call.slug}")
    new = begin_rubric_version(by=coordinator, call=call, reason="Norming")
    _double_the_first(new, coordinator)
    _measure("places", client, f"/staff/calls/{call.slug}/rubric/")


def _list_people(call: "Call") -> None:
    """As many of the people who applied, by one reader."""
    reader = Reader.objects.filter(call=call).select_related("user").order_by("pk").first()
    contacts = Contact.objects.filter(revision__application__reference__startswith="BCH-")
    for name in contacts.order_by("pk").values_list("full_name", flat=True)[:LISTED]:
        list_person(by=reader.user, reader=reader, name=name)


def _double_the_first(rubric: "Rubric", coordinator: "User") -> None:
    """Its first criterion counts double, which moves places and opens no review again."""
    criterion = criteria_of(rubric)[0]
    values = CriterionValues(
        title=criterion.title,
        guidance=criterion.guidance,
        weight=2 * criterion.weight,
        meanings=[step.meaning for step in criterion.steps.all()],
    )
    seen = digest_of_criterion(criterion)
    change_criterion(by=coordinator, criterion=criterion, values=values, seen=seen)


def _measure(name: str, client: Client, page: str) -> None:
    """The median of some requests after a first one, and what the last one asks."""
    client.get(page)
    took = []
    for _ in range(TIMES):
        began = time.process_time()
        assert client.get(page).status_code == 200
        took.append(1000 * (time.process_time() - began))
    with CaptureQueriesContext(connection) as captured:
        client.get(page)
    sys.stdout.write(f"{name} {statistics.median(took):.1f} {len(captured)}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from applications.models import Call, Contact
    from core.models import User
    from reviewers.actions.conflicts import list_person
    from reviewers.actions.rubric import CriterionValues, change_criterion
    from reviewers.actions.rubric_version import begin_rubric_version
    from reviewers.models import Reader, Rubric
    from reviewers.queries import criteria_of, digest_of_criterion

    main()
