"""People who read and score."""

from reviewers.models.criterion import Criterion, ScaleStep
from reviewers.models.review import Review, Score

__all__ = ["Criterion", "Review", "ScaleStep", "Score"]
