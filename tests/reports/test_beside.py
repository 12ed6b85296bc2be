"""From the list to an application, on to its neighbors, and back to the same list."""

import html
import re

import pytest

from core.models import AccessEvent
from tests.factories.applications import apply
from tests.messages import said

LIST = "/staff/applications/"


def link(page: str, words: str) -> str:
    (address,) = re.findall(rf'href="([^"]*)">{words}<', page)
    return html.unescape(address)


@pytest.mark.django_db
def test_application_leads_on_in_its_list_and_back_to_it(call, coordinator) -> None:
    ana, bia, caio = (
        apply(call, contact={"full_name": n}).reference for n in ("Ana", "Bia", "Caio")
    )
    apply(call, language="es")
    listed = coordinator.get(LIST, {"language": "en", "sort": "received"})
    page = coordinator.get(link(listed.content.decode(), ana)).content.decode()
    for reference in (bia, caio):
        page = coordinator.get(link(page, "Next"), follow=True).content.decode()
        assert f'<h1 class="ref">{reference}</h1>' in page
    back = coordinator.get(link(page, "Back to the list"))
    assert [row.entry.pk for row in back.context["table"]] == [
        row.entry.pk for row in listed.context["table"]
    ]
    end = coordinator.get(link(page, "Next"), follow=True)
    assert end.request["QUERY_STRING"] == back.request["QUERY_STRING"]
    assert f"{caio} is the last one of this list." in said(end)
    page = coordinator.get(link(page, "Previous"), follow=True).content.decode()
    assert f'<h1 class="ref">{bia}</h1>' in page


@pytest.mark.django_db
def test_list_is_kept_when_something_is_noted(call, coordinator) -> None:
    reference = apply(call).reference
    listed = coordinator.get(LIST, {"channel": "web"}).content.decode()
    page = coordinator.get(link(listed, reference)).content.decode()
    (action,) = re.findall(r'action="([^"]*/residency/[^"]*)"', page)
    given = {"status": "verified", "reason": "Lease seen", "seen": 0}
    noted = coordinator.post(html.unescape(action), given, follow=True)
    assert noted.redirect_chain
    noted = noted.content.decode()
    assert "channel=web" in link(noted, "Back to the list")


@pytest.mark.django_db
def test_next_of_a_search_says_no_name(call, coordinator) -> None:
    for name in ("Zyzzyva One", "Zyzzyva Two"):
        apply(call, contact={"full_name": name})
    found = coordinator.post(LIST, {"text": "Zyzzyva", "call": call.slug}, follow=True)
    newest = found.context["table"].rows[0].entry.application.reference
    page = coordinator.get(link(found.content.decode(), newest)).content.decode()
    step = coordinator.get(link(page, "Next"))
    assert step.status_code == 302 and "Zyzzyva" not in link(page, "Next") + step.url
    assert "/staff/applications/CDG" in step.url and newest not in step.url
    assert not AccessEvent.objects.filter(query__icontains="zyzzyva").exists()
