"""Every page and export with what is rare: papers with nothing on them, extreme dates, NUL."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DataError, connection
from django.test import Client

from applications.form.codes import link_token
from applications.form.forms.steps import STEPS
from applications.models import Application, ScannedPage
from config.worker import all_jobs
from core.models import AccessEvent
from core.permissions import Role
from reviewers.models import Review
from stipends.models import Installment
from tests.factories.staff_pages import ONLY_POST, OPENS, addresses_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staff_site_of_module")]

# Pages that show something, though they only take posts.
SHOWN_BY_POST = ("contact-open", "about-you-open", "offer-payee")
PARTS = {"contact": "on", "support": "on", "answers": "on", "about_you": "on", "reason": "Test"}


@pytest.fixture
def clients(cast) -> dict[Role, Client]:
    """A browser for somebody of each role, which is told of a fault by a 500."""
    found = {}
    for role in Role:
        found[role] = Client(raise_request_exception=False)
        found[role].force_login(next(person for person in cast if role in person.roles))
    return found


def about(reference: str, ids: dict[str, Any]) -> dict[str, Any]:
    """What addresses name, with this application in place of the usual one."""
    application = Application.objects.get(reference=reference)
    part = Installment.objects.get(agreement__decision__application=application)
    page = ScannedPage.objects.get(paper_entry__revision__application__reference=ids["bare_paper"])
    return ids | {
        "reference": application.reference,
        "paper": ids["bare_paper"],
        "page": page.pk,
        "review": Review.objects.get(application=application).pk,
        "decision": part.agreement.decision_id,
        "agreement": part.agreement_id,
        "part": part.pk,
    }


def looks(addresses: dict[str, str]) -> Iterator[tuple[str, str, Role]]:
    """Every page that may be looked at, by each role that it opens for: name, address, role."""
    for name, address in addresses.items():
        if name not in ONLY_POST or name in SHOWN_BY_POST:
            yield from ((name, address, role) for role in OPENS[name])


def faults(clients: dict[Role, Client], addresses: dict[str, str]) -> list[str]:
    """The pages that failed."""
    found = []
    for name, address, role in looks(addresses):
        ask = clients[role].post if name in SHOWN_BY_POST else clients[role].get
        answer = ask(address, {"reason": "Test"} if name in SHOWN_BY_POST else {})
        if answer.status_code not in (200, 302):
            found.append(f"{name} of {role}: {answer.status_code}")
    return found


@pytest.mark.parametrize("which", ["bare", "bare_paper"])
def test_every_page_shows_the_barest_application(ids, clients, which: str) -> None:
    addresses = addresses_of(about(ids[which], ids))
    addresses["duplicate-compare"] = f"/staff/duplicates/{ids['bare']}/{ids['bare_paper']}/"
    del addresses["answer-redact"]  # one answer of another application
    assert faults(clients, addresses) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_export_holds_the_barest_application(ids, clients, kind: str) -> None:
    answer = clients[Role.COORDINATOR].post("/staff/export/", {"kind": kind, **PARTS})
    assert answer.status_code == 200
    file = b"".join(answer.streaming_content)
    assert len(file) == int(answer.headers["Content-Length"])
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
        assert len(rows) == AccessEvent.objects.get(what=AccessEvent.What.EXPORT).count
        assert {ids["bare"], ids["bare_paper"]} <= {row["Reference"] for row in rows}


@pytest.mark.parametrize("which", ["bare", "bare_paper"])
def test_its_sender_follows_and_the_worker_takes_the_barest_application(
    ids, client, which: str
) -> None:
    application = Application.objects.get(reference=ids[which])
    for job in all_jobs():
        job.run()
    path = f"/en/{ids['slug']}/mine/"
    token = link_token(application.reference, application.code_generation)
    assert client.get(f"{path}{application.reference}/{token}/", follow=True).status_code == 200
    assert application.reference in client.get(f"{path}status/").content.decode()
    assert client.post(f"{path}correct/", follow=True).status_code == 200
    for step in STEPS:
        page = f"/en/{ids['slug']}/apply/{step.slug}/"
        assert client.get(page, follow=True).status_code == 200, page
    assert client.post(f"{path}available/", follow=True).status_code == 200
    assert client.post(f"{path}withdraw/", {"is_sure": "on"}, follow=True).status_code == 200


def test_export_that_fails_midway_is_no_file_and_not_on_record(ids, clients) -> None:
    def fail_at_reviews(execute, sql, params, many, context):
        if 'FROM "reviewers_review"' in sql:
            raise DataError
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail_at_reviews):
        answer = clients[Role.COORDINATOR].post("/staff/export/", {"kind": "csv"})
    assert answer.status_code == 500
    assert not AccessEvent.objects.filter(what=AccessEvent.What.EXPORT).exists()
