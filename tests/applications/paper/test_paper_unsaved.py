"""A paper that is not saved yet has an address of its own: nothing typed there is lost."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, PaperEntry
from core import kept_input
from tests.applications.paper.typed_paper import paper
from tests.factories import desk
from tests.factories.staff import signed_in

pytestmark = pytest.mark.django_db

ENTER = {
    "envelope-channel": "mail",
    "contact-full_name": "歐陽美玲",
    "contact-phone": "6\x00175550101",
}


def begun(client, path: str = "/staff/paper/") -> str:
    """The address of a new paper."""
    return client.get(path).url


def key_of(address: str) -> str:
    return address.partition("paper=")[2].partition("&")[0]


@pytest.mark.parametrize("path", ["/staff/paper/", "/staff/practice/enter/"])
@pytest.mark.parametrize("button", [{}, {"next": "1"}, {"words": "1"}, {"hold": "1"}])
def test_post_that_saves_nothing_leads_back_to_what_was_typed(call, clerk, path, button) -> None:
    here = begun(clerk, path)
    sent = {**ENTER, "envelope-submission_key": key_of(here), **button}
    answer = clerk.post(here, sent)
    assert answer.status_code == (204 if "hold" in button else 302), "no answer is a page"
    pages = [clerk.get(answer.url if answer.status_code == 302 else here) for _ in range(2)]
    for page in pages:  # reloaded, too
        assert 'value="歐陽美玲"' in page.content.decode()
        assert key_of(here) in page.content.decode()
        assert page.context["paper_form"].has_errors == (button in ({}, {"next": "1"}))
    assert not Application.with_practice.exists()


@pytest.mark.parametrize("path", ["/staff/paper/", "/staff/practice/enter/"])
def test_page_of_a_saved_paper_leads_to_what_was_saved(call, clerk, path) -> None:
    here = begun(clerk, path)
    answer = paper(clerk, here)
    saved = Application.with_practice.get()
    assert saved.reference in answer.url
    assert saved.reference in clerk.get(here).url, "Back cannot make a second one of it"
    assert kept_input.recall(clerk.session, uuid.UUID(key_of(here))) is None


def test_paper_that_is_opened_again_goes_on_where_it_lacks_something(call, clerk) -> None:
    here = begun(clerk)
    sent = {"envelope-received_on": timezone.localdate().isoformat(), "envelope-language": "ht"}
    sent |= {"eligibility-lives_in_city": "yes", "contact-full_name": "Wydeline", "hold": "1"}
    clerk.post(here, {**ENTER, **sent, "envelope-submission_key": key_of(here)})
    form = clerk.get(here).context["paper_form"]
    focused = [
        part.add_prefix(name)
        for part in form.all_forms
        for name, field in part.fields.items()
        if "autofocus" in field.widget.attrs
    ]
    assert focused == ["home-neighborhood"], "it has a phone number"


def test_paper_in_two_tabs_is_kept_for_each(call, clerk) -> None:
    first, second = begun(clerk), begun(clerk)
    for address, name in ((first, "First"), (second, "Second")):
        key = {"envelope-submission_key": key_of(address)}
        clerk.post(address, {"contact-full_name": name, "hold": "1", **key})
    assert 'value="First"' in clerk.get(first).content.decode()
    assert 'value="Second"' in clerk.get(second).content.decode()


def test_paper_that_is_set_aside_waits_beside_the_next_one(call, clerk) -> None:
    here = begun(clerk)
    sent = {"contact-full_name": "歐陽美玲", "envelope-submission_key": key_of(here), "later": "1"}
    following = clerk.get(clerk.post(here, sent).url, follow=True)
    page = following.content.decode()
    assert 'value="歐陽美玲"' not in page and f'href="{here}"' in page, "a new form, and a way back"
    back = clerk.get(here).content.decode()
    assert "歐陽美玲" in back and f'href="{here}"' not in back
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ({"contact-full_name": "歐陽美玲", "questions-why-join": "x"}, "Paper: 歐陽美玲"),
        ({"contact-chosen_name": "Mei", "contact-email": "mei@"}, "Paper: Mei"),
        ({"home-street": "60 Example St"}, "Paper: 60 Example St"),
        ({"questions-why-join": "Because " * 20}, f"Paper: {('Because ' * 20)[:39]}…"),
        ({"about-you-gender": "woman", "envelope-receiver": "AB"}, "Paper without a name"),
    ],
)
def test_paper_that_is_set_aside_is_named_by_what_was_typed(call, clerk, typed, title) -> None:
    here = begun(clerk)
    clerk.post(here, {**typed, "envelope-submission_key": key_of(here), "later": "1"})
    for page in ("/staff/paper/", "/staff/"):
        assert f"<bdi>{title}</bdi>" in clerk.get(page, follow=True).content.decode()


def test_paper_is_discarded_after_one_question(call, clerk) -> None:
    here = begun(clerk)
    sent = {"contact-full_name": "歐陽美玲", "envelope-submission_key": key_of(here), "later": "1"}
    page = clerk.get(clerk.post(here, sent).url, follow=True).content.decode()
    discard = f"/staff/begun/{key_of(here)}/discard/"
    assert f'href="{discard}"' in page
    asked = clerk.get(discard).content.decode()
    assert "Paper: 歐陽美玲" in asked and "thrown away" in asked
    assert 'value="歐陽美玲"' in clerk.get(here).content.decode(), "nothing is lost yet"
    assert clerk.post(discard).url == "/staff/paper/"
    assert f'href="{here}"' not in clerk.get("/staff/paper/", follow=True).content.decode()
    assert clerk.get(discard).url == "/staff/", "there is nothing any more"


def test_paper_that_is_not_saved_is_nobody_elses(call, clerk) -> None:
    here = begun(clerk)
    clerk.post(here, {**ENTER, "envelope-submission_key": key_of(here)})
    assert "歐陽美玲" not in signed_in(desk.another_clerk()).get(here).content.decode()


def test_paper_too_long_to_be_kept_is_shown_at_once(call, clerk) -> None:
    words = "Somebody who listens. " * (kept_input.MOST_TYPED // 20)
    answer = clerk.post(begun(clerk), {**ENTER, "questions-why-join": words})
    assert answer.status_code == 200
    assert "歐陽美玲" in answer.content.decode() and "far too long" in answer.content.decode()


@pytest.mark.parametrize("key", ["", "x", "1" * 200])
def test_paper_with_an_odd_key_begins_anew(call, clerk, key) -> None:
    answer = clerk.get("/staff/paper/", {"paper": key})
    assert answer.status_code == 302 and uuid.UUID(key_of(answer.url))


def test_correction_that_is_not_saved_is_kept_and_saved_once(call, cast) -> None:
    application = desk.typed_in(call, cast.clerk)
    client = signed_in(cast.clerk)
    here = begun(client, f"/staff/paper/{application.reference}/correct/")
    sent = {"envelope-submission_key": key_of(here), "contact-full_name": "Wydeline"}
    page = client.get(client.post(here, sent).url).content.decode()
    assert "Wydeline" in page and "Write what was typed wrong" in page
    form = client.get(here).context["paper_form"]
    assert form.envelope["submission_key"].value() == key_of(here)
    assert application.revisions.count() == 1


def kept_correction(client, application) -> tuple[str, str]:
    """The page of a correction, and the address of one that was begun there and left."""
    page = f"/staff/paper/{application.reference}/correct/"
    here = begun(client, page)
    sent = {"envelope-submission_key": key_of(here), "contact-full_name": "Wydeline", "hold": "1"}
    assert client.post(here, sent).status_code == 204
    return page, here


def test_correction_that_was_left_is_found_again(call, cast) -> None:
    client = signed_in(cast.clerk)
    page, here = kept_correction(client, desk.typed_in(call, cast.clerk))
    for other in (page, "/staff/paper/", "/staff/"):
        assert f'href="{here}"' in client.get(other, follow=True).content.decode()
    assert 'value="Wydeline"' in client.get(here).content.decode()
    client.post(f"/staff/begun/{key_of(here)}/discard/")
    assert f'href="{here}"' not in client.get(page, follow=True).content.decode()


def test_what_is_begun_is_asked_about_once_before_signing_out(call, cast) -> None:
    client = signed_in(cast.clerk)
    application = desk.typed_in(call, cast.clerk)
    _page, here = kept_correction(client, application)
    asked = client.post("/staff/logout/", follow=True)
    words = " ".join(asked.content.decode().split())
    assert "1 page is begun and not saved" in words
    assert f'href="{here}"><bdi>Correction of {application.reference}' in words
    assert words.index(">Stay</a>") < words.index("button-quiet"), "the safe one is the main one"
    assert 'value="Wydeline"' in client.get(here).content.decode(), "nothing is lost yet"
    client.post("/staff/logout/", {"sure": "1"})
    assert "_auth_user_id" not in client.session


def test_nothing_is_asked_about_when_all_is_saved_or_is_practice(call, cast) -> None:
    client = signed_in(cast.clerk)
    here = begun(client)
    client.post(here, {"envelope-submission_key": key_of(here), "hold": "1"})
    assert client.post("/staff/logout/").url == "/staff/logout/unsaved/"
    paper(client, here)
    practice = begun(client, "/staff/practice/enter/")
    client.post(practice, {**ENTER, "envelope-submission_key": key_of(practice)})
    assert client.get("/staff/logout/unsaved/").url == "/staff/"
    assert client.post("/staff/logout/").url.startswith("/staff/login/")


def test_what_is_begun_is_not_pushed_out_by_other_forms(call, clerk) -> None:
    here = begun(clerk)
    clerk.post(here, {**ENTER, "envelope-submission_key": key_of(here), "hold": "1"})
    for _ in range(kept_input.MOST_LED_BACK + 1):
        clerk.post("/staff/counter/", {"name": "x"})
    assert 'value="歐陽美玲"' in clerk.get(here).content.decode()


def test_one_paper_too_many_is_not_set_aside_without_a_word(call, clerk) -> None:
    for _ in range(kept_input.MOST_BEGUN):
        here = begun(clerk)
        clerk.post(here, {"envelope-submission_key": key_of(here), "hold": "1"})
    here = begun(clerk)
    sent = {**ENTER, "envelope-submission_key": key_of(here), "later": "1"}
    page = clerk.post(here, sent).content.decode()
    assert "This is not set aside" in page and "歐陽美玲" in page


@pytest.mark.parametrize(
    "name",
    [
        "paper-enter",
        "practice-enter",
        "paper-correct",
        "paper-check",
        "scan-add",
        "counter-search",
        "code-reissue",
        "late-list",
    ],
)
def test_no_page_of_paper_entry_answers_a_post(call, cast, name) -> None:
    """Else Back and Reload would ask whether to send it again."""
    is_late = name == "late-list"
    make = desk.late_in_open if is_late else desk.typed_in
    reference = make(call, desk.another_clerk()).reference
    of_one = name not in {"paper-enter", "practice-enter", "counter-search", "late-list"}
    client = signed_in(cast.coordinator if is_late else cast.clerk)
    sent = {"reference": reference} if is_late else {"differs": "1"}
    address = reverse(f"staff:{name}", args=[reference] if of_one else [])
    answer = client.post(address, sent)
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "<title>Error:" in page or "message-error" in page


def unsigned(client, **changes):
    return paper(client, **{"envelope-signature_seen": "", **changes})


def test_signature_left_empty_is_asked_about_once(call, clerk) -> None:
    asked = unsigned(clerk, next="1").content.decode()
    assert "Is the paper not signed?" in asked and "Nothing is saved yet" not in asked
    assert not Application.objects.exists()
    assert 'name="unsigned" value="1"' in asked, "saved again, it is the answer"
    assert unsigned(clerk, unsigned="1").status_code == 302
    assert not PaperEntry.objects.get().signature_seen


def test_signature_is_not_asked_of_a_form_filled_in_by_phone(call, clerk) -> None:
    assert unsigned(clerk, **{"envelope-channel": "phone"}).status_code == 302


def test_signature_waits_for_what_is_wrong(call, clerk) -> None:
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    page = unsigned(clerk, **{"envelope-received_on": day}).content.decode()
    assert "in the future" in page and "not signed?" not in page


@pytest.mark.parametrize("year", ["0021-11-12", "9999-12-31", "21", "\x00"])
def test_received_in_an_impossible_year_is_asked_about(call, clerk, year) -> None:
    page = paper(clerk, **{"envelope-received_on": year, "envelope-postmarked_on": year})
    assert page.status_code == 200 and "Nothing is saved yet" in page.content.decode()
    assert "歐陽美玲" in page.content.decode()
