"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from reviewers.views import results, scoring

urlpatterns = [
    path("reviews/", scoring.review_list, name="review-list"),
    path("reviews/<int:pk>/", scoring.review_score, name="review-score"),
    path("scores/", results.result_list, name="result-list"),
    path("scores/assign/", results.reviews_assign, name="reviews-assign"),
    path("scores/<slug:reference>/assign/", results.review_assign, name="review-assign"),
]
