"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from reviewers.views import (
    application_reviews,
    assignment,
    calibration,
    conflicts,
    end,
    guide,
    phases,
    readers,
    results,
    rubric,
    scoring,
)

_CALL = "calls/<slug:slug>"
_SCORES = "scores/<slug:reference>"

urlpatterns = [
    path("reviews/<int:pk>/reopen/", end.review_reopen, name="review-reopen"),
    path(f"{_CALL}/rubric/", rubric.rubric_detail, name="rubric-detail"),
    path(f"{_CALL}/rubric/add/", rubric.criterion_add, name="criterion-add"),
    path(f"{_CALL}/rubric/<int:pk>/", rubric.criterion_edit, name="criterion-edit"),
    path(f"{_CALL}/rubric/<int:pk>/delete/", rubric.criterion_remove, name="criterion-remove"),
    path(f"{_CALL}/rubric/ranking/", rubric.ranking_fix, name="ranking-fix"),
    path(f"{_CALL}/rubric/version/", rubric.rubric_begin, name="rubric-begin"),
    path(f"{_CALL}/rubric/version/adopt/", rubric.rubric_adopt, name="rubric-adopt"),
    path(f"{_CALL}/rubric/version/drop/", rubric.rubric_drop, name="rubric-drop"),
    path(f"{_CALL}/calibration/", calibration.calibration_list, name="calibration-list"),
    path(
        f"{_CALL}/calibration/<slug:reference>/remove/",
        calibration.calibration_remove,
        name="calibration-remove",
    ),
    path(f"{_CALL}/phases/", phases.phase_list, name="phase-list"),
    path(f"{_CALL}/phases/add/", phases.phase_add, name="phase-add"),
    path(f"{_CALL}/phases/<int:pk>/", phases.phase_edit, name="phase-edit"),
    path(f"{_CALL}/phases/<int:pk>/delete/", phases.phase_remove, name="phase-remove"),
    path("reviews/", scoring.review_list, name="review-list"),
    path("reviews/guide/", guide.scoring_guide, name="scoring-guide"),
    path("reviews/<int:pk>/", scoring.review_score, name="review-score"),
    path("reviews/<int:pk>/save/", scoring.review_save, name="review-save"),
    path("reviews/<int:pk>/recognize/", end.review_recuse, name="review-recuse"),
    path("reviews/<int:pk>/abstain/", end.review_abstain, name="review-abstain"),
    path("reviews/people/", conflicts.known_list, name="known-list"),
    path("reviews/people/<int:pk>/remove/", conflicts.known_remove, name="known-remove"),
    path("scores/", results.result_list, name="result-list"),
    path("scores/version/", results.version_make, name="version-make"),
    path("scores/assign/", application_reviews.reviews_assign, name="reviews-assign"),
    path("scores/version/<slug:slug>/<int:number>/", results.version_detail, name="version-detail"),
    path(f"{_SCORES}/", application_reviews.application_reviews, name="application-reviews"),
    path(f"{_SCORES}/assign/", application_reviews.review_assign, name="review-assign"),
    path(f"{_SCORES}/readings/", application_reviews.readings_want, name="readings-want"),
    path(f"{_SCORES}/conflict/", application_reviews.conflict_note, name="conflict-note"),
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
