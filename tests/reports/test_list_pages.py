"""Every list of the staff site takes the same number of queries, however long it is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.duplicates.actions.find_duplicates import find_duplicates
from core.invitations import accept
from reports import audit
from tests.factories import desk, translations
from tests.factories.applications import apply, practise
from tests.factories.staff import Cast
from tests.factories.story import approved, assigned, invited, two_criteria

# Which member of the cast opens it, and the most queries it may take.
LISTS = {
    "/staff/": ("coordinator", 62),  # releases, letters, offers and files ask once each,
    "/staff/applications/": ("coordinator", 15),
    "/staff/duplicates/": ("coordinator", 12),
    "/staff/late/": ("coordinator", 9),
    "/staff/paper/checks/": ("clerk", 9),
    "/staff/translations/": ("second_translator", 14),
    "/staff/calls/": ("coordinator", 8),
    "/staff/site-text/": ("coordinator", 7),
    "/staff/reviews/": ("reviewer", 7),
    "/staff/scores/": ("coordinator", 14),
    "/staff/board/": ("coordinator", 38),
    "/staff/decisions/": ("coordinator", 12),
    "/staff/stipends/": ("coordinator", 13),
    "/staff/payments/": ("finance", 12),
    "/staff/practice/": ("clerk", 8),
    "/staff/history/": ("auditor", 20),
    "/staff/access/": ("auditor", 8),
    "/staff/accounts/": ("administrator", 10),
    "/staff/role-changes/": ("auditor", 10),
}


def grow(call, cast: Cast) -> None:
    """One more application, assigned, decided, released, approved; one on paper, one that came
    late, one for practice; an account.
    """
    application = apply(call)
    find_duplicates(by=None)
    assigned(application, cast)
    approved(application, cast)
    translations.handed_in(translations.story_of(translations.apply_in_spanish(call)), cast)
    translations.apply_in_spanish(call, language="en")
    desk.typed_in(call, cast.clerk)
    desk.late_in_open(call, cast.clerk)
    practise(call, by=cast.clerk)
    accept(by=None, invitation=invited(cast), password="a long enough password")
    invited(cast)


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.django_db
def test_lists_take_as_many_queries_for_three_rows_as_for_one(call, cast, monkeypatch) -> None:
    monkeypatch.setattr(audit, "CHANGES_ON_A_PAGE", 5_000)  # all, both times
    two_criteria(call)
    clients = {name: Client() for name, _most in LISTS.values()}
    counts: list[dict[str, int]] = []
    for more in (1, 2):
        for _ in range(more):
            grow(call, cast)
        for name, client in clients.items():  # a session notes once a minute that it is used
            client.force_login(getattr(cast, name))
        clients["coordinator"].get("/staff/")  # what the call lacks is kept from then on
        counts.append({path: queries_of(clients[name], path) for path, (name, _) in LISTS.items()})
    one, three = counts
    assert one == three
    assert {path: n for path, n in three.items() if n > LISTS[path][1]} == {}
