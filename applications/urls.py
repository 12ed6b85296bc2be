"""Public addresses, below /<language>/."""

from django.urls import path

from applications.form.views import (
    apply,
    clear_browser,
    details,
    link_by_mail,
    my_application,
    public,
)

app_name = "applications"
urlpatterns = [
    path("", public.home, name="home"),
    path("about/<slug:key>/", public.page_detail, name="page-detail"),
    path("<slug:slug>/", public.call_detail, name="call-detail"),
    path("<slug:slug>/paper/", public.paper_form, name="paper-form"),
    path("<slug:slug>/apply/check/", apply.application_check, name="application-check"),
    path(
        "<slug:slug>/apply/elsewhere/", apply.application_ineligible, name="application-ineligible"
    ),
    path("<slug:slug>/apply/receipt/", apply.receipt_detail, name="receipt-detail"),
    path("<slug:slug>/apply/clear/", clear_browser.draft_clear, name="draft-clear"),
    path("<slug:slug>/apply/later/", link_by_mail.draft_keep, name="draft-keep"),
    path("<slug:slug>/apply/<slug:step>/", apply.step_edit, name="step-edit"),
    path("<slug:slug>/mine/", my_application.application_find, name="application-find"),
    path("<slug:slug>/mine/lost/", link_by_mail.code_lost, name="code-lost"),
    path("<slug:slug>/mine/status/", my_application.application_status, name="application-status"),
    path("<slug:slug>/mine/correct/", my_application.correction_start, name="correction-start"),
    path("<slug:slug>/mine/correct/drop/", my_application.correction_drop, name="correction-drop"),
    path(
        "<slug:slug>/mine/withdraw/",
        my_application.application_withdraw,
        name="application-withdraw",
    ),
    path(
        "<slug:slug>/mine/available/",
        my_application.availability_confirm,
        name="availability-confirm",
    ),
    path("<slug:slug>/mine/details/<slug:detail>/", details.detail_change, name="detail-change"),
    path("<slug:slug>/mine/forget/", clear_browser.application_forget, name="application-forget"),
    path(
        "<slug:slug>/mine/<str:reference>/<str:token>/",
        my_application.application_open,
        name="application-open",
    ),
    path("<slug:slug>/mine/<path:rest>/", my_application.link_unknown, name="link-unknown"),
]
