"""Money: what was agreed with each member, and what happened to it."""

from stipends.models.agreement import Agreement, Installment
from stipends.models.budget import BudgetIncrease
from stipends.models.ledger_entry import LedgerEntry
from stipends.models.left_out_row import LeftOutRow
from stipends.models.payment_file import PaidFromFile, PaymentFile
from stipends.models.tax_threshold import TaxThreshold

__all__ = [
    "Agreement",
    "BudgetIncrease",
    "Installment",
    "LedgerEntry",
    "LeftOutRow",
    "PaidFromFile",
    "PaymentFile",
    "TaxThreshold",
]
