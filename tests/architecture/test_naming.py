"""Pages, views, tests, modules and docstrings are named and written as agreed."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from core.staff_site import staff_site
from tests.architecture import naming
from tests.architecture.source import Check, expect_none, faults, modules, planted, site_modules

GOOD = '"""A module."""\n\ndef pay(amount: int, *, by: str) -> None:\n    """Pays."""\n'


def _public_views(resolver: URLResolver, ours: bool = False) -> Iterator[tuple[str, str]]:
    """(URL name, view name) of every address in the namespaces of our apps."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _public_views(entry, ours or entry.app_name == "applications")
        elif ours and isinstance(entry, URLPattern):
            yield entry.name, entry.callback.__name__


def _views() -> list[tuple[str, str]]:
    public = list(_public_views(get_resolver()))  # loading the addresses fills the staff site
    return [*public, *((page.name, page.view.__name__) for page in staff_site.pages)]


def test_addresses_are_noun_verb() -> None:
    assert len(_views()) > 15
    assert naming.address_names(name for name, _view in _views()) == []


def test_views_are_named_as_their_address() -> None:
    assert naming.view_names(_views()) == []


def test_short_names_are_all_used() -> None:
    assert naming.SHORT_NAMES.keys() <= {name for pair in _views() for name in pair}


@pytest.mark.parametrize("name", ["call", "callDetail", "call_detail", "call-", "Call-list"])
def test_address_of_another_form_is_caught(name: str) -> None:
    assert naming.address_names([name, "call-detail"]) == [name]


def test_view_named_otherwise_is_caught() -> None:
    assert naming.view_names([("call-list", "list_calls"), ("home", "home")])


def test_tests_are_named_for_what_they_show() -> None:
    expect_none(faults(naming.tests, modules()))


def test_docstrings_are_there_in_the_site() -> None:
    expect_none(faults(naming.docstrings, site_modules()))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (naming.docstrings, "def pay() -> None: pass"),
        (naming.docstrings, "class Payment: pass"),
        (naming.docstrings, "class Payment:\n    '''Is.'''\n    def pay(self) -> None: pass"),
        (naming.tests, "def test_payment(): pass"),
        (naming.tests, "class TestA:\n    def testPayment(self): pass"),
    ],
)
def test_writing_rule_catches_what_is_planted(rule: Check, text: str) -> None:
    assert faults(rule, [planted(text)])


@pytest.mark.parametrize("rule", [naming.docstrings, naming.tests])
def test_writing_rule_lets_good_code_pass(rule: Check) -> None:
    inner = "\ndef test_payment_twice() -> None:\n    '''Is.'''\n    def inner(x): pass\n"
    assert faults(rule, [planted(GOOD + inner)]) == []
