"""Where coordinators configure calls and write the site's text: the addresses, for admin.py."""

from applications.views import (
    call_opening,
    calls,
    pieces,
    preview,
    site_text,
    wording_check,
)
from core.permissions import Permission
from core.staff_site import View, staff_site

# (address below /staff/, view, name, label in the navigation)
PAGES: tuple[tuple[str, View, str, str], ...] = (
    ("calls/", calls.call_list, "call-list", "Calls"),
    ("calls/<slug:slug>/", calls.call_setup, "call-setup", ""),
    ("calls/<slug:slug>/edit/", calls.call_edit, "call-edit", ""),
    ("calls/<slug:slug>/words/", calls.call_translate, "call-translate", ""),
    ("calls/<slug:slug>/copy/", calls.call_copy, "call-copy", ""),
    ("calls/<slug:slug>/publish/", call_opening.call_publish, "call-publish", ""),
    ("calls/<slug:slug>/unpublish/", call_opening.call_unpublish, "call-unpublish", ""),
    ("calls/<slug:slug>/deadline/", call_opening.deadline_extend, "deadline-extend", ""),
    ("calls/<slug:slug>/preview/<slug:code>/", preview.call_preview, "call-preview", ""),
    (
        "calls/<slug:slug>/preview/<slug:code>/<path:page>",
        preview.page_preview,
        "page-preview",
        "",
    ),
    ("calls/<slug:slug>/checks/", wording_check.wording_check, "wording-check", ""),
    ("calls/<slug:slug>/checks/record/", wording_check.check_record, "check-record", ""),
    ("calls/<slug:slug>/checks/waive/", wording_check.check_waive, "check-waive", ""),
    ("calls/<slug:slug>/checks/<int:pk>/remove/", wording_check.check_remove, "check-remove", ""),
    ("calls/<slug:slug>/sections/add/", pieces.section_add, "section-add", ""),
    ("calls/<slug:slug>/sections/<int:pk>/", pieces.section_edit, "section-edit", ""),
    ("calls/<slug:slug>/questions/add/", pieces.question_add, "question-add", ""),
    ("calls/<slug:slug>/questions/<int:pk>/", pieces.question_edit, "question-edit", ""),
    ("calls/<slug:slug>/questions/<int:pk>/choices/", pieces.choice_add, "choice-add", ""),
    ("calls/<slug:slug>/<slug:kind>/<int:pk>/move/", pieces.piece_move, "piece-move", ""),
    ("calls/<slug:slug>/<slug:kind>/<int:pk>/remove/", pieces.piece_remove, "piece-remove", ""),
    ("site-text/", site_text.site_text_list, "site-text-list", "Site text"),
    ("site-text/office/", site_text.office_edit, "office-edit", ""),
    ("site-text/notices/add/", site_text.notice_add, "notice-add", ""),
    ("site-text/notices/<slug:key>/", site_text.notice_edit, "notice-edit", ""),
    ("site-text/pages/add/", site_text.page_add, "page-add", ""),
    ("site-text/pages/<slug:key>/", site_text.page_edit, "page-edit", ""),
)


def mount() -> None:
    """Add them to the staff site, for those who may configure calls."""
    for route, view, name, label in PAGES:
        staff_site.page(route, view, name=name, permission=Permission.CONFIGURE_CALLS, label=label)
