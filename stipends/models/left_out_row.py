"""Rows of finance's spreadsheets of which no payment came, kept without names."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from core import privacy
from core.history import tracked
from stipends.enums import Fit
from stipends.models.agreement import Installment
from stipends.models.payment_file import PaymentFile


@tracked()
class LeftOutRow(models.Model):
    """Which row of a recorded file, and what was wrong with it.

    What may be a second check names the payment that stands, and waits until somebody says what
    they `found`. Of a row that cannot be read nothing is kept of what it says.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "file",
            "row",
            "fit",
            "installment",
            "number",
            "amount_cents",
            "words",
            "settled_at",
        ],
        privacy.STAFF: ["found", "settled_by"],
    }

    file = models.ForeignKey(PaymentFile, on_delete=models.PROTECT, related_name="left_out")
    row = models.PositiveIntegerField("row of the file")
    fit = models.CharField("what was wrong", max_length=12, choices=Fit)
    installment = models.ForeignKey(
        Installment, on_delete=models.PROTECT, null=True, related_name="+"
    )
    number = models.CharField("check number", max_length=40, blank=True)
    amount_cents = models.PositiveBigIntegerField(null=True)
    words = models.CharField("remark", max_length=200, blank=True)
    found = models.CharField("what was found", max_length=200, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = "row that was left out"
        verbose_name_plural = "rows that were left out"
        ordering = ["file", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "row"], name="a_row_of_a_file_is_left_out_once"
            ),
            models.CheckConstraint(
                condition=~Q(fit=Fit.SECOND) | Q(installment__isnull=False),
                name="a_second_check_is_beside_some_payment",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, found="")
                | Q(fit=Fit.SECOND, settled_at__isnull=False, settled_by__isnull=False)
                & ~Q(found=""),
                name="who_settles_a_second_check_says_what_they_found",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_settled_second_check_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__settled_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"row {self.row} of file {self.file_id}"

    @property
    def what_was_wrong(self) -> str:
        """In words, those of the row or of all such rows."""
        return self.words or Fit(self.fit).words

    @property
    def is_second(self) -> bool:
        """Whether it may be a second check."""
        return self.fit == Fit.SECOND
