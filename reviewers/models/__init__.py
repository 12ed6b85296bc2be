"""People who read and score."""

from reviewers.models.assignment_run import AssignmentRun
from reviewers.models.listed_person import ListedPerson, OtherPerson
from reviewers.models.phase import ReviewPhase
from reviewers.models.reader import Conflict, Reader, ReaderLanguage
from reviewers.models.review import Remark, Review, Score
from reviewers.models.rubric import Criterion, RankingRule, Rubric, ScaleStep
from reviewers.models.score_version import Disagreement, ReaderLevel, ScoreLine, ScoreVersion
from reviewers.models.wanted_readings import WantedReadings

__all__ = [
    "AssignmentRun",
    "Conflict",
    "Criterion",
    "Disagreement",
    "ListedPerson",
    "OtherPerson",
    "RankingRule",
    "Reader",
    "ReaderLanguage",
    "ReaderLevel",
    "Remark",
    "Review",
    "ReviewPhase",
    "Rubric",
    "ScaleStep",
    "Score",
    "ScoreLine",
    "ScoreVersion",
    "WantedReadings",
]
