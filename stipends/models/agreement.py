"""Agreements about what each member is to receive, and in which parts."""

import pgtrigger
from django.db import models
from django.db.models import Q

from applications.models.practice import refuse_practice_rows
from core import dates, languages, privacy
from core.database_code import body
from core.history import tracked
from selection.models import Decision, Seat
from stipends.enums import REIMBURSEMENTS, InstallmentKind, TaxForm

# As a Social Security number or an employer’s is written, with or without its dashes.
TAX_NUMBER = r"^(\d{3}[- ]?\d{2}[- ]?\d{4}|\d{2}[- ]?\d{7})$"


@tracked()
class Agreement(models.Model):
    """One agreement for each member who takes a seat, without bank or tax numbers.

    Those from before seats were offered may hang on a decision alone. Of a member who wants no
    stipend it is about no money: what they are paid back hangs on it all the same.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "decision",
            "seat",
            "amount_cents",
            "made_at",
            "notice_language",
            "notice_at",
            "tax_form",
            "tax_form_on",
            "payee_number",
        ]
    }

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="agreement")
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, null=True, related_name="agreement")
    amount_cents = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    notice_language = models.CharField(
        "language of the notice about benefits",
        max_length=7,
        choices=languages.as_choices(),
        blank=True,
    )
    notice_at = models.DateTimeField("notice about benefits shown", null=True)
    tax_form = models.CharField(max_length=7, choices=TaxForm, default=TaxForm.NONE)
    tax_form_on = models.DateField("tax form received on", null=True)
    payee_number = models.CharField("number in finance’s system", max_length=20, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(notice_language="", notice_at=None)
                | ~Q(notice_language="") & Q(notice_at__isnull=False),
                name="a_notice_was_shown_in_some_language_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(tax_form=TaxForm.NONE, tax_form_on=None)
                | ~Q(tax_form=TaxForm.NONE) & Q(tax_form_on__isnull=False),
                name="a_tax_form_was_received_on_some_day",
            ),
            models.CheckConstraint(
                condition=~Q(payee_number__regex=TAX_NUMBER),
                name="a_payee_number_is_no_tax_number",
            ),
            dates.days_in_range("tax_form_on", name="a_tax_form_came_between_2000_and_2099"),
        ]
        triggers = [
            refuse_practice_rows(
                name="a_practice_application_is_never_paid",
                application="(SELECT application_id FROM selection_decision"
                " WHERE id = NEW.decision_id)",
            ),
            pgtrigger.Trigger(
                name="an_agreement_hangs_on_a_seat_that_was_accepted",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=body("stipends", "an_agreement_hangs_on_a_seat_that_was_accepted"),
            ),
            pgtrigger.Trigger(
                name="parts_sum_to_the_agreement",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("amount_cents"),
                timing=pgtrigger.Deferred,
                func=body("stipends", "an_agreement_is_the_sum_of_its_parts"),
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


@tracked()
class Installment(models.Model):
    """A part of an agreement, due from a day on or once its member was at so many meetings.

    Something to be paid back is one, too, but no part of the agreement’s sum.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "agreement",
            "number",
            "kind",
            "amount_cents",
            "due_on",
            "due_after_meetings",
        ]
    }

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="installments")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=InstallmentKind, default=InstallmentKind.STIPEND)
    amount_cents = models.PositiveIntegerField()
    due_on = models.DateField("due on", null=True)
    due_after_meetings = models.PositiveSmallIntegerField("due after so many meetings", null=True)

    class Meta:
        default_permissions = ()
        verbose_name = "part of a stipend"
        verbose_name_plural = "parts of stipends"
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_part_a_number"),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="a_part_is_about_some_money"
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False, due_after_meetings=None)
                | Q(due_on=None, due_after_meetings__gt=0),
                name="a_part_is_due_on_a_day_or_after_some_meetings",
            ),
            dates.days_in_range("due_on", name="a_part_is_due_between_2000_and_2099"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_part_with_a_ledger_line_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=body("stipends", "a_part_with_a_ledger_line_stands"),
            ),
            pgtrigger.Trigger(
                name="parts_sum_to_the_agreement",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=body("stipends", "parts_sum_to_the_agreement"),
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.number}"

    @property
    def is_reimbursement(self) -> bool:
        """Whether something is paid back, which is no income."""
        return self.kind in REIMBURSEMENTS
