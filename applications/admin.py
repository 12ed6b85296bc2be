"""This app's pages on the staff site."""

from applications.views import counter, late, paper, paper_check, scan, staff
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
    "paper/<str:reference>/slip/",
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
    "paper/<str:reference>/check/",
    paper_check.paper_check,
    name="paper-check",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "paper/<str:reference>/correct/",
    paper_check.paper_correct,
    name="paper-correct",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "paper/<str:reference>/scan/",
    scan.scan_add,
    name="scan-add",
    permission=Permission.ENTER_PAPER,
)
staff_site.page(
    "paper/<str:reference>/scan/<int:page>/",
    scan.scan_show,
    name="scan-show",
    permission=Permission.SEE_SCANS,
)
staff_site.page(
    "paper/<str:reference>/scan/<int:page>/remove/",
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
    "counter/<str:reference>/",
    counter.code_reissue,
    name="code-reissue",
    permission=Permission.REISSUE_CODES,
)
staff_site.page(
    "counter/<str:reference>/slip/",
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
    "applications/",
    staff.application_list,
    name="application-list",
    permission=Permission.VIEW_APPLICATIONS,
    label="Applications",
)
staff_site.page(
    "applications/<str:reference>/",
    staff.application_detail,
    name="application-detail",
    permission=Permission.VIEW_APPLICATIONS,
)
