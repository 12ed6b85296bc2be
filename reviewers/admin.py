"""This app's pages on the staff site."""

from core.permissions import Permission
from core.staff_site import staff_site
from reviewers import views

staff_site.page(
    "reviews/",
    views.review_list,
    name="review-list",
    permission=Permission.REVIEW,
    label="My reviews",
)
staff_site.page(
    "reviews/<int:pk>/", views.review_score, name="review-score", permission=Permission.REVIEW
)
staff_site.page(
    "scores/",
    views.result_list,
    name="result-list",
    permission=Permission.ASSIGN_REVIEWS,
    label="Scores",
)
staff_site.page(
    "scores/<slug:reference>/assign/",
    views.review_assign,
    name="review-assign",
    permission=Permission.ASSIGN_REVIEWS,
)
