"""What a member reads of their stipend: on their own page and in mail, in every language."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from applications.records.actions.check_residency import check_residency
from core.languages import ALL
from core.models import OutgoingMail
from selection.enums import PayBy
from selection.models import Acceptance
from stipends.actions.agree import divide_agreement, pay_back
from stipends.actions.approve import approve_stipend, void_stipend
from stipends.actions.follow_up import note_cleared
from stipends.actions.payee import note_payee
from stipends.enums import Cause, EntryKind, InstallmentKind, Method, StipendStatus, TaxForm
from stipends.models import Installment, LedgerEntry
from stipends.parts import Payment, Terms
from stipends.queries import part_of
from stipends.told import told
from tests.applications.form.my_application import code_of, find
from tests.factories.applications import apply
from tests.factories.calls import closed
from tests.factories.paying import check, halves, paid, returned, status_of
from tests.factories.story import approved, seated

LESS = "Get less, get it later, or decline it"
NO_FORM = "We do not have your tax form W-9 yet."


@pytest.fixture
def part(call, cast) -> Installment:
    part = seated(apply(call), cast)
    closed(call)
    return part


@pytest.fixture
def owner(part) -> Client:
    application = part.agreement.decision.application
    browser = Client()
    find(browser, application.call, application.reference, code_of(application))
    return browser


def page(owner: Client, part: Installment, language: str = "en", end: str = "mine/status/") -> str:
    slug = part.agreement.decision.application.call.slug
    return owner.get(f"/{language}/{slug}/{end}", follow=True).content.decode()


def words_of(part: Installment) -> str:
    return told(part_of(part.pk)).words


@pytest.mark.django_db
def test_page_says_how_the_stipend_stands_and_what_to_do(part, owner, cast) -> None:
    text = page(owner, part)
    assert "Your stipend" in text and "$1,200" in text and NO_FORM in text
    assert "We are preparing your payment." in text and LESS in text
    approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])
    text = page(owner, part)
    assert "We are preparing your payment." in text and LESS not in text
    paid(part, cast)
    assert "We sent you a check by mail:" in page(owner, part)
    returned(part, cast)
    text = page(owner, part)
    assert "Your check came back: the address was not right." in text and 'href="tel:' in text
    assert "/mine/details/contact/" in text.partition("Your stipend")[2].partition("</section>")[0]
    paid(part, cast, Payment(Method.CHECK_PICKED_UP, "2", timezone.localdate()))
    assert "A check for you is at our counter" in page(owner, part)
    note_cleared(by=cast.finance, installment=part, day=timezone.localdate())
    text = page(owner, part)
    assert "This has been paid:" in text and NO_FORM not in text
    for internal in ("cleared", "reissued", "approved", "10442"):
        assert internal not in text.lower()


@pytest.mark.django_db
def test_what_is_paid_back_has_a_name_and_once_it_is_approved_a_sum(part, owner, cast) -> None:
    back = pay_back(
        by=cast.coordinator,
        seat=part.agreement.seat,
        kind=InstallmentKind.TRANSPORT,
        amount_cents=700,
    )
    text = page(owner, part)
    assert "Transportation, paid back to you" in text and "$7" not in text
    approve_stipend(by=cast.coordinator, installment=back, despite=["unchecked"])
    assert "$7" in page(owner, part)


@pytest.mark.django_db
def test_every_step_is_mailed_with_the_same_words(part, cast) -> None:
    (agreed,) = OutgoingMail.objects.filter(subject__contains="News about your stipend")
    assert "We are preparing your payment." in agreed.body and NO_FORM in agreed.body
    note_payee(
        by=cast.finance,
        agreement=part.agreement,
        tax_form=TaxForm.W9,
        tax_form_on=timezone.localdate(),
        payee_number="",
    )
    approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])
    for act in (lambda: paid(part, cast), lambda: returned(part, cast, Cause.NOT_CASHED)):
        act()
        mail = OutgoingMail.objects.latest("pk")
        assert words_of(part) in mail.body and "$1,200" in mail.body
        assert NO_FORM not in mail.body and "10442" not in mail.body
        link = mail.body.partition("To see how your stipend stands, open this link:\n")[2]
        link = link.partition("\n")[0].removeprefix(settings.SITE_URL)
        assert "Your stipend" in Client().get(link, follow=True).content.decode()
    assert OutgoingMail.objects.filter(subject__contains="News about your stipend").count() == 3


@pytest.mark.django_db
def test_parts_to_come_say_when(part, owner, cast) -> None:
    later = timezone.localdate() + timedelta(days=40)
    divide_agreement(
        by=cast.coordinator,
        agreement=part.agreement,
        parts=[Terms(60_000, due_on=later), Terms(60_000, due_after_meetings=3)],
        seen=[part.pk],
    )
    text = page(owner, part)
    assert "Part 1 of 2" in text and "We plan to pay this from this day on:" in text
    assert "This is due after you were at 3 meetings. So far: 0." in text


@pytest.mark.django_db
def test_member_declines_the_rest_with_one_button(part, owner, cast) -> None:
    divide_agreement(
        by=cast.coordinator, agreement=part.agreement, parts=halves(part), seen=[part.pk]
    )
    first, second = part.agreement.installments.all()
    approve_stipend(by=cast.coordinator, installment=first, despite=["unchecked"])
    slug = part.agreement.decision.application.call.slug
    asked = page(owner, part, end="stipend/")
    assert "Decline the rest" in asked and 'href="tel:' in asked
    assert "(Part 2 of 2)" in asked and "Part 1" not in asked, "what would be declined"
    answer = owner.post(f"/en/{slug}/stipend/", follow=True).content.decode()
    assert "You keep your seat." in answer and "You declined this. It will not be paid." in answer
    assert [status_of(each) for each in (first, second)] == ["approved", "voided"]
    again = owner.post(f"/en/{slug}/stipend/", follow=True).content.decode()
    assert "You declined this. It will not be paid." in again and second.entries.count() == 1
    assert Client().get(f"/en/{slug}/stipend/").url == f"/en/{slug}/mine/"


@pytest.mark.django_db
def test_open_question_asks_them_to_get_in_touch_and_does_not_say_which(part, owner, cast) -> None:
    check_residency(
        by=cast.coordinator,
        application=part.agreement.decision.application,
        status="not_a_resident",
        reason="Seen.",
        seen=0,
    )
    text = page(owner, part)
    assert "We have a question about this payment. Please contact us." in text


@pytest.mark.django_db
def test_no_state_and_no_language_is_without_words(call, cast) -> None:
    """Each state that the table names, each cause, in all languages: nothing is left in English."""
    part = approved(apply(call), cast).installment
    found = part_of(part.pk)
    english = {}
    for language in ALL:
        with translation.override(language.code):
            shown = {
                status: told(with_last(found, status)).words
                for status in StipendStatus
                if status not in (StipendStatus.RETURNED, StipendStatus.FAILED)
            } | {cause: told(with_last(found, "returned", cause)).words for cause in Cause}
        assert all(shown.values())
        if language.code == "en":
            english = shown
        else:
            assert not {*shown.values()} & {*english.values()}, language.code


def with_last(part, status: str, cause: str = ""):
    """The same part as if its last line had led to this state."""
    today = timezone.localdate()
    lines = [
        LedgerEntry(kind=EntryKind.APPROVED, status="approved", at=timezone.now()),
        LedgerEntry(kind=EntryKind.PAID, status="paid", method="check_by_mail", day=today),
        LedgerEntry(kind=status, status=status, cause=cause, method="check_by_mail", day=today),
    ]
    return type(part)(**{**vars_of(part), "entries": lines})


def vars_of(part) -> dict:
    names = ("installment", "count", "attended", "is_due", "lives_elsewhere")
    return {name: getattr(part, name) for name in names}


@pytest.mark.django_db
def test_voided_part_is_not_called_anything_else(part, owner, cast) -> None:
    void_stipend(by=cast.coordinator, installment=part, reason="A mistake of ours.")
    text = page(owner, part)
    assert "This will not be paid." in text and "A mistake of ours" not in text
    assert check().number not in text


@pytest.mark.django_db
def test_no_sentence_ends_in_two_periods(part, cast) -> None:
    """A Russian day ends in one."""
    approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])
    paid(part, cast)
    for language in ALL:
        with translation.override(language.code):
            assert not words_of(part).endswith(".."), language.code


@pytest.mark.django_db
def test_member_hears_nothing_of_what_was_noted_twice_by_a_slip(part, owner, cast) -> None:
    seat = part.agreement.seat
    slip = pay_back(
        by=cast.coordinator, seat=seat, kind=InstallmentKind.TRANSPORT, amount_cents=1_299
    )
    assert "Transportation, paid back" in page(owner, part)
    void_stipend(by=cast.coordinator, installment=slip, reason="Entered twice.")
    assert "Transportation, paid back" not in page(owner, part)


@pytest.mark.django_db
def test_who_was_mailed_a_check_does_not_read_that_we_have_no_address(call, cast) -> None:
    part = seated(apply(call, home={"street": ""}), cast)
    application = part.agreement.decision.application
    Acceptance.objects.update(pay_by=PayBy.MAIL)
    closed(call)
    browser = Client()
    find(browser, call, application.reference, code_of(application))
    asks = "we do not have your address"
    assert asks in page(browser, part)
    approve_stipend(by=cast.coordinator, installment=part, despite=["unchecked"])
    paid(part, cast)
    text = page(browser, part)
    assert "We sent you a check by mail" in text and asks not in text
    assert browser.get(f"/en/{call.slug}/mine/status/").context["needs_contact"]
    returned(part, cast)
    assert asks in page(browser, part)
