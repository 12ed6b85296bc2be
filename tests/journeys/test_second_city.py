"""Another city from a data folder alone: no word of Boston's, no line of code."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from applications.calls.actions.configure import publish_call
from applications.form import site_cache
from applications.models import (
    Application,
    Call,
    Cluster,
    Neighborhood,
    Notice,
    Office,
    Page,
    SpokenLanguage,
    ZipCode,
)
from tests.factories.city import DATA
from tests.journeys.visitor import Page as Seen

RIVERMOUTH = DATA / "rivermouth"
OF_BOSTON = ("Boston", "Mattapan", "City Hall", "Janey", "mental health crisis", "1,200")

OF_A_CITY = (Page, Notice, Office, Call, ZipCode, Neighborhood, Cluster, SpokenLanguage)


@pytest.fixture
def flood_panel(db) -> Call:
    """Rivermouth's call, open, on a site that knows of no other city."""
    for table in OF_A_CITY:
        table.objects.all().delete()
    call_command("load_city", RIVERMOUTH, verbosity=0)
    now, week = timezone.now(), timedelta(days=7)
    call = Call.objects.get(slug="flood-panel")
    return publish_call(by=None, call=call, opens_at=now - week, closes_at=now + week)


def seen(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(Seen(path, 200, answer.content.decode()).text.split())


def test_second_city_has_its_own_pages(client, flood_panel) -> None:
    home = seen(client, "/en/")
    assert "Decide together how Rivermouth lives with the river" in home
    call = seen(client, "/en/flood-panel/")
    for words in ("River Office", "$450", "4 Ferry Lane", "207-555-0100", "It plans for the next"):
        assert words in call
    privacy = seen(client, "/en/about/privacy/")
    assert "Who reads it" in privacy
    for page in (home, call, privacy):
        assert [word for word in OF_BOSTON if word in page] == []


def test_second_city_has_its_own_paper_form(client, flood_panel) -> None:
    paper = seen(client, "/en/flood-panel/paper/")
    for words in (
        "Do you live in Rivermouth?",
        "Are you 16 or older?",
        "Quayside",
        "What ties you to the river?",
        "My home is near it",
        "What should happen before the next flood?",
        "The postmark must show this day",
    ):
        assert words in paper
    assert [word for word in OF_BOSTON if word in paper] == []


def test_second_city_takes_an_application(client, flood_panel) -> None:
    form = "/en/flood-panel/apply/"
    for step, given in {
        "eligibility": {"lives_in_city": "yes", "is_of_age": "yes"},
        "contact": {"chosen_name": "Mo", "phone": "207-555-0101"},
        "home": {"neighborhood": "quayside", "zip_code": "04999"},
        "support": {"reads": "en"},
        "connection": {"tie": "work"},
        "questions": {"idea": "Raise the road."},
        "about-you": {},
        "check": {"agrees": "on"},
    }.items():
        assert client.post(f"{form}{step}/", given).status_code == 302, step
    assert Application.objects.get().reference.startswith("RIV-")
    assert [word for word in OF_BOSTON if word in seen(client, f"{form}receipt/")] == []


def test_second_city_says_what_is_not_translated_yet(client, flood_panel) -> None:
    page = client.get("/es/flood-panel/").content.decode()
    assert "Panel de inundaciones" in page
    assert '<span lang="en" dir="ltr">What the panel does</span>' in page
    assert '<div lang="en" dir="ltr"><p>It plans for the next flood.</p></div>' in page
    assert "Algunas palabras de esta página" in page
    form = client.get("/es/flood-panel/paper/").content.decode()
    assert "¿Qué lo une al río?" in form
    assert '<span lang="en" dir="ltr">What should happen before the next flood?</span>' in form


def test_second_city_loaded_again_gains_only_what_is_missing(client, flood_panel) -> None:
    Page.objects.filter(key="home").update(title_en="Ours now", title_es=None)
    call_command("load_city", RIVERMOUTH, verbosity=0)
    site_cache.clear()
    assert "Ours now" in seen(client, "/en/")
    assert "Decidir juntos cómo vive Rivermouth con el río" in seen(client, "/es/")
    assert Page.objects.count() == 2
