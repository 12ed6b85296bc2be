"""The staff site's home page, and the lists that join apps."""

from core.permissions import Permission
from core.staff_site import staff_site
from reports import applications, export_page, readiness, views

staff_site.page("", views.today, name="index", permission=None)
staff_site.page(
    "calls/<slug:slug>/readiness/",
    readiness.readiness_list,
    name="readiness-list",
    permission=Permission.CONFIGURE_CALLS,
)
staff_site.page(
    "applications/",
    applications.application_list,
    name="application-list",
    permission=Permission.VIEW_APPLICATIONS,
    label="Applications",
)
staff_site.page(
    "export/",
    export_page.application_export,
    name="application-export",
    permission=Permission.EXPORT_APPLICATIONS,
)
