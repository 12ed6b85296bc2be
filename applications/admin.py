"""This app's pages on the staff site."""

from applications import configuration_pages
from applications.views import (
    counter,
    duplicate_hints,
    duplicates,
    erasure,
    late,
    paper,
    paper_check,
    practice,
    records,
    redaction,
    scan,
    translate,
)
from core.permissions import Permission
from core.staff_site import staff_site

staff_site.page(
    "paper/",
    paper.paper_enter,
    name="paper-enter",
    permission=Permission.ENTER_PAPER,
    label="Paper entry",
)
staff_site.page(
    "paper/<slug:reference>/slip/",
    paper.paper_slip,
    name="paper-slip",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "paper/checks/",
    paper_check.paper_check_list,
    name="paper-check-list",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "paper/<slug:reference>/check/",
    paper_check.paper_check,
    name="paper-check",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "paper/<slug:reference>/correct/",
    paper_check.paper_correct,
    name="paper-correct",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "paper/<slug:reference>/scan/",
    scan.scan_add,
    name="scan-add",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "paper/<slug:reference>/scan/open/",
    scan.scan_open,
    name="scan-open",
    permission=Permission.SEE_SCANS,
)
staff_site.page(
    "paper/<slug:reference>/scan/<int:page>/",
    scan.scan_show,
    name="scan-show",
    permission=Permission.SEE_SCANS,
)
staff_site.page(
    "paper/<slug:reference>/scan/<int:page>/remove/",
    scan.scan_remove,
    name="scan-remove",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "counter/",
    counter.counter_search,
    name="counter-search",
    permission=Permission.REISSUE_CODES,
    label="Lost code",
)
staff_site.page(
    "counter/<slug:reference>/",
    counter.code_reissue,
    name="code-reissue",
    permission=Permission.REISSUE_CODES,
)
staff_site.page(
    "counter/<slug:reference>/slip/",
    counter.code_slip,
    name="code-slip",
    permission=Permission.REISSUE_CODES,
)
staff_site.page(
    "late/",
    late.late_list,
    name="late-list",
    permission=Permission.DECIDE_LATE,
    label="Late entries",
)
staff_site.page(
    "paper/hints/",
    duplicate_hints.duplicate_hint_list,
    name="duplicate-hint-list",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "duplicates/",
    duplicates.duplicate_list,
    name="duplicate-list",
    permission=Permission.DECIDE_DUPLICATES,
    label="Duplicates",
)
staff_site.page(
    "duplicates/<slug:reference>/<slug:other>/",
    duplicates.duplicate_compare,
    name="duplicate-compare",
    permission=Permission.DECIDE_DUPLICATES,
)

_TRANSLATING = (
    ("translations/", translate.translation_list, "translation-list", "Translations"),
    ("translations/languages/", translate.language_choose, "language-choose", ""),
    ("translations/<int:pk>/", translate.translation_edit, "translation-edit", ""),
    ("translations/<int:pk>/claim/", translate.translation_claim, "translation-claim", ""),
    ("translations/<int:pk>/release/", translate.translation_release, "translation-release", ""),
    ("translations/<int:pk>/check/", translate.translation_check, "translation-check", ""),
    ("translations/<int:pk>/language/", translate.language_mark, "language-mark", ""),
)
for route, view, name, label in _TRANSLATING:
    staff_site.page(route, view, name=name, permission=Permission.TRANSLATE, label=label)

for route, view, name, label in (
    ("practice/", practice.practice_list, "practice-list", "Practice"),
    ("practice/enter/", practice.practice_enter, "practice-enter", ""),
    ("practice/clear/", practice.practice_clear, "practice-clear", ""),
    ("practice/<slug:reference>/", practice.practice_detail, "practice-detail", ""),
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
    staff_site.page(
        f"applications/<slug:reference>/{route}", view, name=name, permission=permission
    )

configuration_pages.mount()
