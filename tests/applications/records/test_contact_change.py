"""Staff change contact, home or language for somebody; a move out of the city is checked."""

import pytest

from applications.enums import Detail
from applications.form import queries
from applications.form.queries.details import moved_away
from applications.models import Application, Call, ContactChange
from applications.records.actions.check_residency import check_residency
from core.models import AccessEvent, OutgoingMail
from tests.factories.applications import ANSWERS, apply
from tests.factories.calls import closed
from tests.factories.staff import signed_in
from tests.refusals import refuses

NEW = "new@example.net"
ASKED = {"asker": "trusted", "way": "phone", "seen": "0"}


def typed(detail: str, **changes) -> dict[str, object]:
    """What the page sends: the step's fields by its prefix, and who asked."""
    given = ANSWERS[detail] | changes
    return ASKED | {f"{detail}-{name}": value for name, value in given.items() if value}


@pytest.fixture
def application(call: Call) -> Application:
    application = apply(call)
    closed(call)
    OutgoingMail.objects.all().delete()
    return application


@pytest.fixture
def client(cast):
    return signed_in(cast.coordinator)


def page_of(application: Application, detail: str) -> str:
    return f"/staff/applications/{application.reference}/contact/{detail}/"


def check(application: Application, cast, *, seen: int, status: str = "verified"):
    return check_residency(
        by=cast.coordinator, application=application, status=status, reason="a bill", seen=seen
    )


@pytest.mark.django_db
def test_address_that_staff_write_gets_a_link_that_opens_no_about_you_answers(
    application, client, cast
) -> None:
    page = page_of(application, "contact")
    assert client.get(page).status_code == 200
    assert AccessEvent.objects.filter(what="contact", object_id=application.pk).count() == 1
    assert client.post(page, typed("contact", email=NEW)).status_code == 302
    change = ContactChange.objects.get()
    assert (change.staff, change.asker, change.way) == (cast.coordinator, "trusted", "phone")
    assert queries.contacts_of([application])[application.pk].email == NEW
    assert not queries.current_revision(application).email_opens_about_you
    assert {each.to_address for each in OutgoingMail.objects.all()} == {
        ANSWERS["contact"]["email"],
        NEW,
    }
    text = client.get(f"/staff/applications/{application.reference}/").content.decode()
    assert "Changed after the deadline: how to reach them" in text


@pytest.mark.django_db
def test_wrong_page_leads_back_with_what_was_typed(application, client) -> None:
    sent = typed("contact", email="nobody@", phone="617-555-0177") | {"asker": ""}
    page = client.post(page_of(application, "contact"), sent, follow=True).content.decode()
    assert "Choose one." in page and 'value="nobody@"' in page and "617-555-0177" in page
    assert not ContactChange.objects.exists()


@pytest.mark.django_db
def test_colleague_who_was_first_is_not_overwritten(application, client) -> None:
    client.post(page_of(application, "support"), typed("support", reads="ar"))
    sent = typed("support", needs_childcare="on")
    page = client.post(page_of(application, "support"), sent, follow=True)
    assert "Somebody else changed this" in page.content.decode()
    assert not queries.supports_of([application.pk])[application.pk].needs_childcare
    assert ContactChange.objects.get().detail == Detail.SUPPORT


@pytest.mark.django_db
def test_verified_person_who_moves_away_is_checked_once_more(
    call, application, client, cast
) -> None:
    check(application, cast, seen=0)
    with refuses("nothing_new"):
        check(application, cast, seen=1)
    home = typed("home", street="1 Elm St", zip_code="02139", lives_in_city="no")
    client.post(page_of(application, "home"), home)
    today = client.get("/staff/").content.decode()
    assert "Moved, perhaps away" in today
    queue = client.get(f"/staff/residency/?call={call.slug}&moved=1")
    (person,) = queue.context["people"]
    assert person.is_open and "Says: does not live in Boston." in queue.content.decode()
    assert not client.get("/staff/residency/").context["people"], "of those who wait, nobody"
    check(application, cast, seen=1)
    assert not moved_away(call).exists()


@pytest.mark.django_db
def test_before_the_deadline_the_applicant_corrects(call, client) -> None:
    application = apply(call)
    answer = client.get(page_of(application, "home"))
    assert answer.url == f"/staff/applications/{application.reference}/"
