"""R10: what was approved and paid before there were parts is one part each, and nothing is lost."""

from contextlib import closing

import psycopg2
import pytest

from tests.prove.own_site import CALL, OwnSite, own_site

pytestmark = pytest.mark.prove

# Two sit, the third declined after the stipend was approved, which the version before allowed.
PEOPLE = f"""
from applications.models import Call
from selection.offers.actions.answer import decline_offer
from tests.factories.applications import apply
from tests.factories.offering import accepted, offered
from tests.factories.staff import hire
cast = hire()
call = Call.objects.get(slug={CALL!r})
one, other, gone = offered(cast, *(apply(call) for _ in range(3)))
first, second, gone = sorted([one, other, gone], key=lambda offer: offer.decision_id)
accepted(first), accepted(second), decline_offer(by=None, offer=gone)
"""
# Each was approved by one person; the first was paid by another.
PAY = """
    ALTER TABLE stipends_agreement DISABLE TRIGGER USER;
    ALTER TABLE stipends_ledgerentry DISABLE TRIGGER USER;
    INSERT INTO stipends_agreement (decision_id, amount_cents, made_at)
    SELECT id, 120000, now() - interval '9 days' FROM selection_decision
    WHERE outcome = 'member' ORDER BY id;
    INSERT INTO stipends_ledgerentry
        (agreement_id, kind, amount_cents, by_id, at, method, number, despite)
    SELECT id, 'approved', 120000, (SELECT min(id) FROM core_user), now() - interval '8 days',
        '', '', '{unchecked}'
    FROM stipends_agreement ORDER BY id;
    INSERT INTO stipends_ledgerentry
        (agreement_id, kind, amount_cents, by_id, at, approval_id, method, number, paid_on, despite)
    SELECT agreement_id, 'paid', 120000, (SELECT max(id) FROM core_user), now(), id,
        'check_by_mail', '10442', current_date - 2, '{}'
    FROM stipends_ledgerentry ORDER BY id LIMIT 1;
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE stipends_ledgerentry ENABLE TRIGGER USER;
    ALTER TABLE stipends_agreement ENABLE TRIGGER USER;
"""
PARTS = """
    SELECT seat.id IS NOT NULL, agreement.notice_language, part.number, part.amount_cents,
        entry.kind,
        entry.status, entry.follows_id IS NOT NULL, entry.approved_by_id IS NOT NULL,
        entry.number, entry.day = current_date - 2
    FROM stipends_ledgerentry AS entry
    JOIN stipends_installment AS part ON part.id = entry.installment_id
    JOIN stipends_agreement AS agreement ON agreement.id = part.agreement_id
    LEFT JOIN selection_seat AS seat ON seat.id = agreement.seat_id
    ORDER BY entry.id
"""
APPROVED = ("approved", "approved", False, False, "", None)
GOES_ON = """
from django.utils import timezone
from core.models import User
from stipends.actions.agree import make_agreements
from stipends.actions.follow_up import note_cleared
from stipends.models import Installment
from stipends.queries import stipends
assert make_agreements(by=None) == 0
finance = User.objects.get(email="finance@example.org")
paid = Installment.objects.get(entries__kind="paid")
note_cleared(by=finance, installment=paid, day=timezone.localdate())
print(sorted(each.status for each in stipends()))
"""


def paid_before(site: OwnSite) -> None:
    """Tables of before parts, with agreements and a payment in them."""
    site.manage("shell", "--verbosity", "0", "-c", PEOPLE)
    site.manage("migrate", "stipends", "0002", "--verbosity", "0")
    with closing(psycopg2.connect(site.database.owner_url)) as link, link.cursor() as cursor:
        cursor.execute(PAY)
        link.commit()


def test_stipends_of_before_are_one_part_each_and_go_on() -> None:
    with own_site() as site:
        paid_before(site)
        site.manage("migrate", "--verbosity", "0")
        rows = site.database.rows(PARTS)
        guarded = site.database.rows(
            "SELECT bool_and(tgenabled <> 'D') FROM pg_trigger WHERE NOT tgisinternal AND tgrelid"
            " IN ('stipends_agreement'::regclass, 'stipends_ledgerentry'::regclass)"
        )
        site.manage("shell", "--verbosity", "0", "-c", GOES_ON)
        states = site.database.rows(
            "SELECT array_agg(kind ORDER BY id) FROM stipends_ledgerentry GROUP BY installment_id"
            " ORDER BY min(id)"
        )
    assert rows == [
        (True, "en", 1, 120_000, *APPROVED),
        (True, "en", 1, 120_000, *APPROVED),
        (False, "", 1, 120_000, *APPROVED),
        (True, "en", 1, 120_000, "paid", "paid", True, True, "10442", True),
    ]
    assert guarded == [(True,)]
    assert states == [(["approved", "paid", "cleared"],), (["approved"],), (["approved"],)]
