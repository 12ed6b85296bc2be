"""Two calls: the next one, once published, hides nothing of the one that runs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.form.queries.calls import in_display_order
from applications.models import Application, Call
from tests.factories import story
from tests.factories.applications import apply
from tests.factories.calls import redated, second_call
from tests.factories.staff import signed_in
from tests.factories.translations import apply_in_spanish

DAY = timedelta(days=1)
OF_ONE_CALL = ("", "board/", "decisions/", "scores/", "stipends/")


def pages(cast) -> dict[str, Client]:
    """Every page about one call, as somebody opens it who may."""
    coordinator = signed_in(cast.coordinator)
    return dict.fromkeys(OF_ONE_CALL, coordinator) | {"payments/": signed_in(cast.finance)}


@pytest.fixture
def running(call, cast) -> Application:
    """An application to the call that runs, in Spanish; the next call opens in a month."""
    story.two_criteria(call)
    application = apply_in_spanish(call)
    second_call(call, opens_at=timezone.now() + 30 * DAY, closes_at=timezone.now() + 60 * DAY)
    return application


@pytest.mark.django_db
def test_pages_about_one_call_stay_with_the_one_that_runs(call, cast, running) -> None:
    for path, client in pages(cast).items():
        page = client.get(f"/staff/{path}")
        assert page.context["call"] == call, path
        assert "?call=second" not in page.content.decode(), "nobody applied to it: no choice"
    coordinator = signed_in(cast.coordinator)
    for path in ("board/", "scores/", "applications/", "translations/"):
        assert running.reference in coordinator.get(f"/staff/{path}").content.decode(), path


@pytest.mark.django_db
def test_pages_offer_a_choice_once_somebody_applied_to_both(call, cast, running) -> None:
    now, second = timezone.now(), Call.objects.get(slug="second")
    redated(second, opens_at=now - DAY, closes_at=now + 30 * DAY)
    other = apply_in_spanish(second)
    for path, client in pages(cast).items():
        page = client.get(f"/staff/{path}")
        assert page.context["call"] == call and "?call=second" in page.content.decode(), path
        assert client.get(f"/staff/{path}?call=second").context["call"] == second, path
    coordinator = signed_in(cast.coordinator)
    today = coordinator.get("/staff/?call=second").content.decode()
    assert 'href="/staff/board/?call=second"' in today
    assert 'href="/staff/scores/?call=second"' in today
    sent = {"call": "second", "lock": other.reference, "kind": "in", "reason": "Agreed.", "seen": 0}
    back = coordinator.post("/staff/board/lock/", {**sent, "anchor": other.reference})
    assert back.url == f"/staff/board/?call=second#{other.reference}"
    back = coordinator.post("/staff/decisions/add/", {"call": "second"})
    assert back.url == "/staff/decisions/?call=second"
    queue = coordinator.get("/staff/translations/").content.decode()
    assert running.reference in queue and other.reference in queue, "one queue for all calls"


@pytest.mark.django_db
def test_turn_is_of_the_open_call_then_of_the_last_closed_then_of_the_next(call) -> None:
    apply(call)
    second = second_call(call)
    now = timezone.now()
    for opens, closes, first in ((-9, 9, call), (-9, -8, call), (1, 2, call), (-2, 3, second)):
        redated(second, opens_at=now + opens * DAY, closes_at=now + closes * DAY)
        assert in_display_order(Call.objects.all())[0] == first, (opens, closes)
    redated(call, opens_at=now - 9 * DAY, closes_at=now - DAY)
    for opens, closes, first in ((-9, -8, call), (1, 2, call), (-2, 3, second)):
        redated(second, opens_at=now + opens * DAY, closes_at=now + closes * DAY)
        assert in_display_order(Call.objects.all())[0] == first, (opens, closes)
