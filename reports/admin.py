"""The staff site's home page, the lists that join apps, and the pages to look back."""

from core.permissions import Permission
from core.staff_site import staff_site
from reports import applications, audit, export_page, readiness, views

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
staff_site.page(
    "history/",
    audit.history_list,
    name="history-list",
    permission=Permission.READ_HISTORY,
    label="History",
)
# Whoever may see a thing may see its history: the page itself knows which permission that is.
staff_site.page(
    "history/<slug:kind>/<slug:key>/", audit.history_detail, name="history-detail", permission=None
)
staff_site.page(
    "security/",
    audit.security_event_list,
    name="security-event-list",
    permission=Permission.READ_SECURITY_EVENTS,
    label="Sign-in events",
)
staff_site.page(
    "access/",
    audit.access_list,
    name="access-list",
    permission=Permission.READ_ACCESS_LOG,
    label="Access log",
)
