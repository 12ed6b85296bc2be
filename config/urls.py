"""Root URLs: /staff/ for staff, /<language>/ for residents."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from core.staff_site import staff_site
from demo.views import design_detail

admin.autodiscover()

handler403 = "core.error_pages.permission_denied"
handler404 = "core.error_pages.page_not_found"
handler500 = "core.error_pages.server_error"


def below_language(*, demo: bool) -> list[URLPattern | URLResolver]:
    """The URLs below /<language>/. Outside the demo a call may have the slug `design`."""
    public = [
        path("", include("applications.urls")),
        path("", include("selection.offers.urls")),
        path("", include("stipends.urls")),
    ]
    return [path("design/", design_detail, name="design-detail"), *public] if demo else public


urlpatterns = [
    path("staff/", include("core.sign_in.urls")),
    path("staff/", staff_site.urls),
    *i18n_patterns(*below_language(demo=settings.DEMO)),
]
