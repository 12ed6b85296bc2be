"""Saving, and coming back by code or link: in another browser, without an account."""

import hmac
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.form import codes, site_cache
from applications.models import AboutYouDraft, Application, Draft
from tests.applications.form.my_application import (
    NO_EMAIL,
    code_of,
    find,
    link_to,
    not_found,
    words,
)
from tests.applications.form.steps import fill_in, post
from tests.factories.applications import apply
from tests.factories.calls import redated


@pytest.mark.django_db
def test_later_saves_the_step_and_shows_the_code(client, call) -> None:
    fill_in(client, call, until="home")
    answer = post(client, call, "home", neighborhood="roxbury", later="")
    assert answer.url == f"/en/{call.slug}/apply/later/"
    draft = Draft.objects.get()
    assert draft.typed["home"]["neighborhood"] == "roxbury"
    page = client.get(answer.url).content.decode()
    assert draft.reference in page
    assert code_of(draft) in page
    assert 'value="wideline@example.org"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["code", "link"])
def test_another_browser_goes_on_with_everything(client, call, way) -> None:
    fill_in(client, call, until="about-you")
    draft, phone = Draft.objects.get(), Client()
    if way == "code":
        answer = find(phone, call, draft.reference.lower(), code_of(draft).replace("-", " "))
    else:
        answer = phone.get(link_to(draft))
    assert answer.url == f"/en/{call.slug}/apply/check/"
    assert phone.get(answer.url).url == f"/en/{call.slug}/apply/about-you/"
    assert "Wideline Jean-Baptiste" in phone.get(f"/en/{call.slug}/apply/contact/").content.decode()
    post(phone, call, "about-you", gender="woman")
    assert AboutYouDraft.objects.get().answers["gender"] == "woman"
    assert post(phone, call, "check", agrees="on").status_code == 302
    assert Application.objects.get().reference == draft.reference


@pytest.mark.django_db
def test_reference_and_code_in_each_others_box_open_it_too(client, call) -> None:
    fill_in(client, call)
    draft = Draft.objects.get()
    answer = find(Client(), call, code_of(draft), draft.reference.lower())
    assert answer.url == f"/en/{call.slug}/apply/check/"


@pytest.mark.django_db
def test_code_keeps_its_worth_once_the_draft_is_sent(client, call) -> None:
    fill_in(client, call)
    draft = Draft.objects.get()
    post(client, call, "check", agrees="on")
    receipt = client.get(f"/en/{call.slug}/apply/receipt/").content.decode()
    assert code_of(draft) in receipt
    phone = Client()
    for answer in (find(phone, call, draft.reference, code_of(draft)), phone.get(link_to(draft))):
        assert answer.url == f"/en/{call.slug}/mine/status/"
    page = phone.get(answer.url).content.decode()
    for typed_text in (
        draft.reference,
        "Wideline Jean-Baptiste",
        "60 Example St",
        "handcuffs",
        "Woman",
    ):
        assert typed_text in page


@pytest.mark.django_db
def test_wrong_half_is_told_in_the_same_words(client, call) -> None:
    application, other = apply(call), apply(call)
    nobody = "CDG-0000-0000"
    answers = [
        not_found(Client(), call, reference, code)
        for reference, code in (
            (application.reference, "0000-0000-0000"),
            (application.reference, code_of(other)),
            (nobody, code_of(application)),
            (nobody, codes.private_code(nobody, 0)),
        )
    ]
    assert {answer.status_code for answer in answers} == {200}
    typed = re.compile(r'value="[^"]*"')
    assert len({typed.sub("", words(answer)) for answer in answers}) == 1
    assert "We cannot find an application" in words(answers[0])
    assert "<title>Error:" in words(answers[0]).replace("\n", "")
    assert not any(answer.cookies.get(f"draft-{call.slug}") for answer in answers)


@pytest.mark.django_db
def test_find_computes_a_code_for_a_reference_of_nobody_too(client, call, monkeypatch) -> None:
    """Equal work: how long the answer takes must not tell whether there is such a reference."""
    derive, derived = hmac.digest, []
    monkeypatch.setattr(hmac, "digest", lambda *given: derived.append(1) or derive(*given))
    find(client, call, apply(call, contact=NO_EMAIL).reference, "0000-0000-0000")
    find(client, call, "CDG-0000-0000", "0000-0000-0000")
    assert len(derived) == 2


@pytest.mark.django_db
def test_find_stops_after_ten_tries_of_a_reference(client, call) -> None:
    application, other = apply(call), apply(call)
    for _ in range(10):
        assert "cannot find" in words(not_found(client, call, application.reference, "wrong"))
    late = not_found(client, call, application.reference.lower(), code_of(application))
    assert "too many tries" in words(late)
    assert find(client, call, other.reference, code_of(other)).status_code == 302


@pytest.mark.django_db
def test_find_lets_a_whole_library_in(client, call) -> None:
    for _ in range(25):
        application = apply(call)
        assert find(Client(), call, application.reference, code_of(application)).status_code == 302


@pytest.mark.django_db
def test_find_knows_only_the_call_of_its_page(client, call) -> None:
    application = apply(call)
    type(call).objects.create(
        slug="another",
        reference_prefix="CDG",
        is_published=True,
        opens_at=call.opens_at,
        closes_at=call.closes_at,
        seats=1,
        stipend_cents=0,
        city="Boston",
    )
    another = type(call).objects.get(slug="another")
    answer = find(client, another, application.reference, code_of(application))
    assert "cannot find" in words(client.get(answer.url))


@pytest.mark.django_db
def test_links_that_open_nothing_are_not_found_alike(client, call) -> None:
    application, other = apply(call), apply(call)
    right = link_to(application)
    token = right.split("/")[-2]
    wrong = [
        right.replace(token, token[:-1] + ("A" if token[-1] != "A" else "B")),
        right.replace(token, link_to(other).split("/")[-2]),
        right.replace(application.reference, "CDG-0000-0000"),
        right.replace(token, "é"),
        right.replace(token, token[: len(token) // 2]),
        right.replace(f"{token}/", ""),
        right.replace(f"{token}/", "").replace(application.reference, application.reference[:6]),
        f"{right})/",
    ]
    pages = []
    for address in wrong:
        answer = client.get(address)
        assert answer.status_code == 404
        pages.append(words(answer).replace(address[3:], "").replace("%C3%A9", ""))
        assert not answer.cookies
        assert answer.headers["Cache-Control"].endswith("private")
        for way in ("mine/", "mine/lost/"):
            assert f'href="/en/{call.slug}/{way}"' in answer.content.decode()
    assert len({re.sub(r'href="/[a-z-]+/[^"]*"', "", page) for page in pages}) == 1


@pytest.mark.django_db
def test_link_changes_nothing_and_is_kept_in_no_cache(client, call) -> None:
    """Programs that look for viruses open every link of a mail before its reader does."""
    draft_or_sent = [apply(call)]
    fill_in(Client(), call)
    draft_or_sent.append(Draft.objects.get())
    for saved in draft_or_sent:
        before = type(saved).objects.filter(pk=saved.pk).values().get()
        answer = Client().get(link_to(saved))
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert saved.reference not in answer.url
        assert type(saved).objects.filter(pk=saved.pk).values().get() == before


@pytest.mark.django_db
def test_status_without_an_application_leads_to_the_codes(client, call) -> None:
    for page in ("status", "withdraw"):
        assert client.get(f"/en/{call.slug}/mine/{page}/").url == f"/en/{call.slug}/mine/"
    for button in ("correct", "correct/drop", "available"):
        answer = client.post(f"/en/{call.slug}/mine/{button}/", follow=True)
        assert answer.redirect_chain[-1][0] == f"/en/{call.slug}/mine/"
    keep = client.get(f"/en/{call.slug}/apply/later/", follow=True)
    assert keep.redirect_chain[-1][0] == f"/en/{call.slug}/mine/"


@pytest.mark.django_db
def test_status_after_closing_says_who_reads_now(client, call) -> None:
    application = apply(call)
    now = timezone.now()
    redated(call, opens_at=now - timedelta(days=9), closes_at=now)
    site_cache.clear()
    client.get(link_to(application))
    page = client.get(f"/en/{call.slug}/mine/status/").content.decode()
    assert "Your answers can no longer be corrected." in page
    assert "Correct my answers" not in page
    assert "Withdraw my application" in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar", "so"])
def test_pages_of_mine_carry_the_reader_to_the_same_page(client, call, language) -> None:
    fill_in(client, call)
    for path in ("mine/", "mine/lost/", "apply/later/"):
        page = client.get(f"/{language}/{call.slug}/{path}").content.decode()
        assert f'formaction="/zh-hant/{call.slug}/{path}"' in page
    post(client, call, "check", agrees="on")
    for path in ("mine/status/", "mine/withdraw/"):
        answer = client.get(f"/{language}/{call.slug}/{path}")
        assert f'href="/zh-hant/{call.slug}/{path}"' in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_finding_page_leads_on_with_what_this_browser_has_begun(client, call) -> None:
    address = f"/en/{call.slug}/mine/"
    assert f"/en/{call.slug}/apply/check/" not in client.get(address).content.decode()
    fill_in(client, call, until="home")
    assert f"/en/{call.slug}/apply/check/" in client.get(address).content.decode()


@pytest.mark.django_db
def test_pages_not_come_to_yet_are_not_called_answered_after_coming_back_by_code(call) -> None:
    typist = Client()
    fill_in(typist, call, until="contact")
    given = {"chosen_name": "Mo", "ways": ["email"], "email": "mo", "later": ""}
    typist.post(f"/en/{call.slug}/apply/contact/", given)
    draft = Draft.objects.get()
    browser = Client()
    code = codes.private_code(draft.reference, draft.code_generation)
    found = {"reference": draft.reference, "code": code}
    page = browser.post(f"/en/{call.slug}/mine/", found, follow=True).content.decode()
    assert "This is still missing" in page
    assert "because our staff know your private code" not in page
