"""Where coordinators configure calls and write the site's text: the addresses, for admin.py."""

from applications.views import site_text
from core.permissions import Permission
from core.staff_site import View, staff_site

# (address below /staff/, view, name, label in the navigation)
PAGES: tuple[tuple[str, View, str, str], ...] = (
    ("site-text/", site_text.site_text_list, "site-text-list", "Site text"),
    ("site-text/notices/add/", site_text.notice_add, "notice-add", ""),
    ("site-text/notices/<slug:key>/", site_text.notice_edit, "notice-edit", ""),
    ("site-text/pages/add/", site_text.page_add, "page-add", ""),
    ("site-text/pages/<slug:key>/", site_text.page_edit, "page-edit", ""),
)


def mount() -> None:
    """Add them to the staff site, for those who may configure calls."""
    for route, view, name, label in PAGES:
        staff_site.page(route, view, name=name, permission=Permission.CONFIGURE_CALLS, label=label)
