"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from reports import applications, audit, beside, export_page, views

urlpatterns = [
    path("", views.today, name="index"),
    path("applications/", applications.application_list, name="application-list"),
    path("applications/<slug:reference>/next/", beside.application_next, name="application-next"),
    path(
        "applications/<slug:reference>/previous/",
        beside.application_previous,
        name="application-previous",
    ),
    path("export/", export_page.application_export, name="application-export"),
    path("history/", audit.history_list, name="history-list"),
    path("history/<slug:kind>/<slug:key>/", audit.history_detail, name="history-detail"),
    path("security/", audit.security_event_list, name="security-event-list"),
    path("health/", views.health_detail, name="health-detail"),
    path("access/", audit.access_list, name="access-list"),
]
