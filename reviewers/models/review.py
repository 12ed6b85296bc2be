"""One reviewer's reading of one application."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models import Application
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.history import tracked
from reviewers.enums import ReviewStatus
from reviewers.models.criterion import Criterion


@tracked()
class Review(models.Model):
    """The assignment of an application to a reviewer and, once submitted, the review."""

    privacy = {
        privacy.RECORD: ["id", "application", "status", "assigned_at", "submitted_at"],
        privacy.STAFF: ["reviewer", "assigned_by", "comment"],
    }

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(max_length=10, choices=ReviewStatus, default=ReviewStatus.ASSIGNED)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"], name="a_reviewer_reads_an_application_once"
            ),
            models.CheckConstraint(
                condition=Q(status=ReviewStatus.ASSIGNED, submitted_at=None)
                | Q(status=ReviewStatus.SUBMITTED, submitted_at__isnull=False),
                name="a_submitted_review_says_when",
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="a_practice_application_is_never_assigned", application="NEW.application_id"
            )
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"


@tracked()
class Score(models.Model):
    """Points for one criterion."""

    privacy = {privacy.RECORD: ["id", "review", "criterion"], privacy.STAFF: ["points"]}

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_score_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.points}"
