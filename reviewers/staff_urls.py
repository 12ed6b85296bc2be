"""Addresses of this app's staff pages, below /staff/; each view declares its permission."""

from django.urls import path

from reviewers import views

urlpatterns = [
    path("reviews/", views.review_list, name="review-list"),
    path("reviews/<int:pk>/", views.review_score, name="review-score"),
    path("scores/", views.result_list, name="result-list"),
    path("scores/assign/", views.reviews_assign, name="reviews-assign"),
    path("scores/<slug:reference>/assign/", views.review_assign, name="review-assign"),
]
