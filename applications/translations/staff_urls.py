"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.translations import views

urlpatterns = [
    path("translations/", views.translation_list, name="translation-list"),
    path("translations/languages/", views.language_choose, name="language-choose"),
    path("translations/<int:pk>/", views.translation_edit, name="translation-edit"),
    path("translations/<int:pk>/claim/", views.translation_claim, name="translation-claim"),
    path("translations/<int:pk>/release/", views.translation_release, name="translation-release"),
    path("translations/<int:pk>/check/", views.translation_check, name="translation-check"),
    path("translations/<int:pk>/language/", views.language_mark, name="language-mark"),
]
