"""Addresses of this package's staff pages, below /staff/; each view says who may open it."""

from django.urls import path

from applications.translations.views import checking, lists, translating

urlpatterns = [
    path("translations/", translating.translation_list, name="translation-list"),
    path("translations/all/", lists.translation_queue, name="translation-queue"),
    path("translations/languages/", translating.language_choose, name="language-choose"),
    path("translations/<int:pk>/", translating.translation_edit, name="translation-edit"),
    path("translations/<int:pk>/claim/", translating.translation_claim, name="translation-claim"),
    path(
        "translations/<int:pk>/release/",
        translating.translation_release,
        name="translation-release",
    ),
    path("translations/<int:pk>/check/", checking.translation_check, name="translation-check"),
    path("translations/<int:pk>/language/", translating.language_mark, name="language-mark"),
]
