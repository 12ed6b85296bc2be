"""Today counts what the pages that it leads to show, and what is missing."""

import pytest

from applications.form.actions.withdraw import withdraw_application
from applications.translations.actions import translate
from tests.factories.applications import apply
from tests.factories.staff import signed_in
from tests.factories.translations import apply_in_spanish, handed_in, story_of

pytestmark = pytest.mark.django_db


def counts_of(person) -> dict[str, int]:
    todo = signed_in(person).get("/staff/").context["todo"]
    return {item.title: item.count for item in [*todo.now, *todo.later, *todo.nothing]}


def test_translators_today_counts_what_their_list_shows(call, cast) -> None:
    handed_in(story_of(apply_in_spanish(call)), cast)
    apply_in_spanish(call, language="en")
    titles = ("Answers without English", "Translations to check", "Is this English?")
    for read, is_theirs in (["ht"], False), (["es"], True), ([], True):
        translate.choose_languages(by=cast.second_translator, languages=read)
        page = signed_in(cast.second_translator).get("/staff/translations/").context
        counts = counts_of(cast.second_translator)
        lists = [len(page[name]) for name in ("to_translate", "to_check", "in_doubt")]
        assert [counts[title] for title in titles] == lists
        assert [bool(number) for number in lists] == [is_theirs, is_theirs, True]


def test_missing_backup_needs_an_administrator_also_in_the_demo(cast, settings) -> None:
    settings.DEMO, settings.BACKUP_DIR = True, None
    assert counts_of(cast.administrator)["Backup: it needs you"] == 1
    assert (
        "Nothing needs you now" not in signed_in(cast.administrator).get("/staff/").content.decode()
    )


def test_who_withdrew_is_counted_apart_from_who_applied(call, cast) -> None:
    apply(call)
    withdraw_application(by=None, application=apply(call))
    coordinator = signed_in(cast.coordinator)
    figures = coordinator.get("/staff/").context
    assert (figures["applications"], figures["today"].count, figures["withdrawn"]) == (1, 1, 1)
    listed = " ".join(coordinator.get("/staff/applications/").content.decode().split())
    assert "2 applications, 1 of them withdrawn, newest first" in listed
    listed = coordinator.get("/staff/applications/?status=withdrawn").content.decode()
    assert "1 application" in listed and "of them withdrawn" not in listed
