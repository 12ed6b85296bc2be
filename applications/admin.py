"""This app's pages on the staff site."""

from applications.views import staff, translate
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

TRANSLATOR_PAGES = (
    ("translations/", translate.translation_list, "translation-list", "Translations"),
    ("translations/languages/", translate.language_choose, "language-choose", ""),
    ("translations/<int:pk>/", translate.translation_edit, "translation-edit", ""),
    ("translations/<int:pk>/claim/", translate.translation_claim, "translation-claim", ""),
    ("translations/<int:pk>/release/", translate.translation_release, "translation-release", ""),
    ("translations/<int:pk>/check/", translate.translation_check, "translation-check", ""),
    ("translations/<int:pk>/language/", translate.language_mark, "language-mark", ""),
)
for route, view, name, label in TRANSLATOR_PAGES:
    staff_site.page(route, view, name=name, permission=Permission.TRANSLATE, label=label)
