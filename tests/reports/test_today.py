"""Today: what each role finds, what it does not, and how little that costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Cluster
from core.models import OutgoingMail
from core.navigation import TASK_OF, Task
from core.permissions import Permission, Role
from reports.today import CARDS, WITHOUT_CARD
from selection.actions.choose import choose_member, set_target
from selection.queries import representation_of
from tests.factories import duplicates, story, wording
from tests.factories.applications import apply
from tests.factories.calls import redated
from tests.factories.staff import Cast
from tests.journeys.visitor import in_one_line


def today_of(person) -> tuple[dict[str, object], str]:
    """(figure by card title, the page)."""
    client = Client()
    client.force_login(person)
    answer = client.get("/staff/")
    cards = {card.title: card.figure for _, found in answer.context["cards"] for card in found}
    return cards, in_one_line(answer.content.decode())


def test_every_permission_has_its_task_and_its_card() -> None:
    assert CARDS.keys() | WITHOUT_CARD == TASK_OF.keys() == set(Permission)
    assert not CARDS.keys() & WITHOUT_CARD
    assert set(TASK_OF.values()) == set(Task)


@pytest.mark.django_db
def test_today_shows_each_role_its_own_work(call, cast) -> None:
    application = apply(call)
    story.two_criteria(call)
    story.assigned(application, cast)
    story.approved(application, cast)
    choose_member(by=cast.coordinator, application=apply(call))
    wording.waive_all(call)
    of_a_coordinator = {
        "Applications": 2,
        "Residency": 2,
        "Late entries": 0,
        "Duplicates": 0,
        "Practice": None,
        "Translations": 0,
        "Scores": 0,
        "Board": 2,
        "Stipends": 0,
        "Calls": 1,
        "A call is not ready": 3,
    }
    expected = {
        "coordinator": of_a_coordinator | {"Decisions": 0},
        "second_coordinator": of_a_coordinator | {"Decisions": 1},
        "clerk": {"Paper entry": 0, "Papers to check": 0, "Lost code": None, "Practice": None},
        "translator": {"Translations": 0},
        "second_translator": {"Translations": 0},
        "reviewer": {"My reviews": 0},
        "second_reviewer": {"My reviews": 0},
        "finance": {"To pay": 1, "Budget": "$0"},
        "auditor": {
            "Access log": 0,
            "History": None,
            "Decisions": None,
            "Payments": None,
            "Role changes": None,
        },
        "administrator": {"Accounts": 10, "Sign-in events": 0},
    }
    assert {name: today_of(person)[0] for name, person in cast._asdict().items()} == expected


@pytest.mark.django_db
def test_today_tells_figures_only_to_those_who_may_see_them(call, cast) -> None:
    apply(call)
    for name, person in cast._asdict().items():
        page = today_of(person)[1]
        is_coordinator = Role.COORDINATOR in person.roles
        for words in ("Applications by day", "How they came", "Who is missing"):
            assert (words in page) is is_coordinator, (name, words)


@pytest.mark.django_db
def test_today_links_lead_where_their_reader_may_go(call, cast) -> None:
    for person in cast:
        client = Client()
        client.force_login(person)
        page = client.get("/staff/")
        links = [card.url for _, found in page.context["cards"] for card in found]
        links += [link.url for group in page.context["navigation"] for link in group.links]
        assert links
        assert {client.get(link).status_code for link in links} == {200}, person


@pytest.mark.django_db
def test_today_leads_from_a_channel_to_its_applications(call, cast) -> None:
    apply(call)
    link = re.search(
        r'href="(/staff/applications/[^"]*channel=[^"]*)">Online', today_of(cast.coordinator)[1]
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
        set_target(by=None, call=call, cluster=cluster, minimum=minimum, maximum=3, source="test")
    apply(call, home={"neighborhood": "dorchester"})
    assert "No one yet from Hyde Park, Mattapan." in today_of(cast.coordinator)[1]
    apply(call, home={"neighborhood": "hyde-park"})
    page = today_of(cast.coordinator)[1]
    assert "Only 1 from Hyde Park, Mattapan, for 2 seats." in page
    assert "No one yet from West Roxbury." in page
    absent = page.split("No one yet from:")[1].partition("</p>")[0]
    assert "Mattapan" in absent and "Hyde Park" not in absent and "not sure" not in absent.lower()


@pytest.mark.django_db
def test_representation_counts_who_stands_and_who_is_chosen(call, cast) -> None:
    cluster = Cluster.objects.get(slug="hyde-park-mattapan")
    set_target(by=None, call=call, cluster=cluster, minimum=1, maximum=1, source="test")
    chosen, withdrawn = apply(call), apply(call, home={"neighborhood": "west-roxbury"})
    choose_member(by=cast.coordinator, application=chosen)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(
        status="withdrawn", withdrawn_at=timezone.now()
    )
    found = representation_of(call)
    [row] = found.targets
    assert (row.applicants, row.chosen, found.chosen, found.short) == (1, 1, 1, [])
    assert "West Roxbury" in {place.name for place in found.absent}


@pytest.mark.django_db
def test_today_counts_the_pairs_to_compare_and_no_household(call, cast) -> None:
    duplicates.similar_pair(call, "Frantz Désir", "frantz desir", "Nadège Pierre")
    cards, _page = today_of(cast.coordinator)
    assert cards["Duplicates"] == 1, "one likely pair; two that share a phone"


@pytest.mark.django_db
def test_today_counts_mail_that_waits_and_mail_that_fails(call, cast) -> None:
    for address in ("one@example.org", "two@example.org"):
        apply(call, contact={"email": address})
    OutgoingMail.objects.filter(to_address="one@example.org").update(attempts=3)
    page = today_of(cast.administrator)[1]
    assert "2 emails wait to leave; 1 could not be delivered" in page
    assert "example.org</" not in page  # to nobody's address


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
        assert "Your work" in page
    nobody = cast.clerk
    nobody.groups.clear()
    page = today_of(nobody)[1]
    assert "Your account has no role yet" in page and "Nothing waits for you" in page


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
    counts = []
    for more in (1, 9):
        for _ in range(more):
            application = apply(call)
            story.assigned(application, cast)
            choose_member(by=cast.coordinator, application=application)
        taken = {}
        for name, person in cast._asdict().items():
            client = Client()
            client.force_login(person)
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/staff/").status_code == 200
            taken[name] = len(captured)
            # Counted, not loaded one by one.
            loading = 'SELECT "applications_application"."id"'
            assert not [q for q in captured if q["sql"].startswith(loading)]
        counts.append(taken)
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 41


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
    assert "No email waits" in page and "will be tried again" not in page
    assert "Given up" in page and f'href="/staff/applications/{sent.reference}/"' in page
    assert "Given up" not in given_up(days=31)
