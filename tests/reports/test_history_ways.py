"""Ways to the history: names, pages of their own, links; and what is its own history."""

from datetime import timedelta

import pytest
from django.test import Client

from applications.calls.actions.open_call import extend_deadline
from applications.models import Notice, Page


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def entries_of(client: Client, **asked: str) -> list:
    return client.get("/staff/history/", asked).context["table"].rows


@pytest.mark.django_db
def test_history_of_the_sites_own_words_has_a_name_and_a_page(call, cast, auditor) -> None:
    Page.objects.filter(key="privacy").update(title_en="What we keep")
    Notice.objects.filter(key="covid-19").update(body_en="Masks are welcome.")
    of_call = Page.objects.create(key="more", call=call, title="More", body="More.", order=9)
    for kind, key in (("page", "privacy"), ("notice", "covid-19")):
        newest = entries_of(auditor, kind=kind)[1 if kind == "page" else 0]
        assert newest.root.title == f"{kind.capitalize()} {key}"
        entries = auditor.get(f"/staff/history/{kind}/{newest.root.key}/").context["table"].rows
        assert [each.changes[0].did for each in entries] == ["changed", "added"]
    assert entries_of(auditor, kind="page")[0].root.title == call.slug
    assert "More." in page_of(auditor, f"/staff/history/call/{call.slug}/")
    assert "More." in page_of(auditor, f"/staff/history/page/{of_call.key}/")


@pytest.mark.django_db
def test_history_tells_why_a_deadline_was_put_off(call, cast, auditor) -> None:
    reason = f"{'The mail stood still for a week. ' * 9}So we wait."
    closes_at = call.closes_at + timedelta(days=1)
    extend_deadline(by=cast.coordinator, call=call, closes_at=closes_at, reason=reason)
    assert reason in page_of(auditor, f"/staff/history/call/{call.slug}/")
    [entry] = entries_of(auditor, kind="deadlineextension", person=str(cast.coordinator.pk))
    assert (entry.action, entry.root.title) == ("Extended a deadline", call.slug)


@pytest.mark.django_db
def test_history_is_one_step_from_what_it_is_about_and_back(call, cast) -> None:
    for person, page, kind, key in (
        (cast.coordinator, f"calls/{call.slug}", "call", call.slug),
        (cast.coordinator, "site-text/pages/privacy", "page", "privacy"),
        (cast.coordinator, "site-text/notices/covid-19", "notice", "covid-19"),
        (cast.administrator, f"accounts/{cast.clerk.pk}", "user", cast.clerk.pk),
    ):
        client, history_of = Client(), f"/staff/history/{kind}/{key}/"
        client.force_login(person)
        assert f'href="{history_of}"' in page_of(client, f"/staff/{page}/")
        assert f'href="/staff/{page}/"' in page_of(client, history_of)
