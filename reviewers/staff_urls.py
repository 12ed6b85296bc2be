"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from reviewers.views import assignment, conflicts, readers, results, scoring

urlpatterns = [
    path("reviews/", scoring.review_list, name="review-list"),
    path("reviews/<int:pk>/", scoring.review_score, name="review-score"),
    path("reviews/<int:pk>/save/", scoring.review_save, name="review-save"),
    path("reviews/<int:pk>/recognize/", scoring.review_recuse, name="review-recuse"),
    path("reviews/<int:pk>/abstain/", scoring.review_abstain, name="review-abstain"),
    path("reviews/<int:pk>/reopen/", results.review_reopen, name="review-reopen"),
    path("reviews/people/", conflicts.known_list, name="known-list"),
    path("reviews/people/<int:pk>/remove/", conflicts.known_remove, name="known-remove"),
    path("scores/", results.result_list, name="result-list"),
    path("scores/version/", results.version_make, name="version-make"),
    path("scores/assign/", results.reviews_assign, name="reviews-assign"),
    path("scores/version/<slug:slug>/<int:number>/", results.version_detail, name="version-detail"),
    path("scores/<slug:reference>/", results.application_reviews, name="application-reviews"),
    path("scores/<slug:reference>/assign/", results.review_assign, name="review-assign"),
    path("scores/<slug:reference>/readings/", assignment.readings_want, name="readings-want"),
    path("scores/<slug:reference>/conflict/", conflicts.conflict_note, name="conflict-note"),
    path("readers/", readers.reader_list, name="reader-list"),
    path("readers/add/", readers.readers_add, name="readers-add"),
    path("readers/remind/", readers.readers_remind, name="readers-remind"),
    path("readers/lacking/", assignment.lacking_list, name="lacking-list"),
    path("readers/conflicts/", conflicts.conflict_list, name="conflict-list"),
    path("readers/conflicts/<int:pk>/lift/", conflicts.conflict_lift, name="conflict-lift"),
    path("readers/listed/<int:pk>/", conflicts.listed_decide, name="listed-decide"),
    path("readers/check/", conflicts.names_check, name="names-check"),
    path("readers/assignment/", assignment.assignment_propose, name="assignment-propose"),
    path("readers/assignment/<int:pk>/", assignment.assignment_detail, name="assignment-detail"),
    path(
        "readers/assignment/<int:pk>/adopt/", assignment.assignment_adopt, name="assignment-adopt"
    ),
    path("readers/assignment/<int:pk>/drop/", assignment.assignment_drop, name="assignment-drop"),
    path(
        "readers/assignment/<int:pk>/<slug:reference>/",
        assignment.assignment_adjust,
        name="assignment-adjust",
    ),
    path("readers/<int:pk>/", readers.reader_edit, name="reader-edit"),
    path("readers/<int:pk>/release/", readers.reader_release, name="reader-release"),
]
