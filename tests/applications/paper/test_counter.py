"""A lost code: found at the counter, given out anew; the old code and links stop working."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from applications.form import codes
from applications.form.actions.links import reissue_code
from applications.models import Application
from core.models import AccessEvent
from tests.applications.paper.counter import SEARCH, give_out
from tests.applications.paper.typed_paper import shown
from tests.factories import desk
from tests.factories.applications import apply

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call) -> Application:
    contact = {"full_name": "María José de la Cruz Núñez", "phone": "+1 (617) 555-0117"}
    return apply(call, contact=contact, home={"street": "60 Example St", "zip_code": "02126"})


@pytest.mark.parametrize(
    "detail",
    ["617.555.0117", "wideline@EXAMPLE.org", "60 example st", "02126", "+1 617 555 0117"],
)
def test_counter_finds_by_name_and_one_thing_more(clerk, application, detail) -> None:
    page = shown(
        clerk, clerk.post(SEARCH, {"name": "maria jose de la Cruz Nuñez", "detail": detail})
    )
    assert application.reference in page.content.decode()


@pytest.mark.parametrize("typed", [str.lower, lambda r: r.replace("-", " "), lambda r: r[4:]])
def test_counter_finds_by_reference_however_typed(clerk, application, typed) -> None:
    given = {"reference": typed(application.reference)}
    page = shown(clerk, clerk.post(SEARCH, given)).content.decode()
    assert f"/staff/counter/{application.reference}/" in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "María José de la Cruz Núñez"}, "a name and one thing more"),
        ({"detail": "02126"}, "a name and one thing more"),
        ({"name": "María", "detail": "02126"}, "Nothing found"),
        ({"name": "María José de la Cruz Núñez", "detail": "0117"}, "Nothing found"),
        ({"name": "…", "detail": "02126"}, "Nothing found"),
        ({"reference": "CDG-0000-0000"}, "Nothing found"),
    ],
)
def test_counter_does_not_find_by_less(clerk, application, given, words) -> None:
    page = shown(clerk, clerk.post(SEARCH, given)).content.decode()
    assert words in page
    assert application.reference not in page


def test_counter_search_is_on_record_without_its_words(clerk, application, cast) -> None:
    given = {"name": "María José de la Cruz Núñez", "detail": "02126"}
    leads_to = clerk.post(SEARCH, given).url
    assert "02126" not in leads_to and "N%C3%BA" not in leads_to
    assert application.reference in clerk.get(leads_to).content.decode()
    event = AccessEvent.objects.get()
    assert (event.by, event.what, event.query, event.count) == (
        cast.clerk,
        AccessEvent.What.COUNTER_SEARCH,
        "",
        1,
    )


def opens(application: Application, generation: int) -> bool:
    token = codes.link_token(application.reference, generation)
    path = f"/en/{application.call.slug}/mine/{application.reference}/{token}/"
    return Client().get(path).status_code == 302


def test_new_code_makes_the_old_one_and_its_links_void(clerk, application) -> None:
    assert opens(application, 0)
    slip = clerk.get(give_out(clerk, application).url).content.decode()
    assert codes.private_code(application.reference, 1) in slip
    assert not opens(application, 0)
    assert opens(application, 1)
    old = codes.private_code(application.reference, 0)
    given = {"reference": application.reference, "code": old}
    answer = Client().post(f"/en/{application.call.slug}/mine/", given, follow=True)
    assert "We cannot find an application" in answer.content.decode()
    assert AccessEvent.objects.filter(what=AccessEvent.What.PRIVATE_CODE).exists()


def test_new_code_given_out_by_a_double_click_is_one(clerk, application) -> None:
    for _ in range(2):
        give_out(clerk, application)
    application.refresh_from_db()
    assert application.code_generation == 1


@pytest.mark.parametrize(("given", "seen"), [(0, 99), (1, 0)])
def test_new_code_from_an_old_page_shows_and_records_nothing(
    clerk, application, given, seen
) -> None:
    for _ in range(given):
        reissue_code(by=desk.another_clerk(), application=application)
    page = shown(clerk, give_out(clerk, application, seen=seen)).content.decode()
    assert "Somebody else gave out a new code" in page
    assert f'name="seen" value="{given}"' in page, "pressing again does it"
    assert codes.private_code(application.reference, given) not in page
    address = f"{SEARCH}{application.reference}/slip/"
    assert clerk.get(address).status_code == 403
    application.refresh_from_db()
    assert application.code_generation == given
    assert clerk.get(give_out(clerk, application, seen=given).url).status_code == 200


def test_new_code_is_not_given_out_before_one_knows_them(clerk, application) -> None:
    page = shown(clerk, clerk.post(f"{SEARCH}{application.reference}/", {"seen": 0}))
    assert "First make sure" in page.content.decode()
    application.refresh_from_db()
    assert application.code_generation == 0


def test_slip_with_a_new_code_opens_for_its_clerk_and_for_an_hour(
    clerk, application, monkeypatch
) -> None:
    address = give_out(clerk, application).url
    other = Client()
    other.force_login(desk.another_clerk())
    assert other.get(address).status_code == 403
    assert clerk.get(address).status_code == 200
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert clerk.get(address).status_code == 403


def test_slip_with_a_code_that_another_clerk_replaced_is_closed(clerk, application) -> None:
    address = give_out(clerk, application).url
    reissue_code(by=desk.another_clerk(), application=application)
    assert clerk.get(address).status_code == 403
