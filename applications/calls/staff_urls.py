"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.calls.views import (
    call_items,
    call_opening,
    calls,
    preview,
    readiness,
    site_text,
    wording_check,
)

urlpatterns = [
    path("calls/", calls.call_list, name="call-list"),
    path("calls/<slug:slug>/", calls.call_setup, name="call-setup"),
    path("calls/<slug:slug>/edit/", calls.call_edit, name="call-edit"),
    path("calls/<slug:slug>/words/", calls.call_translate, name="call-translate"),
    path("calls/<slug:slug>/copy/", calls.call_copy, name="call-copy"),
    path("calls/<slug:slug>/readiness/", readiness.readiness_list, name="readiness-list"),
    path("calls/<slug:slug>/publish/", call_opening.call_publish, name="call-publish"),
    path("calls/<slug:slug>/unpublish/", call_opening.call_unpublish, name="call-unpublish"),
    path("calls/<slug:slug>/deadline/", call_opening.deadline_extend, name="deadline-extend"),
    path("calls/<slug:slug>/preview/<slug:code>/", preview.call_preview, name="call-preview"),
    path(
        "calls/<slug:slug>/preview/<slug:code>/<path:page>",
        preview.page_preview,
        name="page-preview",
    ),
    path("calls/<slug:slug>/checks/", wording_check.wording_check, name="wording-check"),
    path("calls/<slug:slug>/checks/record/", wording_check.check_record, name="check-record"),
    path("calls/<slug:slug>/checks/waive/", wording_check.check_waive, name="check-waive"),
    path(
        "calls/<slug:slug>/checks/<int:pk>/remove/", wording_check.check_remove, name="check-remove"
    ),
    path("calls/<slug:slug>/sections/add/", call_items.section_add, name="section-add"),
    path("calls/<slug:slug>/sections/<int:pk>/", call_items.section_edit, name="section-edit"),
    path("calls/<slug:slug>/questions/add/", call_items.question_add, name="question-add"),
    path("calls/<slug:slug>/questions/<int:pk>/", call_items.question_edit, name="question-edit"),
    path("calls/<slug:slug>/questions/<int:pk>/choices/", call_items.choice_add, name="choice-add"),
    path("calls/<slug:slug>/<slug:kind>/<int:pk>/move/", call_items.item_move, name="item-move"),
    path(
        "calls/<slug:slug>/<slug:kind>/<int:pk>/remove/", call_items.item_remove, name="item-remove"
    ),
    path("site-text/", site_text.site_text_list, name="site-text-list"),
    path("site-text/office/", site_text.office_edit, name="office-edit"),
    path("site-text/notices/add/", site_text.notice_add, name="notice-add"),
    path("site-text/notices/<slug:key>/", site_text.notice_edit, name="notice-edit"),
    path("site-text/pages/add/", site_text.page_add, name="page-add"),
    path("site-text/pages/<slug:key>/", site_text.page_edit, name="page-edit"),
]
