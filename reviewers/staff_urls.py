"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from reviewers.views import calibration, guide, phases, results, rubric, scoring

_CALL = "calls/<slug:slug>"

urlpatterns = [
    path("reviews/<int:pk>/reopen/", scoring.review_reopen, name="review-reopen"),
    path(f"{_CALL}/rubric/", rubric.rubric_detail, name="rubric-detail"),
    path(f"{_CALL}/rubric/add/", rubric.criterion_add, name="criterion-add"),
    path(f"{_CALL}/rubric/<int:pk>/", rubric.criterion_edit, name="criterion-edit"),
    path(f"{_CALL}/rubric/<int:pk>/delete/", rubric.criterion_remove, name="criterion-remove"),
    path(f"{_CALL}/rubric/ranking/", rubric.ranking_fix, name="ranking-fix"),
    path(f"{_CALL}/rubric/version/", rubric.rubric_begin, name="rubric-begin"),
    path(f"{_CALL}/rubric/version/adopt/", rubric.rubric_adopt, name="rubric-adopt"),
    path(f"{_CALL}/rubric/version/drop/", rubric.rubric_drop, name="rubric-drop"),
    path(f"{_CALL}/calibration/", calibration.calibration_list, name="calibration-list"),
    path(f"{_CALL}/phases/", phases.phase_list, name="phase-list"),
    path(f"{_CALL}/phases/add/", phases.phase_add, name="phase-add"),
    path(f"{_CALL}/phases/<int:pk>/", phases.phase_edit, name="phase-edit"),
    path(f"{_CALL}/phases/<int:pk>/delete/", phases.phase_remove, name="phase-remove"),
    path("reviews/", scoring.review_list, name="review-list"),
    path("reviews/guide/", guide.scoring_guide, name="scoring-guide"),
    path("reviews/<int:pk>/", scoring.review_score, name="review-score"),
    path("reviews/<int:pk>/save/", scoring.review_save, name="review-save"),
    path("reviews/<int:pk>/recognize/", scoring.review_recuse, name="review-recuse"),
    path("reviews/<int:pk>/abstain/", scoring.review_abstain, name="review-abstain"),
    path("scores/", results.result_list, name="result-list"),
    path("scores/assign/", results.reviews_assign, name="reviews-assign"),
    path("scores/<slug:reference>/assign/", results.review_assign, name="review-assign"),
]
