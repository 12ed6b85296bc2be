"""Navigation: pages by task, for those who may open them, with the present one marked."""

import re

import pytest
from django.test import Client

from core.navigation import Entry, grouped
from core.permissions import Permission
from tests.factories.applications import apply


def marks(path: str) -> dict[str, str]:
    entries = [
        Entry("Applications", "/staff/applications/", Permission.VIEW_APPLICATIONS),
        Entry("Paper", "/staff/paper/", Permission.ENTER_PAPER),
        Entry("Practice", "/staff/paper/practice/", Permission.PRACTICE),
        Entry("History", "/staff/history/", Permission.READ_HISTORY),
    ]
    return {link.label: link.current for group in grouped(entries, path) for link in group.links}


def test_navigation_marks_the_page_or_the_list_it_lies_under() -> None:
    assert {k for k, v in marks("/staff/").items() if v} == set()
    assert marks("/staff/applications/")["Applications"] == "page"
    assert marks("/staff/applications/CDG-1/")["Applications"] == "true"
    under = marks("/staff/paper/practice/enter/")
    assert (under["Practice"], under["Paper"]) == ("true", "")


def test_navigation_leaves_out_tasks_without_pages() -> None:
    [group] = grouped([Entry("History", "/staff/history/", Permission.READ_HISTORY)], "/staff/")
    assert (group.task, [link.label for link in group.links]) == ("Records", ["History"])


@pytest.mark.django_db
def test_navigation_shows_each_role_its_own_tasks(call, cast) -> None:
    application = apply(call)
    shown = {}
    for name in ("coordinator", "clerk", "reviewer", "finance", "auditor", "administrator"):
        client = Client()
        client.force_login(getattr(cast, name))
        groups = client.get("/staff/").context["navigation"]
        shown[name] = {str(g.task): [link.label for link in g.links] for g in groups}
    assert shown["clerk"] == {"Intake": ["Paper entry", "Lost code", "Practice"]}
    assert shown["coordinator"]["Intake"] == [
        "Applications",
        "Residency",
        "Imports",
        "Late entries",
        "Duplicates",
        "Practice",
    ]
    assert shown["reviewer"] == {"Reviewing": ["My reviews", "How to score"]}
    assert shown["finance"] == {"Money": ["Payments"]}
    assert shown["auditor"] == {"Records": ["Access log", "Proposals", "History", "Role changes"]}
    assert shown["coordinator"]["Choosing"] == ["Board", "Decisions", "Letters"]
    assert shown["coordinator"]["The group"] == ["Offers", "Seats", "Members", "Meetings"]
    assert shown["coordinator"]["Setting up"] == ["Calls", "Site text", "Words for translators"]
    assert shown["administrator"] == {
        "Setting up": ["Accounts", "Health"],
        "Records": ["Sign-in events"],
    }
    client = Client()
    client.force_login(cast.coordinator)
    page = client.get(f"/staff/applications/{application.reference}/").content.decode()
    assert re.findall(r'aria-current="(\w+)">(\w+)<', page) == [("true", "Applications")]
    assert 'aria-current="page"' in client.get("/staff/").content.decode()


@pytest.mark.django_db
def test_navigation_is_hidden_from_strangers() -> None:
    page = Client().get("/staff/login/").content.decode()
    assert "Tasks" not in page and "Sign in" in page
