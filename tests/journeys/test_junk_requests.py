"""Whatever is sent to whatever address: the site never fails (R7)."""

import os
from collections import Counter
from collections.abc import Iterable
from itertools import islice

import pytest
from django.test import Client, override_settings

from applications.form.codes import link_token
from applications.form.forms.steps import STEPS
from applications.models import Application, Call
from tests.applications.form.steps import fill_in
from tests.factories.staff import Cast, hired
from tests.factories.staff_pages import OPENS, addresses_of
from tests.journeys import junk
from tests.journeys.junk import Environ, Target, held_connection, in_words, status_of, targets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("staff_site_of_module")]

FEW, MANY = 400, int(os.environ.get("JUNK_REQUESTS", "5000"))


def at_the_staff_site(addresses: dict[str, str], cast: Cast) -> list[Target]:
    """Every page as somebody of each role that it opens for."""
    found: list[Target] = []
    for person in cast:
        client = Client()
        client.force_login(person)
        role = person.roles[0]
        found += targets(client, [path for name, path in addresses.items() if role in OPENS[name]])
    return found


def at_the_public_site(slug: str, reference: str, call) -> list[Target]:
    """Every address, as somebody who has filled in the form, and as somebody who has sent it."""
    site = f"/es/{slug}/"
    mine = [f"{site}mine/{rest}" for rest in ("", "lost/", "status/", "correct/", "withdraw/")]
    form = [f"{site}apply/{step.slug}/" for step in STEPS]
    pages = ["/en/", "/", site, f"{site}paper/", "/en/about/privacy/", f"{site}apply/receipt/"]
    begun, back = Client(), Client()
    fill_in(begun, call)
    application = Application.objects.get(reference=reference)
    back.get(f"{site}mine/{reference}/{link_token(reference, application.code_generation)}/")
    later = [f"{site}apply/check/", f"{site}apply/later/", f"{site}apply/clear/"]
    return [*targets(begun, [*pages, *form, *later]), *targets(back, [*pages, *mine, *form])]


@pytest.fixture(scope="module")
def all_targets(staff_site_of_module) -> list[Target]:
    """Found once: every page of every role is opened for it."""
    ids, scans = staff_site_of_module
    with override_settings(SCAN_DIR=scans):
        return [
            *at_the_staff_site(addresses_of(ids), hired()),
            *at_the_public_site(ids["slug"], ids["reference"], Call.objects.get()),
        ]


def send(requests: Iterable[Environ]) -> Counter[int]:
    """How often each status came; a failure is shown as the request that led to it."""
    found: Counter[int] = Counter()
    failed = []
    with held_connection():
        for request in requests:
            status = status_of(request)
            found[status] += 1
            if status >= 500:
                failed.append(f"{status}: {in_words(request)}")
    assert failed == []
    return found


def test_a_few_junk_requests_break_nothing(all_targets) -> None:
    found = send(islice(junk.junk(all_targets, seed=1), FEW))
    assert {200, 302, 400, 404} <= set(found)


def test_nul_in_every_empty_box_of_every_form_breaks_nothing(all_targets) -> None:
    boxes = [target for target in all_targets if junk.EMPTY_BOX in dict(target.fields).values()]
    assert len(boxes) > 40
    assert {200, 302} <= set(send(map(junk.nul_in_boxes, boxes)))


@pytest.mark.prove
def test_many_junk_requests_break_nothing(all_targets) -> None:
    """As many as JUNK_REQUESTS says; R7 wants 100,000."""
    assert send(islice(junk.junk(all_targets, seed=2), MANY)).total() == MANY
