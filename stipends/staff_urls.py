"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from stipends.files import views as files
from stipends.views import (
    agreements,
    approving,
    budget,
    one_payment,
    payees,
    paying,
    paying_back,
    year_end,
)

_ONE = "payments/<int:part>/"
_FILE = "payments/files/<int:file>/"
_OF_MEMBER = "stipends/<int:agreement>/"

urlpatterns = [
    path("stipends/", approving.stipend_list, name="stipend-list"),
    path("stipends/approve/", approving.stipends_approve, name="stipends-approve"),
    path("stipends/more/", budget.increase_ask, name="increase-ask"),
    path("stipends/more/<int:increase>/agree/", budget.increase_agree, name="increase-agree"),
    path("stipends/more/<int:increase>/drop/", budget.increase_drop, name="increase-drop"),
    path(_OF_MEMBER, agreements.agreement_detail, name="agreement-detail"),
    path(f"{_OF_MEMBER}divide/", agreements.agreement_divide, name="agreement-divide"),
    path(f"{_OF_MEMBER}decline/", agreements.agreement_decline, name="agreement-decline"),
    path(f"{_OF_MEMBER}pay-back/", paying_back.reimbursement_add, name="reimbursement-add"),
    path(
        "stipends/seats/<int:seat>/pay-back/",
        paying_back.reimbursement_begin,
        name="reimbursement-begin",
    ),
    path(f"{_OF_MEMBER}letter/", agreements.stipend_letter, name="stipend-letter"),
    path("stipends/part/<int:part>/void/", agreements.stipend_void, name="stipend-void"),
    path("stipends/part/<int:part>/open/", agreements.stipend_reopen, name="stipend-reopen"),
    path("payments/", paying.payment_list, name="payment-list"),
    path("payments/mark/", paying.payments_mark, name="payments-mark"),
    path("payments/payees/", payees.payees_open, name="payees-open"),
    path("payments/files/", files.payment_file_list, name="payment-file-list"),
    path(_FILE, files.payment_file_detail, name="payment-file-detail"),
    path(f"{_FILE}drop/", files.payment_file_drop, name="payment-file-drop"),
    path("payments/run/", files.payment_run, name="payment-run"),
    path("payments/year/", year_end.year_end, name="year-end"),
    path("payments/year/file/", year_end.year_end_file, name="year-end-file"),
    path("payments/year/threshold/", year_end.threshold_note, name="threshold-note"),
    path(_ONE, one_payment.payment_detail, name="payment-detail"),
    path(f"{_ONE}pay/", one_payment.payment_record, name="payment-record"),
    path(f"{_ONE}cleared/", one_payment.payment_clear, name="payment-clear"),
    path(f"{_ONE}not-cleared/", one_payment.payment_unclear, name="payment-unclear"),
    path(f"{_ONE}back/", one_payment.payment_return, name="payment-return"),
    path(f"{_ONE}correct/", one_payment.payment_correct, name="payment-correct"),
    path(f"{_ONE}surfaced/", one_payment.payment_surface, name="payment-surface"),
    path(f"{_ONE}given-back/", one_payment.payment_give_back, name="payment-give-back"),
    path(f"{_ONE}payee/", payees.payee_note, name="payee-note"),
]
