"""People who read and score."""

from reviewers.models.assignment_run import AssignmentRun
from reviewers.models.phase import ReviewPhase
from reviewers.models.reader import Conflict, Reader, ReaderLanguage
from reviewers.models.review import Remark, Review, Score
from reviewers.models.rubric import Criterion, RankingRule, Rubric, ScaleStep

__all__ = [
    "AssignmentRun",
    "Conflict",
    "Criterion",
    "RankingRule",
    "Reader",
    "ReaderLanguage",
    "Remark",
    "Review",
    "ReviewPhase",
    "Rubric",
    "ScaleStep",
    "Score",
]
