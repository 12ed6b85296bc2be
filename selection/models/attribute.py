"""What people can be balanced by: an attribute of a call, and what it is used for."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applications.models import Call, Question
from core import privacy
from core.history import tracked
from selection.enums import AttributeSource, AttributeUse


@tracked()
class Attribute(models.Model):
    """Something about people that a panel is balanced by, or only reported on.

    A sensitive one becomes a target only when somebody asks with a reason and somebody else, with a
    permission of its own, approves; the last no stands until then. The SQL function
    attribute_values gives each person's values.
    """

    privacy = {
        privacy.CONFIGURATION: [
            "id",
            "call",
            "source",
            "question",
            "use",
            "is_sensitive",
            "reason",
            "asked_at",
            "approved_at",
            "decline_reason",
            "declined_at",
        ],
        privacy.STAFF: ["asked_by", "approved_by", "declined_by"],
    }

    copied_with = "call"
    not_copied = (
        "reason",
        "asked_by",
        "asked_at",
        "approved_by",
        "approved_at",
        "decline_reason",
        "declined_by",
        "declined_at",
    )

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="attributes")
    source = models.CharField(max_length=12, choices=AttributeSource)
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    use = models.CharField(max_length=6, choices=AttributeUse, default=AttributeUse.REPORT)
    is_sensitive = models.BooleanField(default=False)
    reason = models.TextField("why it should be a target", blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    decline_reason = models.TextField("why it is no target", blank=True, db_default="")
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    declined_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "source", "question"],
                nulls_distinct=False,
                name="one_attribute_a_source",
            ),
            models.CheckConstraint(
                condition=Q(source=AttributeSource.QUESTION, question__isnull=False)
                | ~Q(source=AttributeSource.QUESTION) & Q(question=None),
                name="only_a_choice_question_names_its_question",
            ),
            models.CheckConstraint(
                condition=~Q(use=AttributeUse.TARGET)
                | Q(is_sensitive=False)
                | Q(approved_by__isnull=False),
                name="a_sensitive_attribute_is_a_target_only_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None, asked_at=None, reason="")
                | Q(asked_by__isnull=False, asked_at__isnull=False) & ~Q(reason=""),
                name="who_asks_for_a_sensitive_target_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False, asked_by__isnull=False),
                name="an_approval_answers_a_request_and_says_when",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")),
                name="nobody_approves_their_own_request",
            ),
            models.CheckConstraint(
                condition=Q(declined_by=None, declined_at=None, decline_reason="")
                | Q(declined_by__isnull=False, declined_at__isnull=False, approved_by=None)
                & ~Q(decline_reason=""),
                name="who_declines_a_sensitive_target_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.question) if self.question_id else self.get_source_display()

    @classmethod
    def copied_rows(cls, rows: models.QuerySet["Attribute"]) -> Iterable["Attribute"]:
        """An approval is not copied: what it was for is only reported on, until the next one."""
        for row in rows:
            if row.is_sensitive and row.use == AttributeUse.TARGET:
                row.use = AttributeUse.REPORT
            yield row
