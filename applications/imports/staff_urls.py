"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.imports.views import files, matching, rows

urlpatterns = [
    path("imports/", files.import_list, name="import-list"),
    path("imports/<int:batch>/", files.import_detail, name="import-detail"),
    path("imports/<int:batch>/columns/", matching.import_match, name="import-match"),
    path("imports/<int:batch>/sheet/", matching.import_sheet, name="import-sheet"),
    path("imports/<int:batch>/choices/", matching.import_choices, name="import-choices"),
    path("imports/<int:batch>/languages/", matching.import_languages, name="import-languages"),
    path("imports/<int:batch>/rows/<int:number>/", rows.import_row, name="import-row"),
    path("imports/<int:batch>/start/", files.import_start, name="import-start"),
    path("imports/<int:batch>/drop/", files.import_drop, name="import-drop"),
    path("imports/<int:batch>/undo/", files.import_undo, name="import-undo"),
]
