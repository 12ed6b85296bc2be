"""Pressing Send twice, in two tabs, at the same moment."""

import threading

import pytest

from applications.models import Application
from core.models import OutgoingMail
from tests.journeys.in_spanish import apply_in_spanish
from tests.journeys.visitor import Page, Visitor, reference_on


class _StopsBeforeSending(Exception):
    """The check page is reached."""

    def __init__(self, page: Page) -> None:
        self.page = page


class _Careful(Visitor):
    """Fills in everything but keeps the last page instead of sending it."""

    def send(self, page: Page, form, **values) -> Page:
        if "agrees" in values:
            raise _StopsBeforeSending(page)
        return super().send(page, form, **values)


@pytest.mark.django_db(transaction=True)
def test_double_send_at_once_stores_one_and_shows_one_receipt(live_server, call) -> None:
    for number in range(1, 6):
        visitor = _Careful(live_server.url)
        with pytest.raises(_StopsBeforeSending) as stopped:
            apply_in_spanish(visitor, call)
        check = stopped.value.page
        receipts: list[Page] = []
        start = threading.Barrier(4)

        def press_send(visitor=visitor, check=check, receipts=receipts, start=start) -> None:
            start.wait()
            form = check.form(with_field="agrees")
            receipts.append(Visitor.send(visitor, check, form, agrees="on"))

        threads = [threading.Thread(target=press_send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [page.status for page in receipts] == [200] * 4
        assert len({reference_on(page) for page in receipts}) == 1
        assert Application.objects.count() == OutgoingMail.objects.count() == number
