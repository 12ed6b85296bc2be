"""The one table of all staff lists: its order, its pages, and what its links keep."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client, RequestFactory

from core import paging
from core.accounts import change_roles
from core.permissions import Role
from core.tables import paged, short_table

ACCOUNTS = "/staff/accounts/"
HISTORY = "/staff/role-changes/"


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def names(client: Client, **asked: str) -> list[str]:
    return [account.name for account in client.get(ACCOUNTS, asked).context["accounts"]]


@pytest.mark.django_db
def test_list_is_sorted_by_a_heading_either_way(cast) -> None:
    administrator = signed_in(cast.administrator)
    as_given = names(administrator)
    by_email = names(administrator, sort="email")
    assert by_email == names(administrator, sort="-email")[::-1]
    assert names(administrator, sort="-name") == sorted(as_given, key=str.casefold, reverse=True)
    for unknown in ("password", "--name", "-"):
        assert names(administrator, sort=unknown) == as_given


@pytest.mark.django_db
def test_heading_says_how_it_is_sorted_and_leads_to_the_other_way(cast) -> None:
    administrator = signed_in(cast.administrator)
    page = administrator.get(ACCOUNTS, {"sort": "name", "text": "a&b"}).content.decode()
    assert page.count("aria-sort=") == 1 and 'aria-sort="ascending"' in page
    assert 'href="?sort=-name"' in page
    assert 'href="?sort=-last-sign-in"' in page, "newest first at the first click"


def test_rows_without_a_value_come_last_both_ways() -> None:
    rows = [3, None, 1, 2]
    for sort, order in (("own", [1, 2, 3, None]), ("-own", [3, 2, 1, None])):
        request = RequestFactory().get("/", {"sort": sort})
        assert list(short_table(request, rows, sorts={"own": lambda row: row})) == order


def test_second_list_of_a_page_has_an_order_of_its_own() -> None:
    request = RequestFactory().get("/", {"sort": "-own", "paid-sort": "own", "call": "next"})
    sorts = {"own": lambda row: row}
    first, second = (
        short_table(request, [2, 1, 3], sorts=sorts, name=name, keep=["call", "sort"])
        for name in ("", "paid")
    )
    assert (list(first), list(second)) == ([3, 2, 1], [1, 2, 3])
    other_way = parse_qs(urlsplit(second.sorted_by("own")[0]).query)
    assert other_way == {"sort": ["-own"], "paid-sort": ["-own"], "call": ["next"]}


@pytest.mark.django_db
def test_role_changes_page_there_and_back(cast, monkeypatch) -> None:
    for roles in ([Role.REVIEWER, Role.FINANCE], [Role.CLERK], [Role.AUDITOR]):
        change_roles(
            by=cast.administrator,
            account=cast.clerk,
            roles=roles,
            seen=type(cast.clerk).objects.get(pk=cast.clerk.pk).roles,
        )
    auditor = signed_in(cast.auditor)
    whole = list(auditor.get(HISTORY).context["table"])
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    pages = [auditor.get(HISTORY).context["table"]]
    while after := pages[-1].page.after:
        pages.append(auditor.get(HISTORY, {"after": after}).context["table"])
    assert [change for page in pages for change in page] == whole
    assert len(whole) == pages[0].count > 6
    for earlier, later in zip(pages, pages[1:], strict=False):
        back = auditor.get(HISTORY, {"before": later.page.before}).context["table"]
        assert list(back) == list(earlier)
    for unknown in ("role-0", "role-x", "account", "'", "role-\u00b2"):
        assert list(auditor.get(HISTORY, {"after": unknown}).context["table"]) == list(pages[0])


def test_page_of_what_is_counted_says_which_rows_these_are() -> None:
    asked = RequestFactory().get("/", {"after": "15"})
    page = paged(asked, list("abcdefghijklmnopqrstuvwxyz") * 50, size=16)
    assert (page.span, paged(asked, ["a"]).span) == ("17–32 of 1,300", "")


def test_table_knows_its_words() -> None:
    column = '{% column "Name" bold %}{{ name }}{% endcolumn %}'
    with pytest.raises(TemplateSyntaxError):
        Template(f"{{% load tables %}}{{% table name in names %}}{column}{{% endtable %}}")


def test_table_shows_its_rows_and_escapes_them() -> None:
    template = Template(
        '{% load tables %}{% table name, age in people label="People" %}{% row id=name %}'
        '{% column "Name" row class="wide" %} {{ name }} {% endcolumn %}'
        '{% column "Age" class="end" %}{{ number }}: {{ age }}{% endcolumn %}'
        '{% column "Shoes" when=shoes %}none{% endcolumn %}'
        "{% empty %}<p>Nobody.</p>{% endtable %}"
    )
    page = template.render(Context({"people": [("A<b", 3)]}))
    assert '<tr id="A&lt;b">' in page
    assert '<th scope="row" class="wide">A&lt;b</th><td class="end">1: 3</td>' in page
    assert "Shoes" not in page and "Nobody" not in page
    empty = template.render(Context({"people": [], "shoes": True}))
    assert "<p>Nobody.</p>" in empty and "<table" not in empty
