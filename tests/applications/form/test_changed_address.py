"""An address that a correction removes gets a mail, so that nobody takes it over unnoticed."""

import pytest
from django.test import Client

from applications.calls.actions.configure import set_office
from applications.form import site_cache
from applications.form.queries import current_revision
from applications.models import Application, Call
from core.models import OutgoingMail
from tests.applications.form import staff_code
from tests.applications.form.my_application import code_of, find, link_in
from tests.applications.form.steps import post
from tests.factories import desk
from tests.factories.applications import apply
from tests.factories.canaries import ask_in_own_words

pytestmark = pytest.mark.django_db
OLD, NEW = "wideline@example.org", "new@example.net"
NO_EMAIL = {"email": "", "phone": "617-555-0101", "preferred_way": "phone"}


def corrected(call: Call, application: Application, **contact: str) -> list[OutgoingMail]:
    """What is mailed when somebody who knows the code changes how they are reached."""
    OutgoingMail.objects.all().delete()
    browser = Client()
    assert find(browser, call, application.reference, code_of(application)).url
    browser.post(f"/en/{call.slug}/mine/correct/")
    given = {"full_name": "Wideline", "email": NEW, "preferred_way": "email", **contact}
    assert post(browser, call, "contact", **given).status_code == 302
    assert post(browser, call, "check", agrees="on").status_code == 302
    assert current_revision(application).number == 2
    return list(OutgoingMail.objects.order_by("pk"))


def test_old_address_is_told_of_a_change_without_the_new_one_or_a_way_in(call) -> None:
    set_office(by=None, phone="617-555-0177", email="help@example.org")
    site_cache.clear()
    application = apply(call)
    notice, receipt = corrected(call, application)
    assert (notice.to_address, receipt.to_address) == (OLD, NEW)
    assert application.reference in notice.subject and call.title in notice.body
    assert "taken out of your application" in notice.body
    for words in ("Please tell us", "617-555-0177", "help@example.org"):
        assert words in notice.body
    assert NEW not in notice.body and code_of(application) not in notice.body
    assert "/mine/" not in notice.body and not notice.holds_secret


def test_old_address_is_told_in_the_language_that_was_asked_for_there(call) -> None:
    application = apply(call, support={"reads": "es"})
    notice, _receipt = corrected(call, application)
    assert notice.language == "es"


def test_old_address_is_told_that_it_was_taken_out(call) -> None:
    (notice,) = corrected(call, apply(call), **NO_EMAIL)
    assert notice.to_address == OLD


@pytest.mark.parametrize(
    ("before", "after"), [({}, {"email": OLD}), ({}, {"email": OLD.upper()}), (NO_EMAIL, {})]
)
def test_nobody_is_told_where_no_address_was_taken_out(call, before, after) -> None:
    mails = corrected(call, apply(call, contact=before), **after)
    assert len(mails) == 1, "the confirmation"


def test_nobody_is_told_at_an_address_that_no_mail_reaches(call, cast) -> None:
    application = desk.typed_in(call, cast.clerk, contact={"email": "maria@gmail,com"})
    (confirmation,) = corrected(call, application)
    assert confirmation.to_address == NEW


def test_sender_of_a_paper_who_changes_the_address_online_tells_the_old_one(call, cast) -> None:
    notice, _receipt = corrected(call, desk.typed_in(call, cast.clerk))
    assert notice.to_address == OLD


def test_address_written_with_a_staff_code_opens_no_more_once_its_owner_sends_again(
    call, cast, clerk
) -> None:
    ask_in_own_words(call)
    application = apply(call, **staff_code.TOLD)
    staff_code.new_code(clerk, application)
    owner = staff_code.mailed(call, OLD)
    staff_code.corrected(staff_code.let_in(application), call, NEW)
    owner.post(f"/en/{call.slug}/mine/correct/")
    assert post(owner, call, "check", agrees="on").status_code == 302
    assert current_revision(application).number == 3
    assert not staff_code.reads_about_you(staff_code.mailed(call, NEW), call)


def test_address_that_a_clerk_typed_opens_no_more_once_its_sender_sends_again(call, cast) -> None:
    ask_in_own_words(call)
    application = desk.typed_in(call, cast.clerk, **staff_code.TOLD)
    sender = staff_code.let_in(application)
    assert staff_code.reads_about_you(sender, call), "no staff saw that code"
    sender.post(f"/en/{call.slug}/mine/correct/")
    assert post(sender, call, "check", agrees="on").status_code == 302
    assert not staff_code.reads_about_you(staff_code.mailed(call, OLD), call)


def test_address_that_a_clerk_mistyped_is_not_written_to_again(call, cast) -> None:
    application = desk.typed_in(call, cast.clerk)
    OutgoingMail.objects.all().delete()
    desk.correct(application, cast.clerk, changes={"contact": {"email": NEW}})
    (receipt,) = OutgoingMail.objects.all()
    assert receipt.to_address == NEW and link_in(receipt.body)
