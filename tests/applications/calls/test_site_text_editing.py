"""Staff write notices and pages: one language at a time, through history, never over each other."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Notice, Page
from core.row_versions import digest
from tests.applications.calls.configuring import typed
from tests.journeys.visitor import in_one_line

NOTICE = "/staff/site-text/notices/covid-19/"
SPANISH = f"{NOTICE}?language=es"
EVIL = "<script>document.title='gone'</script><img src=x onerror=alert(1)>"


@pytest.mark.django_db
def test_notice_edit_changes_one_language_and_says_who(client, cast) -> None:
    before = Notice.objects.get()
    sent = typed(client, SPANISH, body_es="Visite el sitio.")
    assert set(sent) == {"title_es", "body_es", "seen"}
    assert client.post(SPANISH, sent).status_code == 302
    after = Notice.objects.get()
    assert after.body_es == "Visite el sitio."
    assert (after.title_es, after.body_en) == (before.title_es, before.body_en)
    event = after.events.order_by("-pgh_id").first()
    assert event.pgh_context == {
        "action": "applications.calls.actions.change_rows",
        "user": cast.coordinator.pk,
    }
    assert "Visite el sitio." in client.get("/es/").content.decode()


@pytest.mark.django_db
def test_notice_edit_shows_english_beside_and_the_language_as_it_runs(client) -> None:
    page = in_one_line(client.get(f"{NOTICE}?language=ar").content.decode())
    assert "COVID-19 information" in re.search(r'class="english".*?</div></div>', page)[0]
    area = re.search(r"<textarea[^>]*>", page)[0]
    assert 'lang="ar"' in area
    assert 'dir="rtl"' in area


@pytest.mark.django_db
def test_notice_edit_in_an_unknown_language_is_not_found(client) -> None:
    assert client.get(f"{NOTICE}?language=xx").status_code == 404


@pytest.mark.django_db
def test_notice_edit_saved_untouched_leaves_no_history(client) -> None:
    notice = Notice.objects.get()
    events = notice.events.count()
    for language in ("en", "es", "ht"):
        path = f"{NOTICE}?language={language}"
        assert client.post(path, typed(client, path)).status_code == 302
    assert notice.events.count() == events


@pytest.mark.django_db
def test_notice_edit_tells_the_second_and_keeps_their_words(client, cast) -> None:
    first, second = typed(client, NOTICE, title_en="From one"), typed(client, NOTICE)
    other = Client()
    other.force_login(cast.second_coordinator)
    assert other.post(NOTICE, first).status_code == 302
    page = client.post(NOTICE, second | {"title_en": "From two", "body_en": "My text"})
    assert Notice.objects.get().title_en == "From one"
    text = page.content.decode()
    assert "Second Coordinator changed this" in text
    assert 'value="From two"' in text
    assert "My text" in text
    assert re.search(r'class="newer".*?From one', text, re.S)
    form = page.context["form"]
    again = {field.html_name: str(field.value() or "") for field in form}
    assert client.post(NOTICE, again).status_code == 302
    after = Notice.objects.get()
    assert (after.title_en, after.body_en) == ("From two", "My text")


@pytest.mark.django_db
def test_notice_edit_of_two_languages_at_once_keeps_both(client, cast) -> None:
    spanish, english = typed(client, SPANISH, title_es="Aviso"), typed(client, NOTICE)
    assert client.post(NOTICE, english | {"title_en": "Notice"}).status_code == 302
    assert client.post(SPANISH, spanish).status_code == 302
    after = Notice.objects.get()
    assert (after.title_en, after.title_es) == ("Notice", "Aviso")


@pytest.mark.django_db
def test_notice_edit_does_not_undo_what_it_did_not_touch(client) -> None:
    mine, theirs = typed(client, NOTICE, title_en="Mine"), typed(client, NOTICE, body_en="Theirs")
    client.post(NOTICE, theirs)
    assert client.post(NOTICE, mine).status_code == 302
    after = Notice.objects.get()
    assert (after.title_en, after.body_en) == ("Mine", "Theirs")


@pytest.mark.django_db
def test_notice_edit_with_a_forged_memory_counts_as_stale(client) -> None:
    sent = typed(client, NOTICE, title_en="New", seen="title_en:000000000000 nonsense ::")
    assert "changed this" in client.post(NOTICE, sent).content.decode()
    assert Notice.objects.get().title_en == "COVID-19 information"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title_en": ""}, "This field is required."),
        ({"title_en": "x" * 161}, "Too long by 1."),
        ({"title_en": "e\u0301\u0301" * 100}, "at most 160 characters"),
        ({"ends_on": "2020-01-01"}, "The last day comes before the first."),
        ({"starts_on": "soon"}, "Enter a valid date."),
        ({"body_en": "Kept [here](http://a.example.org)"}, "must lead to an address that begins"),
        ({"body_en": "Kept [here](page:gone)"}, "There is no page “gone”."),
    ],
)
def test_notice_edit_wrong_input_is_told_and_kept(client, changes, words) -> None:
    page = client.post(NOTICE, typed(client, NOTICE, **{"body_en": "Kept"} | changes))
    text = page.content.decode()
    assert page.status_code == 200
    assert words in text
    assert "Kept" in text
    assert "<title>Error: " in text
    assert Notice.objects.get().title_en == "COVID-19 information"


@pytest.mark.django_db
def test_notice_add_stands_on_its_days_only(client, cast) -> None:
    today = timezone.localdate()
    given = typed(
        client,
        "/staff/site-text/notices/add/",
        key="storm",
        title_en="Storm",
        body_en="City Hall is closed.",
        starts_on=str(today),
        ends_on=str(today + timedelta(days=1)),
    )
    answer = client.post("/staff/site-text/notices/add/", given)
    assert answer.url == "/staff/site-text/notices/storm/"
    assert "City Hall is closed." in client.get("/en/").content.decode()
    event = Notice.objects.get(key="storm").events.get()
    assert event.pgh_context["user"] == cast.coordinator.pk
    path = answer.url
    client.post(path, typed(client, path, starts_on=str(today + timedelta(days=1))))
    assert "City Hall is closed." not in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_notice_add_under_a_taken_name_is_told(client) -> None:
    given = {"key": "covid-19", "title_en": "A", "body_en": "B", "starts_on": "2026-01-01"}
    text = client.post("/staff/site-text/notices/add/", given).content.decode()
    assert "already exists" in text
    assert Notice.objects.count() == 1


@pytest.mark.django_db
def test_page_add_and_move_to_a_call(client, call) -> None:
    given = {"key": "travel", "title_en": "Getting here", "body_en": "By bus.", "order": "9"}
    assert client.post("/staff/site-text/pages/add/", given).status_code == 302
    path = "/staff/site-text/pages/travel/"
    assert Page.objects.get(key="travel").call is None
    client.post(path, typed(client, path, call=str(call.pk)))
    assert Page.objects.get(key="travel").call == call
    assert "Getting here" in client.get(f"/en/{call.slug}/").content.decode()


@pytest.mark.django_db
def test_page_of_home_belongs_to_no_call(client, call) -> None:
    path = "/staff/site-text/pages/home/"
    assert "call" not in client.get(path).context["form"].fields
    answer = client.post(path, typed(client, path, call=str(call.pk), title_en="Welcome"))
    assert "The home page belongs to no call." in answer.content.decode()
    client.post(path, typed(client, path, title_en="Welcome"))
    home = Page.objects.get(key="home")
    assert (home.title_en, home.call) == ("Welcome", None)


@pytest.mark.django_db
def test_site_text_is_shown_as_text_everywhere(client) -> None:
    path = "/staff/site-text/pages/privacy/"
    client.post(NOTICE, typed(client, NOTICE, title_en=EVIL, body_en=EVIL))
    client.post(path, typed(client, path, title_en=EVIL, body_en=f"## {EVIL}\n\n- {EVIL}"))
    for address in ("/en/", "/en/about/privacy/", "/staff/site-text/", NOTICE, SPANISH, path):
        text = client.get(address).content.decode()
        assert "<script>document" not in text, address
        assert "<img src=x" not in text, address
        assert "&lt;script&gt;document" in text, address


@pytest.mark.django_db
def test_site_text_list_takes_as_many_queries_however_long_it_is(client) -> None:
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as captured:
            client.get("/staff/site-text/")
        counts.append(len(captured))
        Notice.objects.create(key=f"n{number}", title_en="N", body_en="N", starts_on="2026-01-01")
        Page.objects.create(key=f"p{number}", title_en="P", body_en="P", order=number + 20)
    assert counts[0] == counts[1] == counts[2] <= 7


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["clerk", "reviewer", "finance", "auditor", "administrator"])
def test_site_text_is_closed_to_others(client, cast, person) -> None:
    sent = typed(client, NOTICE, title_en="Mine")
    other = Client()
    other.force_login(getattr(cast, person))
    for path in ("/staff/site-text/", NOTICE, "/staff/site-text/pages/add/"):
        assert other.get(path).status_code == 403
        assert other.post(path, sent).status_code == 403
    assert Notice.objects.get().title_en == "COVID-19 information"


def test_digest_takes_nothing_and_empty_for_the_same() -> None:
    assert digest(None) == digest("")
    assert digest("a") != digest("b")
