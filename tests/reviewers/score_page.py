"""The scoring page of a review: its address, and what it has stored."""

from reviewers.models import Review


def at(review: Review, more: str = "") -> str:
    return f"/staff/reviews/{review.pk}/{more}"


def points(review: Review) -> dict[str, int]:
    """By the criterion's key."""
    return dict(review.scores.values_list("criterion__key", "points"))
