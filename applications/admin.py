"""This app's pages on the staff site."""

from applications.views import practice, staff
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
for route, view, name, label in (
    ("practice/", practice.practice_list, "practice-list", "Practice"),
    ("practice/enter/", practice.practice_enter, "practice-enter", ""),
    ("practice/clear/", practice.practice_clear, "practice-clear", ""),
    ("practice/<str:reference>/", practice.practice_detail, "practice-detail", ""),
):
    staff_site.page(route, view, name=name, permission=Permission.PRACTICE, label=label)
