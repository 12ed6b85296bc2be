"""The two halves of the site: /staff/ for the people who work here, /<language>/ for residents."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from core.staff_site import staff_site

admin.autodiscover()

urlpatterns = [
    path("staff/", include("core.sign_in.urls")),
    path("staff/", staff_site.urls),
    *i18n_patterns(path("", include("applications.urls"))),
]
