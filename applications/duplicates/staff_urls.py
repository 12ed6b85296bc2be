"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.duplicates.views import duplicate_hints, duplicates

urlpatterns = [
    path("paper/hints/", duplicate_hints.duplicate_hint_list, name="duplicate-hint-list"),
    path("duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path(
        "duplicates/<slug:reference>/<slug:other>/",
        duplicates.duplicate_compare,
        name="duplicate-compare",
    ),
]
