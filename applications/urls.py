"""Public addresses, below /<language>/."""

from django.urls import path

from applications.views import apply, public

app_name = "applications"
urlpatterns = [
    path("", public.home, name="home"),
    path("<slug:slug>/", public.call_detail, name="call-detail"),
    path("<slug:slug>/apply/check/", apply.application_check, name="application-check"),
    path(
        "<slug:slug>/apply/elsewhere/", apply.application_ineligible, name="application-ineligible"
    ),
    path("<slug:slug>/apply/receipt/", apply.receipt_detail, name="receipt-detail"),
    path("<slug:slug>/apply/clear/", apply.draft_clear, name="draft-clear"),
    path("<slug:slug>/apply/<slug:step>/", apply.step_edit, name="step-edit"),
]
