"""This app's pages on the staff site."""

from applications import configuration_pages
from applications.views import erasure, practice, records, redaction, staff
from core.permissions import Permission
from core.staff_site import staff_site

staff_site.page(
    "paper/",
    staff.paper_enter,
    name="paper-enter",
    permission=Permission.ENTER_PAPER,
    label="Paper entry",
)
staff_site.page(
    "paper/<str:reference>/slip/",
    staff.paper_slip,
    name="paper-slip",
    permission=Permission.ENTER_PAPER,
)
for route, view, name, label in (
    ("practice/", practice.practice_list, "practice-list", "Practice"),
    ("practice/enter/", practice.practice_enter, "practice-enter", ""),
    ("practice/clear/", practice.practice_clear, "practice-clear", ""),
    ("practice/<str:reference>/", practice.practice_detail, "practice-detail", ""),
):
    staff_site.page(route, view, name=name, permission=Permission.PRACTICE, label=label)
_RECORDS = [
    ("", records.application_detail, "application-detail", Permission.VIEW_APPLICATIONS),
    ("contact/", records.contact_open, "contact-open", Permission.VIEW_APPLICATIONS),
    ("about-you/", records.about_you_open, "about-you-open", Permission.OPEN_ABOUT_YOU),
    ("residency/", records.residency_check, "residency-check", Permission.KEEP_RECORDS),
    ("note/", records.contact_note, "contact-note", Permission.KEEP_RECORDS),
    ("withdraw/", records.application_withdraw, "application-withdraw", Permission.KEEP_RECORDS),
    ("redact/<int:pk>/", redaction.answer_redact, "answer-redact", Permission.REDACT_ANSWERS),
    ("erasure/", erasure.erasure_detail, "erasure-detail", Permission.ERASE_PEOPLE),
    ("erasure/request/", erasure.erasure_request, "erasure-request", Permission.ERASE_PEOPLE),
    ("erasure/cancel/", erasure.erasure_cancel, "erasure-cancel", Permission.ERASE_PEOPLE),
    ("erasure/confirm/", erasure.erasure_confirm, "erasure-confirm", Permission.ERASE_PEOPLE),
    ("hold/", erasure.hold_place, "hold-place", Permission.ERASE_PEOPLE),
    ("hold/lift/", erasure.hold_lift, "hold-lift", Permission.ERASE_PEOPLE),
]
for route, view, name, permission in _RECORDS:
    staff_site.page(f"applications/<str:reference>/{route}", view, name=name, permission=permission)

configuration_pages.mount()
