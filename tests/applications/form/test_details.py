"""Contact, home and language after the deadline: changed in place, the old address told."""

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from applications.enums import Detail
from applications.form import queries
from applications.form.actions.change_details import change_details
from applications.form.actions.withdraw import withdraw_application
from applications.form.queries.details import moved_away
from applications.form.queries.sent import answers_as_sent
from applications.models import Application, Call, Contact, ContactChange
from core.actions import ChangedMeanwhile
from core.models import OutgoingMail
from tests.applications.form.my_application import code_of, find, link_in
from tests.concurrency import at_once
from tests.factories.applications import ANSWERS, apply
from tests.factories.calls import closed
from tests.refusals import refuses

OLD, NEW = "wideline@example.org", "new@example.net"
CONTACT = ANSWERS["contact"]
HOME = ANSWERS["home"] | {"lives_in_city": "yes"}


@pytest.fixture
def application(call) -> Application:
    application = apply(call, support={"reads": "es"})
    closed(call)
    OutgoingMail.objects.all().delete()
    return application


@pytest.fixture
def owner(call, application) -> Client:
    browser = Client()
    find(browser, call, application.reference, code_of(application))
    return browser


def page_of(call: Call, detail: str, language: str = "en") -> str:
    return f"/{language}/{call.slug}/mine/details/{detail}/"


def change(application: Application, detail: Detail, seen: int = 0, **given):
    before = answers_as_sent(queries.current_revision(application))[detail.value]
    return change_details(
        by=None, application=application, detail=detail, given=before | given, seen=seen
    )


def contact_of(application: Application) -> Contact:
    return queries.contacts_of([application])[application.pk]


@pytest.mark.django_db
def test_new_address_replaces_the_old_one_which_is_told_and_answers_stay(
    call, application, owner
) -> None:
    revision = queries.current_revision(application)
    before = answers_as_sent(revision)
    sent = {"chosen_name": "Wide", "ways": ["email"], "email": NEW, "seen": "0", "confirmed": ""}
    answer = owner.post(page_of(call, "contact"), sent)
    assert answer.url == f"/en/{call.slug}/mine/status/?changed=contact#details"
    assert "Your change is saved." in owner.get(answer.url).content.decode()
    after = answers_as_sent(queries.current_revision(application))
    assert after.pop("contact") != before.pop("contact")
    assert after == before and application.revisions.count() == 1
    assert not Contact.objects.filter(email=OLD).exists()
    notice, link = OutgoingMail.objects.order_by("pk")
    assert (notice.to_address, link.to_address) == (OLD, NEW)
    assert {notice.language, link.language} == {"es"}
    assert link_in(link.body) and not notice.holds_secret


@pytest.mark.django_db
def test_wrong_page_keeps_what_was_typed_and_changes_nothing(call, application, owner) -> None:
    sent = {"full_name": "Wide", "ways": ["phone"], "phone": "617", "seen": "0", "confirmed": ""}
    page = owner.post(page_of(call, "contact"), sent).content.decode()
    assert "Check the phone number." in page and 'value="617"' in page
    in_spanish = owner.post(page_of(call, "contact", "es"), sent | {"other-language": ""})
    assert (
        'value="617"' in in_spanish.content.decode()
        and 'lang="es-US"' in in_spanish.content.decode()
    )
    owner.post(page_of(call, "contact"), sent | {"back": ""})
    assert contact_of(application).email == OLD and not ContactChange.objects.exists()


@pytest.mark.django_db
def test_page_open_for_too_long_asks_for_the_code_and_shows_what_was_typed(
    call, application
) -> None:
    sent = {"full_name": "Wide", "ways": ["email"], "email": NEW, "seen": "0"}
    answer = Client().post(page_of(call, "contact"), sent)
    assert answer.status_code == 410 and NEW in answer.content.decode()
    assert Client().get(page_of(call, "contact")).url == f"/en/{call.slug}/mine/"
    assert contact_of(application).email == OLD


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("home", "is_flagged"),
    [
        (
            {"lives_in_city": "no", "neighborhood": "", "street": "1 Elm St", "zip_code": "02139"},
            True,
        ),
        ({"lives_in_city": "not_sure"}, True),
        ({"lives_in_city": "yes", "zip_code": "02026"}, True),
        ({"lives_in_city": "yes", "street": "2 Example St"}, False),
    ],
)
def test_move_out_of_the_city_is_flagged_and_not_refused(
    call, application, owner, home, is_flagged
) -> None:
    sent = HOME | home | {"seen": "0", "confirmed": "zip:02026 zip:02126"}
    assert owner.post(page_of(call, "home"), sent).status_code == 302
    assert [move.application for move in moved_away(call)] == [application] * is_flagged
    contact = contact_of(application)
    assert contact.neighborhood.slug == "mattapan", "where they lived when they applied"
    assert contact.street == (HOME | home)["street"]
    owner.post(page_of(call, "home"), HOME | {"seen": "1", "confirmed": "zip:02126"})
    assert not moved_away(call).exists(), "back again"


@pytest.mark.django_db
def test_somebody_who_stays_must_name_a_neighborhood(call, application, owner) -> None:
    sent = HOME | {"neighborhood": "", "seen": "0", "confirmed": "zip:02126"}
    assert "Choose a neighborhood" in owner.post(page_of(call, "home"), sent).content.decode()


@pytest.mark.django_db
def test_sent_twice_is_one_change_and_an_older_page_is_told(call, application) -> None:
    change(application, Detail.SUPPORT, reads="ar", needs_childcare=True)
    assert change(application, Detail.SUPPORT, needs_childcare=True) is None
    with refuses("changed_meanwhile"):
        change(application, Detail.SUPPORT, needs_transport=True)
    assert ContactChange.objects.get().detail == Detail.SUPPORT
    change(application, Detail.SUPPORT, seen=1, needs_transport=True)
    assert ContactChange.objects.count() == 2


@pytest.mark.django_db
def test_older_page_shows_what_was_typed_and_saves_at_the_second_press(
    call, application, owner
) -> None:
    change(application, Detail.SUPPORT, reads="ar")
    sent = {"reads": "fr", "speaks": "", "speaks_other": "Wolof", "seen": "0"}
    page = owner.post(page_of(call, "support"), sent)
    text = page.content.decode()
    assert "This page was changed in the meantime" in text and 'value="Wolof"' in text
    sent["seen"] = page.context["seen"]
    assert owner.post(page_of(call, "support"), sent).status_code == 302
    assert answers_as_sent(queries.current_revision(application))["support"]["reads"] == "fr"


@pytest.mark.django_db
def test_details_may_be_changed_from_the_deadline_on_until_they_are_erased(call) -> None:
    application = apply(call)
    with refuses("not_changeable"):
        change(application, Detail.SUPPORT, reads="ar")
    browser = Client()
    find(browser, call, application.reference, code_of(application))
    assert browser.get(page_of(call, "support")).url.endswith("/mine/status/")
    closed(call)
    withdraw_application(by=None, application=application)
    assert change(application, Detail.SUPPORT, reads="ar"), "we may still owe them something"
    Application.objects.filter(pk=application.pk).update(erased_at=timezone.now())
    with refuses("not_changeable"):
        change(application, Detail.SUPPORT, seen=1, reads="fr")


@pytest.mark.django_db
def test_changes_stand(application) -> None:
    change(application, Detail.SUPPORT, reads="ar")
    with pytest.raises(DatabaseError):
        ContactChange.objects.update(lives_in_city="no")


@pytest.mark.django_db(transaction=True)
def test_of_several_changes_at_the_same_moment_one_is_made_and_the_others_are_told(call) -> None:
    application = apply(call)
    closed(call)
    languages = iter(["ar", "fr", "so", "vi"])

    def attempt() -> str:
        try:
            change(application, Detail.SUPPORT, reads=next(languages))
        except ChangedMeanwhile:
            return "told"
        return "made"

    assert sorted(at_once(attempt)) == ["made", "told", "told", "told"]
    assert ContactChange.objects.count() == 1
