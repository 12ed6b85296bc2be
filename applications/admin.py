"""This app's pages on the staff site."""

from applications.views import staff
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
    "applications/<str:reference>/",
    staff.application_detail,
    name="application-detail",
    permission=Permission.VIEW_APPLICATIONS,
)
