"""One reviewer's reading of one application."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models import Application, Call, Revision
from applications.models.practice import refuse_practice_rows
from core import privacy
from core.database_code import body
from core.history import tracked
from core.pills import Pill
from core.text import number_of
from reviewers.enums import (
    ENDED,
    STANDING,
    Audience,
    ReaderRole,
    ReviewPurpose,
    ReviewStatus,
)
from reviewers.models.assignment_run import AssignmentRun
from reviewers.models.rubric import Criterion, Rubric

_NOT_BEGUN = Q(status=ReviewStatus.ASSIGNED)
_IS_READ = Q(status__in=[ReviewStatus.OPEN, ReviewStatus.SUBMITTED, ReviewStatus.REOPENED])


@tracked(
    leave_out=["saved_at", "saved_in", "version"], unremarked=["saved_at", "saved_in", "version"]
)
class Review(models.Model):
    """The assignment of an application to a reviewer and, once submitted, the review.

    `position` in the reader's order; None: after all others. `version` goes up with each save,
    and saving names the version that was shown, and the page that it was shown on: `saved_in` is
    the page that saved it last. `read_revision` is the one that was read last.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "application",
            "rubric",
            "read_revision",
            "run",
            "role",
            "position",
            "purpose",
            "status",
            "version",
            "assigned_at",
            "opened_at",
            "skipped_at",
            "saved_at",
            "saved_in",
            "submitted_at",
            "reopened_at",
            "ended_at",
        ],
        privacy.STAFF: [
            "reviewer",
            "assigned_by",
            "reopened_by",
            "reopen_reason",
            "ended_by",
            "end_reason",
        ],
    }

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="reviews")
    read_revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    run = models.ForeignKey(
        AssignmentRun, on_delete=models.PROTECT, null=True, related_name="reviews"
    )
    role = models.CharField(max_length=16, choices=ReaderRole, blank=True)
    position = models.PositiveIntegerField(null=True)
    purpose = models.CharField(max_length=11, choices=ReviewPurpose, default=ReviewPurpose.COUNTS)
    status = models.CharField(max_length=10, choices=ReviewStatus, default=ReviewStatus.ASSIGNED)
    version = models.PositiveIntegerField(default=0)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True)
    skipped_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    saved_in = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True)
    reopen_reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["assigned_at", "pk"]
        indexes = [
            models.Index(fields=["reviewer", "status"], name="reviews_of_a_reader"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"],
                condition=Q(status__in=STANDING),
                name="a_reader_reads_an_application_once",
            ),
            models.CheckConstraint(
                condition=_NOT_BEGUN & Q(opened_at=None, read_revision=None)
                | _IS_READ & Q(opened_at__isnull=False, read_revision__isnull=False)
                | Q(status__in=ENDED),
                name="an_opened_review_says_what_was_read",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[ReviewStatus.ASSIGNED, ReviewStatus.OPEN], submitted_at=None
                )
                | Q(
                    status__in=[ReviewStatus.SUBMITTED, ReviewStatus.REOPENED],
                    submitted_at__isnull=False,
                )
                | Q(status__in=ENDED),
                name="a_submitted_review_says_when",
            ),
            models.CheckConstraint(
                condition=Q(reopened_by=None, reopened_at=None, reopen_reason="")
                & ~Q(status=ReviewStatus.REOPENED)
                | Q(reopened_by__isnull=False, reopened_at__isnull=False) & ~Q(reopen_reason=""),
                name="a_reopened_review_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ENDED) & Q(ended_by=None, ended_at=None, end_reason="")
                | Q(status__in=ENDED, ended_by__isnull=False, ended_at__isnull=False)
                & ~Q(end_reason=""),
                name="an_ended_review_says_why",
            ),
        ]
        triggers = [
            refuse_practice_rows(
                name="a_practice_application_is_never_assigned", application="NEW.application_id"
            ),
            pgtrigger.Trigger(
                name="a_conflicted_pair_is_never_scored",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("application_id", "reviewer_id", "status"),
                condition=pgtrigger.Q(new__status__in=STANDING),
                func=body("reviewers", "a_conflicted_pair_is_never_scored"),
            ),
            pgtrigger.Trigger(
                name="a_submitted_review_scores_every_criterion",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),
                condition=pgtrigger.Q(new__status=ReviewStatus.SUBMITTED)
                & pgtrigger.Q(old__status__df=pgtrigger.F("new__status")),
                func=body("reviewers", "a_submitted_review_scores_every_criterion"),
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"

    @classmethod
    def underway_in(cls, call: Call) -> str:
        """That reading has begun, for whoever brings applications in; "" if it has not."""
        submitted = cls.objects.filter(application__call=call, status=ReviewStatus.SUBMITTED)
        if not (count := submitted.count()):
            return ""
        return f"Scoring has begun: {number_of(count, 'review')} handed in."

    @property
    def pill(self) -> Pill:
        """How staff see its status."""
        return ReviewStatus(self.status).pill

    @property
    def was_saved(self) -> bool:
        """Whether there may be scores and remarks: there are none before the first save."""
        return self.version > 0


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
        triggers = [
            pgtrigger.Trigger(
                name="points_are_on_the_scale_of_their_rubric",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=body("reviewers", "points_are_on_the_scale_of_their_rubric"),
            ),
            pgtrigger.Trigger(
                name="scores_that_count_need_a_frozen_rubric",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=body("reviewers", "scores_that_count_need_a_frozen_rubric"),
            ),
            pgtrigger.Trigger(
                name="scores_of_a_submitted_review_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("points") | pgtrigger.Delete,
                func=body("reviewers", "scores_of_a_submitted_review_never_change"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points}"


@tracked(leave_out=["text", "written_at"], unremarked=["text", "written_at"])
class Remark(models.Model):
    """What a reader wrote: on a criterion that is a note, or on the whole.

    While a review is under way its remark is rewritten; once it was submitted, another one
    replaces it.
    """

    privacy = {
        privacy.RECORD: ["id", "review", "criterion", "replaces", "written_at"],
        privacy.STAFF: ["audience", "text"],
    }

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="remarks")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, null=True, related_name="remarks"
    )
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.COORDINATORS)
    text = models.TextField(blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    written_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(replaces__isnull=False), name="a_remark_says_something"
            ),
            models.UniqueConstraint(
                fields=["review", "criterion"],
                condition=Q(replaces=None, criterion__isnull=False),
                name="one_remark_a_note",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(replaces=None, criterion=None) & ~Q(audience=Audience.SELF),
                name="one_comment_a_review",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(replaces=None, criterion=None, audience=Audience.SELF),
                name="one_private_note_a_review",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_remark_on_a_note_belongs_to_its_rubric",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("review_id", "criterion_id"),
                condition=pgtrigger.Q(new__criterion_id__isnull=False),
                func=body("reviewers", "a_remark_on_a_note_belongs_to_its_rubric"),
            )
        ]

    def __str__(self) -> str:
        return f"remark {self.pk}"
