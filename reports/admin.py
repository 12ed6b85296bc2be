"""The staff site's home page."""

from core.permissions import Permission
from core.staff_site import staff_site
from reports import readiness, views

staff_site.page("", views.today, name="index", permission=None)
staff_site.page(
    "calls/<slug:slug>/readiness/",
    readiness.readiness_list,
    name="readiness-list",
    permission=Permission.CONFIGURE_CALLS,
)
