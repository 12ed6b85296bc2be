"""Today: what each role finds, what it does not, and how little that costs."""

import re
from datetime import timedelta

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Cluster
from core.accounts import deactivate_account
from core.models import OutgoingMail
from core.navigation import TASK_OF, Task
from core.permissions import Permission, Role
from reports.today_items import ITEMS, ONCE_RELEASED
from selection.enums import Caution
from selection.models import Release
from selection.releases.actions.propose import send_release_back
from tests.factories import duplicates, story, wording
from tests.factories.applications import apply
from tests.factories.calls import redated
from tests.factories.releasing import choose_member, proposed_release
from tests.factories.staff import Cast
from tests.factories.targets import set_target

# Permissions used on the page of an application or of a list, or that the side of Today is for.
WITHOUT_ITEM = {
    Permission.VIEW_APPLICATIONS,
    Permission.OPEN_ABOUT_YOU,
    Permission.REDACT_ANSWERS,
    Permission.SEE_SCANS,
    Permission.EXPORT_APPLICATIONS,
    Permission.READ_PROOFS,
}


def today_of(person) -> tuple[dict[str, list[str]], str]:
    """(titles with their counts by part of the page, the page)."""
    client = Client()
    client.force_login(person)
    answer = client.get("/staff/")
    todo = answer.context["todo"]
    parts = {"now": todo.now, "later": todo.later, "pages": todo.pages, "nothing": todo.nothing}
    shown = {
        part: [f"{item.count or ''} {item.title}".strip() for item in items]
        for part, items in parts.items()
    }
    return shown, answer.content.decode()


def missing_on(person) -> dict[str, str]:
    """Group → what is missing of it."""
    part = today_of(person)[1].partition("Who is missing")[2].partition("</section>")[0]
    rows = re.findall(r"<b>(.*?)</b>\s*<span>(.*?)</span>", part, re.S)
    return {group: " ".join(words.split()) for group, words in rows}


def test_every_permission_has_its_task_and_its_item() -> None:
    shown = ITEMS.keys() | ONCE_RELEASED.keys() | {Permission.ASSIGN_REVIEWS}  # with figures
    assert sorted([*shown, *WITHOUT_ITEM]) == sorted(TASK_OF) == sorted(Permission)
    assert set(TASK_OF.values()) == set(Task)


@pytest.mark.django_db
def test_today_shows_each_role_its_own_work(call, cast) -> None:
    application = apply(call)
    story.two_criteria(call)
    story.assigned(application, cast)
    story.approved(application, cast)
    proposed_release(cast, apply(call))
    apply(call)
    wording.waive_all(call)
    urgent = {name: today_of(person)[0]["now"] for name, person in cast._asdict().items()}
    not_ready, unanswered = "4 A call is not ready", "2 People without an answer"
    assert {name: items for name, items in urgent.items() if items} == {
        "coordinator": [not_ready, unanswered],
        "second_coordinator": [not_ready, "1 Releases to read", unanswered],
        "finance": ["1 Stipends to pay"],
        "administrator": ["1 Backup: it needs you"],
    }
    coordinator = today_of(cast.coordinator)[0]
    assert coordinator["later"][:2] == ["3 Residency to check", "8 Readings that lack a reader"]
    nothing = {"Late entries", "Releases to read", "Stipends to approve", "Letters to let go"}
    assert nothing <= {*coordinator["nothing"]}
    assert today_of(cast.reviewer)[0]["later"] == ["1 Applications to score"]
    assert today_of(cast.clerk)[0]["pages"] == ["Paper entry", "Lost code", "Practice"]
    assert today_of(cast.auditor)[0]["pages"] == [
        "Access log",
        "History",
        "Decisions",
        "Payments",
        "Role changes",
    ]


@pytest.mark.django_db
def test_today_puts_what_waits_longest_first_and_what_is_done_away(call, cast) -> None:
    proposed_release(cast, apply(call))
    wording.waive_all(call)
    week_ago = timezone.now() - timedelta(days=7, minutes=1)
    with pgtrigger.ignore():
        Release.objects.update(proposed_at=week_ago)
    shown, page = today_of(cast.second_coordinator)
    assert "1 Releases to read" in shown["now"]
    [(look, row)] = [
        row
        for row in re.findall(r'<li class="todo ([^"]*)">(.*?)</li>', page, re.S)
        if "Releases to read" in row[1]
    ]
    assert look.split() == ["todo-late"] and f'<time datetime="{week_ago:%Y}' in row
    nothing = page[page.index("Nothing to do in") :]
    assert "Stipends to approve" in nothing and "Releases to read" not in nothing


@pytest.mark.django_db
def test_today_says_that_a_release_was_sent_back(call, cast) -> None:
    release = proposed_release(cast, apply(call))
    send_release_back(by=cast.second_coordinator, release=release, reason="Nobody from Roxbury.")
    assert "1 Releases sent back" in today_of(cast.coordinator)[0]["now"]


@pytest.mark.django_db
def test_today_has_one_main_button(call, cast) -> None:
    apply(call)
    for person in cast:
        buttons = re.findall(r'<a class="button([^"]*)"', today_of(person)[1])
        assert buttons == [""][: len(buttons)] + [" button-quiet"] * (len(buttons) - 1), person


@pytest.mark.django_db
def test_today_says_that_nobody_could_release(call, cast) -> None:
    words = "coordinator is left"
    for person in (cast.administrator, cast.auditor):
        assert words not in today_of(person)[1]
    deactivate_account(by=cast.administrator, account=cast.second_coordinator)
    for person in (cast.administrator, cast.auditor):
        assert today_of(person)[0]["now"][0] == "1 Only one coordinator is left"
    assert words not in today_of(cast.coordinator)[1]


@pytest.mark.django_db
def test_today_tells_figures_only_to_those_who_may_see_them(call, cast) -> None:
    apply(call)
    for name, person in cast._asdict().items():
        page = today_of(person)[1]
        is_coordinator = Role.COORDINATOR in person.roles
        for words in ("Applications by day", "Drafts under way", "Seats"):
            assert (words in page) is is_coordinator, (name, words)


@pytest.mark.django_db
def test_today_links_lead_where_their_reader_may_go(call, cast) -> None:
    for person in cast:
        client = Client()
        client.force_login(person)
        page = client.get("/staff/")
        todo = page.context["todo"]
        items = [*todo.now, *todo.later, *todo.pages, *todo.nothing]
        links = [item.url for item in items if item.url]
        links += [link.url for group in page.context["navigation"] for link in group.links]
        assert links
        assert {client.get(link, follow=True).status_code for link in links} == {200}, person


@pytest.mark.django_db
def test_today_leads_from_a_channel_to_its_applications(call, cast) -> None:
    apply(call)
    link = re.search(
        r'href="(/staff/applications/[^"]*channel=[^"]*)"\s*>Online', today_of(cast.coordinator)[1]
    )
    client = Client()
    client.force_login(cast.coordinator)
    for channel, count in (("web", 1), ("mail", 0)):
        path = link[1].replace("&amp;", "&").replace("web", channel)
        assert len(client.get(path).context["table"]) == count


@pytest.mark.django_db
def test_today_says_who_is_missing(call, cast) -> None:
    for slug, minimum in (("hyde-park-mattapan", 2), ("dorchester", 1), ("west-roxbury", 1)):
        cluster = Cluster.objects.get(slug=slug)
        set_target(call, cluster, minimum, 3)
    apply(call, home={"neighborhood": "dorchester"})
    assert missing_on(cast.coordinator) == {
        "Hyde Park, Mattapan": "No one yet, 2 seats wanted",
        "West Roxbury": "No one yet, 1 seat wanted",
    }
    apply(call, home={"neighborhood": "hyde-park"})
    assert missing_on(cast.coordinator)["Hyde Park, Mattapan"] == "1 applied, 2 seats wanted"
    page = today_of(cast.coordinator)[1]
    absent = page[page.index("No one yet from:") :].partition("</p>")[0]
    assert "Mattapan" in absent and "Hyde Park" not in absent and "not sure" not in absent.lower()
    past = timezone.now() - timedelta(minutes=1)
    redated(call, opens_at=past - timedelta(days=1), closes_at=past)
    assert "Who is missing" not in today_of(cast.coordinator)[1], "nobody can be asked any more"


@pytest.mark.django_db
def test_today_counts_the_pairs_to_compare_and_no_household(call, cast) -> None:
    duplicates.similar_pair(call, "Frantz Désir", "frantz desir", "Nadège Pierre")
    shown, _page = today_of(cast.coordinator)
    assert "1 Pairs that look alike" in shown["later"], "one likely pair; two that share a phone"


@pytest.mark.django_db
def test_today_counts_mail_that_waits_and_mail_that_fails(call, cast) -> None:
    for address in ("one@example.org", "two@example.org"):
        apply(call, contact={"email": address})
    OutgoingMail.objects.filter(to_address="one@example.org").update(attempts=3)
    shown, page = today_of(cast.administrator)
    assert "1 Messages that did not arrive" in shown["now"]
    assert "example.org</" not in page  # to nobody's address
    OutgoingMail.objects.update(queued_at=timezone.now() - timedelta(hours=1, minutes=1))
    assert "1 Messages that did not leave" in today_of(cast.administrator)[0]["now"]


@pytest.mark.django_db
def test_today_says_what_keeps_mail_and_whom_to_reach_otherwise(call, cast) -> None:
    sent = apply(call, contact={"email": "one@example.org"})
    OutgoingMail.objects.update(attempts=3, last_error="SMTPRecipientsRefused")
    page = today_of(cast.coordinator)[1]
    assert "The mail server refuses the address." in page
    assert f'href="/staff/applications/{sent.reference}/"' in page
    page = today_of(cast.administrator)[1]
    assert "The mail server refuses the address." in page
    assert sent.reference not in page


@pytest.mark.django_db
def test_today_before_any_call_is_empty_and_says_so(cast) -> None:
    for person in cast:
        page = today_of(person)[1]
        assert "No call is published yet" in page
        assert "todo-count" in page or "Nothing needs you now." in page
    nobody = cast.clerk
    nobody.groups.clear()
    page = today_of(nobody)[1]
    assert "Your account has no role yet" in page and "todo" not in page.partition("<main")[2]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(1, 2, "Not open yet"), (-1, 1, "Closing soon"), (-9, 9, "Open"), (-9, -1, "Closed")],
)
def test_today_says_where_the_call_stands(opens, closes, words, call, cast) -> None:
    now, day = timezone.now(), timedelta(days=1)
    dates = {"opens_at": now + opens * day, "closes_at": now + closes * day}
    redated(call, **dates)
    for person in (cast.coordinator, cast.reviewer):
        assert words in today_of(person)[1]


@pytest.mark.django_db
def test_today_takes_as_many_queries_for_ten_applications_as_for_one(call, cast: Cast) -> None:
    story.two_criteria(call)
    today_of(cast.coordinator)  # what the call lacks is kept from then on
    counts = []
    for more in (1, 9):
        for _ in range(more):
            application = apply(call)
            story.assigned(application, cast)
            choose_member(by=cast.coordinator, application=application, despite=Caution)
        taken = {}
        for name, person in cast._asdict().items():
            client = Client()
            client.force_login(person)
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/staff/").status_code == 200
            taken[name] = len(captured)
            # Counted, not loaded one by one.
            loading = 'SELECT "applications_application"."id", '
            assert not [q for q in captured if q["sql"].startswith(loading)]
        counts.append(taken)
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 47


@pytest.mark.django_db
def test_today_names_mail_that_was_given_up_for_a_month(call, cast) -> None:
    sent = apply(call, contact={"email": "one@example.org"})

    def given_up(days: int) -> str:
        at = timezone.now() - timedelta(days=days)
        OutgoingMail.objects.update(
            attempts=3, last_error="SMTPRecipientsRefused", body="", given_up_at=at
        )
        return today_of(cast.coordinator)[1]

    page = given_up(days=29)
    assert "Messages that did not arrive" in page and "Those of the last 30 days" in page
    assert f'href="/staff/applications/{sent.reference}/"' in page
    assert sent.reference not in given_up(days=31)
