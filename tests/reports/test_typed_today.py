"""Today for a clerk: what they typed in, and what they do with it next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import PaperEntry
from tests.factories import desk
from tests.factories.staff import signed_in


@pytest.mark.django_db
def test_today_lists_what_a_clerk_typed_in_with_slip_correction_and_scan(call, cast) -> None:
    first, second = desk.typed_in(call, cast.clerk), desk.typed_in(call, cast.clerk)
    desk.correct(first, cast.clerk)
    yesterday = desk.typed_in(call, cast.clerk)
    entered_at = timezone.now() - timedelta(days=1)
    PaperEntry.objects.filter(pk=desk.entry_of(yesterday).pk).update(entered_at=entered_at)
    others = desk.typed_in(call, desk.another_clerk())
    client = signed_in(cast.clerk)
    page = client.get("/staff/")
    rows = [entry.revision.application for entry in page.context["typed"]]
    assert rows == [first, second], "the newest first, and each once"
    assert others.reference not in page.content.decode()
    assert "Wideline" not in page.content.decode()
    for each in rows:
        for work in ("slip", "correct", "scan"):
            link = f"/staff/paper/{each.reference}/{work}/"
            assert f'href="{link}"' in page.content.decode()
            assert client.get(link, follow=True).status_code == 200
    assert "typed" not in signed_in(cast.coordinator).get("/staff/").context
