"""Several tables, one statement."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.insert import insert_together, reserve_ids
from core.models import AccessEvent, OutgoingMail, User


def mail(number: int) -> OutgoingMail:
    return OutgoingMail(
        to_address="a@example.org", language="en", subject="s", body="b", message_id=f"<{number}>"
    )


@pytest.mark.django_db
def test_insert_together_takes_one_statement_for_all_tables() -> None:
    (number,) = reserve_ids(User)
    clerk = User(pk=number, email="new@example.org", name="New", password="!")
    looked = AccessEvent(by=clerk, what=AccessEvent.What.APPLICATION, object_id=1)
    with CaptureQueriesContext(connection) as captured:
        insert_together(looked, mail(1), clerk, mail(2))
    assert len(captured) == 1
    assert AccessEvent.objects.get().by == clerk
    assert OutgoingMail.objects.count() == 2
    assert User.objects.get(pk=number).joined_at is not None


@pytest.mark.django_db
def test_insert_together_stores_all_or_nothing() -> None:
    insert_together(mail(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_together(mail(2), mail(1))
    assert [row.message_id for row in OutgoingMail.objects.all()] == ["<1>"]


@pytest.mark.django_db
def test_reserve_ids_never_gives_one_twice() -> None:
    given = [reserve_ids(User, OutgoingMail) for _ in range(3)]
    assert len({users for users, _mail in given}) == 3
