"""A release: one answer for everybody who applied, drafted by one person and let go by another."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dateformat import format as date_format

from applications.models import Application, Call
from applications.models.practice import refuse_practice_rows
from core import dates, privacy
from core.database_code import body
from core.history import tracked
from core.pills import Pill
from reviewers.models import ScoreVersion
from selection.enums import OPEN_RELEASE, Caution, Outcome, ReleaseStatus
from selection.models.panel import Panel

FINISHED = [ReleaseStatus.RELEASED.value, ReleaseStatus.DROPPED.value]


def _staff(**options: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options
    )


@tracked(leave_out=["reserves", "typed"])
class Release(models.Model):
    """The first release of a call answers everybody; a later one whom it names, or names again.

    `reserves` has how well the reserves cover for members who leave, as the solver measured it.
    `typed` is what the second person typed, by outcome, and `digest` what was on their screen.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "call",
            "number",
            "panel",
            "score_version",
            "status",
            "reserves",
            "reply_by",
            "drafted_at",
            "proposed_at",
            "sent_back_at",
            "released_at",
            "dropped_at",
            "typed",
            "digest",
        ],
        privacy.STAFF: [
            "drafted_by",
            "proposed_by",
            "sent_back_by",
            "sent_back_reason",
            "released_by",
            "dropped_by",
        ],
    }

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, null=True, related_name="releases")
    score_version = models.ForeignKey(
        ScoreVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    status = models.CharField(max_length=8, choices=ReleaseStatus, default=ReleaseStatus.DRAFT)
    reserves = models.JSONField(default=dict)
    reply_by = models.DateField("offers are answered by", null=True)
    drafted_by = _staff()
    drafted_at = models.DateTimeField(auto_now_add=True)
    proposed_by = _staff(null=True)
    proposed_at = models.DateTimeField(null=True)
    sent_back_by = _staff(null=True)
    sent_back_at = models.DateTimeField(null=True)
    sent_back_reason = models.TextField("why it was sent back", blank=True)
    released_by = _staff(null=True)
    released_at = models.DateTimeField(null=True)
    dropped_by = _staff(null=True)
    dropped_at = models.DateTimeField(null=True)
    typed = models.JSONField("counts typed", default=dict)
    digest = models.CharField("what was on the screen", max_length=64, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_release_a_number"),
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(status__in=OPEN_RELEASE),
                name="one_open_release_a_call",
            ),
            models.CheckConstraint(
                condition=Q(status=ReleaseStatus.DRAFT, proposed_by=None, proposed_at=None)
                | Q(
                    status__in=[ReleaseStatus.PROPOSED, ReleaseStatus.RELEASED],
                    proposed_by__isnull=False,
                    proposed_at__isnull=False,
                )
                | Q(status=ReleaseStatus.DROPPED),
                name="a_proposed_release_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_by=None, sent_back_at=None, sent_back_reason="")
                | Q(sent_back_by__isnull=False, sent_back_at__isnull=False)
                & ~Q(sent_back_reason=""),
                name="who_sends_a_release_back_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReleaseStatus.RELEASED) & Q(released_by=None, released_at=None)
                | Q(
                    status=ReleaseStatus.RELEASED,
                    released_by__isnull=False,
                    released_at__isnull=False,
                ),
                name="a_release_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReleaseStatus.DROPPED) & Q(dropped_by=None, dropped_at=None)
                | Q(
                    status=ReleaseStatus.DROPPED, dropped_by__isnull=False, dropped_at__isnull=False
                ),
                name="a_dropped_release_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None)
                | ~Q(released_by=F("drafted_by")) & ~Q(released_by=F("proposed_by")),
                name="nobody_releases_what_they_decided",
            ),
            dates.days_in_range("reply_by", name="offers_are_answered_between_2000_and_2099"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_finished_release_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status__in=FINISHED),
            ),
            pgtrigger.Trigger(
                name="a_release_answers_whom_it_should",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__status=ReleaseStatus.RELEASED.value),
                declare=[("problem", "text")],
                func=body("selection", "a_release_answers_whom_it_should"),
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.number}"

    @classmethod
    def underway_in(cls, call: Call) -> str:
        """That people were answered, for whoever brings applications in; "" if nobody was."""
        released = cls.objects.filter(call=call, status=ReleaseStatus.RELEASED)
        first = released.order_by("released_at").first()
        if first is None:
            return ""
        day = date_format(timezone.localtime(first.released_at), "F j, Y")
        return f"Decisions were released on {day}, and whoever comes in now has none."

    @property
    def pill(self) -> Pill:
        """Its status."""
        return ReleaseStatus(self.status).pill

    @property
    def is_open(self) -> bool:
        """Whether it is a draft, or waits for the second person."""
        return self.status in OPEN_RELEASE


@tracked()
class Decision(models.Model):
    """What one release says to one applicant; changed only while the release is a draft.

    The standing one of a person is released and not replaced by a released one. `despite` is what
    was unusual about a member, and confirmed. `decided_by` drafted it, or changed it by hand.
    """

    privacy = {
        privacy.RECORD: [
            "id",
            "release",
            "application",
            "outcome",
            "rank",
            "by_hand",
            "despite",
            "replaces",
            "decided_at",
        ],
        privacy.STAFF: ["reason", "decided_by"],
    }

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="decisions")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome)
    rank = models.PositiveSmallIntegerField("place among the reserves", null=True)
    reason = models.TextField(blank=True)
    by_hand = models.BooleanField("changed by hand", default=False)
    despite = ArrayField(
        models.CharField(max_length=12, choices=Caution),
        verbose_name="chosen although",
        default=list,
        blank=True,
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    decided_by = _staff()
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ["release", "pk"]
        indexes = [models.Index(fields=["release", "outcome", "rank"], name="decisions_by_outcome")]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(replaces=None),
                name="one_first_decision_a_person",
            ),
            models.UniqueConstraint(
                fields=["release", "application"], name="one_decision_a_person_a_release"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.RESERVE, rank__isnull=False)
                | ~Q(outcome=Outcome.RESERVE) & Q(rank=None),
                name="reserves_have_a_place_and_nobody_else",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") | Q(by_hand=False) & ~Q(outcome=Outcome.NOT_ELIGIBLE),
                name="a_decision_by_hand_or_against_a_rule_says_why",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="decisions_change_only_in_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("its_status", "text"), ("its_call", "bigint")],
                func=body("selection", "decisions_change_only_in_a_draft"),
            ),
            pgtrigger.Trigger(
                name="only_somebody_who_counts_is_chosen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=body("selection", "only_somebody_who_counts_is_chosen"),
            ),
            refuse_practice_rows(
                name="a_practice_application_is_never_decided", application="NEW.application_id"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_outcome_display()}"

    @property
    def pill(self) -> Pill:
        """Its outcome."""
        return Outcome(self.outcome).pill

    @property
    def cautions(self) -> list[Caution]:
        """What was unusual and confirmed."""
        return [Caution(each) for each in self.despite]
