"""A call that is not published, as residents will see it: in every language, storing nothing."""

import re

import pytest
from django.test import Client

from applications.form.forms.steps import STEPS
from applications.models import AboutYouDraft, Application, Call, Draft, Page
from core.languages import ALL
from tests.factories.applications import ANSWERS
from tests.factories.languages import each as each_language

PREVIEW = "/staff/calls/design-group-2021/preview/"
PAGES = [
    "",
    *(f"apply/{step.slug}/" for step in STEPS),
    "apply/check/",
    "apply/elsewhere/",
    "paper/",
    "about/pilots/",
]


@pytest.fixture
def client(call, cast) -> Client:
    """The coordinator's, with the call taken back."""
    Call.objects.update(is_published=False)
    client = Client()
    client.force_login(cast.coordinator)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("language", each_language(ALL))
def test_preview_shows_every_page_in_each_language(client, language) -> None:
    code = language.code
    shown = language.html_lang if language.complete else "en"
    for page in PAGES:
        answer = client.get(f"{PREVIEW}{code}/{page}")
        text = answer.content.decode()
        assert answer.status_code == 200, page
        assert f'<html lang="{shown}"' in text, page
        assert "Nothing you type here is stored" in text
        assert "Residents cannot see this call yet." in text
        assert f"/{code}/design-group-2021/" not in text.replace(PREVIEW, ""), page
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_preview_words_are_those_of_the_language_and_of_this_moment(client, call) -> None:
    page = f"{PREVIEW}es/apply/questions/"
    question = call.questions.get(key="why-join")
    assert question.text_es in client.get(page).content.decode()
    call.questions.filter(pk=question.pk).update(text_es="¿Por qué ahora?")
    assert "¿Por qué ahora?" in client.get(page).content.decode()


@pytest.mark.django_db
def test_preview_leads_from_page_to_page_and_stores_nothing(client) -> None:
    for step in STEPS:
        path = f"{PREVIEW}en/apply/{step.slug}/"
        given = {k: v for k, v in ANSWERS[step.slug].items() if v not in (False, "")}
        if "zip_code" in given:
            given["confirmed"] = f"zip:{given['zip_code']}"
        answer = client.post(path, given)
        assert answer.status_code == 302, (step.slug, answer.content.decode()[:0])
        assert answer.url.startswith(f"{PREVIEW}en/apply/")
    page = client.post(f"{PREVIEW}en/apply/check/", {"agrees": "on"}).content.decode()
    assert "It was not: this is a preview." in page
    assert not Draft.objects.exists()
    assert not AboutYouDraft.objects.exists()
    assert not Application.objects.exists()
    assert not [name for name in client.cookies if name.startswith("draft")]


@pytest.mark.django_db
def test_preview_shows_mistakes_as_residents_see_them(client) -> None:
    page = client.post(f"{PREVIEW}en/apply/contact/", {}).content.decode()
    assert "Tell us what to call you." in page
    assert client.post(f"{PREVIEW}en/apply/eligibility/", {"lives_in_city": "no"}).url.endswith(
        "/apply/elsewhere/"
    )


@pytest.mark.django_db
def test_preview_links_and_forms_stay_inside(client) -> None:
    for page in PAGES:
        text = client.get(f"{PREVIEW}ar/{page}").content.decode()
        targets = re.findall(r'\b(?:action|formaction)="([^"]*)"', text)
        assert all(each.startswith(PREVIEW) for each in targets), (page, targets)
        assert f'href="{PREVIEW}en/{page}"' in text, "the language menu"


@pytest.mark.django_db
def test_preview_of_what_is_not_there(client) -> None:
    assert client.get(f"{PREVIEW}xx/").status_code == 404
    assert client.get("/staff/calls/nothing/preview/en/").status_code == 404
    text = client.get(f"{PREVIEW}en/mine/status/").content.decode()
    assert "The preview has no such page." in text
    assert (
        "The preview has no such page."
        in client.get(f"{PREVIEW}en/about/privacy/").content.decode()
    )


@pytest.mark.django_db
def test_preview_is_never_seen_by_residents(client, call, cast) -> None:
    stranger, reviewer = Client(), Client()
    reviewer.force_login(cast.reviewer)
    client.get(f"{PREVIEW}en/")
    for page in PAGES:
        assert stranger.get(f"{PREVIEW}en/{page}").status_code == 302
        assert reviewer.get(f"{PREVIEW}en/{page}").status_code == 403
        for language in ALL:
            public = f"/{language.code}/"
            public += page if page.startswith("about") else f"{call.slug}/{page}"
            assert stranger.get(public).status_code == 404, public
    assert call.title_en not in stranger.get("/en/").content.decode()
    assert Page.objects.filter(key="pilots", call=call).exists()
