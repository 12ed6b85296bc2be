"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from reviewers.views import results, scoring

urlpatterns = [
    path("reviews/", scoring.review_list, name="review-list"),
    path("reviews/<int:pk>/", scoring.review_score, name="review-score"),
    path("reviews/<int:pk>/save/", scoring.review_save, name="review-save"),
    path("reviews/<int:pk>/recognize/", scoring.review_recuse, name="review-recuse"),
    path("reviews/<int:pk>/abstain/", scoring.review_abstain, name="review-abstain"),
    path("scores/", results.result_list, name="result-list"),
    path("scores/assign/", results.reviews_assign, name="reviews-assign"),
    path("scores/<slug:reference>/assign/", results.review_assign, name="review-assign"),
]
