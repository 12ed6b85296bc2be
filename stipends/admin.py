"""This app's pages on the staff site."""

from core.permissions import Permission
from core.staff_site import staff_site
from stipends import views

staff_site.page(
    "stipends/",
    views.stipend_list,
    name="stipend-list",
    permission=Permission.APPROVE_STIPENDS,
    label="Stipends",
)
staff_site.page(
    "stipends/<int:decision>/approve/",
    views.stipend_approve,
    name="stipend-approve",
    permission=Permission.APPROVE_STIPENDS,
)
staff_site.page(
    "payments/",
    views.payment_list,
    name="payment-list",
    permission=Permission.PAY_STIPENDS,
    label="Payments",
)
staff_site.page(
    "payments/<int:approval>/",
    views.payment_record,
    name="payment-record",
    permission=Permission.PAY_STIPENDS,
)
