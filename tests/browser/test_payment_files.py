"""Finance reads a check run: looks at every row, chooses, leaves out, records."""

import pytest
from django.utils import timezone

from stipends.enums import StipendStatus
from stipends.models import PaymentFile
from tests.browser.choosing import Coordinator
from tests.browser.inspection import fits_the_screen
from tests.browser.paper_desk import inspect
from tests.factories.applications import apply
from tests.factories.calls import closed
from tests.factories.paying import status_of
from tests.factories.payment_files import HEADINGS, workbook
from tests.factories.story import approved

pytestmark = [pytest.mark.browser, pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_check_run_is_looked_at_and_recorded(call, cast, desk_of, tmp_path, script) -> None:
    one, other = (approved(apply(call), cast).installment for _ in range(2))
    closed(call)
    reference = one.agreement.decision.application.reference
    mistyped = other.agreement.decision.application.reference
    mistyped = mistyped[:-1] + ("A" if mistyped[-1] != "A" else "B")
    today, dollars = timezone.localdate(), one.amount_cents / 100
    rows = [
        HEADINGS,
        (reference, "", dollars, "118826", today),
        (mistyped, "", dollars, "118827", today),
        ("CDG-ZZZZ-ZZZZ", "", 600, "118828", today),
    ]
    file = tmp_path / "run.xlsx"
    file.write_bytes(workbook(rows))
    desk = desk_of(cast.finance, java_script_enabled=script).page
    finance = Coordinator(desk, call, inspect if script else fits_the_screen)
    page = finance.open("payments/files/")
    page.locator("input[type=file]").set_input_files(file)
    finance.press("Read the file")
    assert PaymentFile.objects.get().is_waiting
    page.get_by_label(f"{other.agreement.decision.application.reference}, 1 of 1").check()
    finance.press("Record 1 payment")
    assert "Say that these rows are left out" in page.locator("main").inner_text()
    chosen = page.get_by_label(f"{other.agreement.decision.application.reference}, 1 of 1")
    assert chosen.is_checked()  # what was chosen is kept
    page.locator("[name=leaves_out]").check()
    finance.press("Record 1 payment")
    assert "Recorded: 2 payments." in page.locator("main").inner_text()
    assert {status_of(one), status_of(other)} == {StipendStatus.PAID}
