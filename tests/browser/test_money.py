"""A stipend on its way: a coordinator agrees and approves, finance pays, the member reads it."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from core.models import AccessEvent
from tests.browser.choosing import Applicant, Coordinator
from tests.browser.pages import PHONE
from tests.factories.applications import apply
from tests.factories.calls import closed
from tests.factories.offering import PAYEE
from tests.factories.paying import status_of
from tests.factories.story import seated

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def part(call, cast):
    part = seated(apply(call, language="es"), cast)
    closed(call)
    return part


@pytest.fixture
def member_in(part, live_server, new_context):
    """The member at their phone, at their own page in a language."""

    def begin(language: str) -> Applicant:
        page = new_context(viewport=PHONE).new_page()
        application = part.agreement.decision.application
        return Applicant(page, live_server.url, application, language)

    return begin


def words_of(member: Applicant) -> str:
    member.page.reload()
    return member.page.locator("#stipend").inner_text()


def approve(coordinator: Coordinator) -> None:
    coordinator.open("stipends/").locator("input[name=part]").first.check()
    coordinator.press("Approve")
    coordinator.press("Approve $600 all the same")


def halve(coordinator: Coordinator, part) -> None:
    coordinator.open(f"stipends/{part.agreement_id}/")
    for name, value in (("amount_1", "600"), ("amount_2", "$600.00"), ("meetings_2", "3")):
        coordinator.page.locator(f"[name={name}]").fill(value)
    coordinator.press("Change the parts")


def read_sheet_and_note_form(finance: Coordinator, cast) -> None:
    finance.open("payments/").get_by_role("link", name="Pay CDG").first.click()
    finance.press("Open the payee sheet")
    assert PAYEE.legal_name in finance.page.locator("main").inner_text()
    assert AccessEvent.objects.filter(query="whom to pay", by=cast.finance).count() == 1
    finance.page.go_back()
    finance.page.locator("[name=tax_form]").select_option("w9")
    finance.page.locator("[name=tax_form_on]").fill(timezone.localdate().isoformat())
    finance.press("Note it")


def pay(finance: Coordinator, number: str) -> None:
    finance.page.locator("#payform-number").fill(number)
    with finance.page.expect_navigation():
        finance.page.keyboard.press("Enter")


def test_stipend_in_two_parts_comes_back_and_is_paid_again(
    part, call, cast, desk_of, member_in
) -> None:
    coordinator = Coordinator(desk_of(cast.coordinator).page, call)
    finance = Coordinator(desk_of(cast.finance).page, call)
    spanish, arabic = member_in("es"), member_in("ar")
    assert "Estamos preparando su pago." in words_of(spanish)

    halve(coordinator, part)
    assert "Parte 1 de 2" in words_of(spanish)
    first, second = part.agreement.installments.all()
    approve(coordinator)

    read_sheet_and_note_form(finance, cast)
    pay(finance, "118829")
    assert status_of(first) == "paid" and "Le enviamos un cheque" in words_of(spanish)

    finance.page.locator("[name=cause]").select_option("address")
    finance.press("Note it in the ledger")
    told = words_of(arabic)
    assert "عاد شيكك إلينا" in told and "W-9" not in told
    pay(finance, "118840")
    assert status_of(first) == "reissued"
    finance.press("Note that it cleared")
    assert "Esto se pagó" in words_of(spanish)

    spanish.go_to("/stipend/")
    with spanish.page.expect_navigation():
        spanish.page.get_by_role("button", name="Rechazar el resto").click()
    assert "Usted rechazó lo que todavía no habíamos preparado" in words_of(spanish)
    assert [status_of(each) for each in (first, second)] == ["cleared", "voided"]
    found = finance.open("payments/?number=118829").locator("main").inner_text()
    assert "1 payment with the number" in found


def test_less_is_asked_about_and_nobody_alone_pays_again(part, call, cast, desk_of) -> None:
    coordinator = Coordinator(desk_of(cast.coordinator).page, call)
    finance = Coordinator(desk_of(cast.finance).page, call)
    page = coordinator.open(f"stipends/{part.agreement_id}/")
    page.locator("[name=amount_1]").fill("700")
    coordinator.press("Change the parts")
    assert "It was $1,200 in 1 part, and becomes $700 in 1 part." in words_on(page)
    page.get_by_label("This is what they are to get").check()
    coordinator.press("Change the parts")
    assert "$700 agreed" in words_on(page)

    page = coordinator.open("stipends/")
    assert place_of_bar(page) == "static", "it covers no row before something is chosen"
    page.locator("input[name=part]").check()
    assert place_of_bar(page) == "sticky"
    coordinator.press("Approve")
    coordinator.press("Approve $700 all the same")

    page = finance.open("payments/")
    assert not page.locator(".on-paper").is_visible()
    page.emulate_media(media="print")
    assert f"To pay, {call.title}" in page.locator(".on-paper").inner_text()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Pay CDG").click()
    pay(finance, "118829")
    finance.press("Note that it cleared")
    page.locator("[name=reason]").first.fill("It was another check.")
    finance.press("Take back that it cleared")
    assert "Somebody else of finance" in words_on(page)
    assert not page.locator("[name=cause]").count()


def words_on(page: Page) -> str:
    return page.locator("main").inner_text()


def place_of_bar(page: Page) -> str:
    return page.locator(".bulk").evaluate("bar => getComputedStyle(bar).position")
