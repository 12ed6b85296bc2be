"""Rubrics, phases, readers, conflicts, assignment runs and remarks; reviews have more states."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from core.dates import FIRST_DAY, FIRST_MOMENT, LAST_DAY, LAST_MOMENT
from core.migration_operations import AddFields, ChangeTables, CreateModels, Steps
from core.migration_tables import history, key, link_in_history

TABLES = [
    migrations.CreateModel(
        name="Rubric",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="rubrics", to="applications.call"
                ),
            ),
            ("number", models.PositiveSmallIntegerField(default=1)),
            ("reason", models.TextField(blank=True)),
            (
                "made_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(null=True)),
            ("frozen_at", models.DateTimeField(null=True)),
        ],
        options={
            "ordering": ["call", "number"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "number"), name="one_rubric_a_number"),
                models.UniqueConstraint(
                    condition=models.Q(("frozen_at", None)),
                    fields=("call",),
                    name="a_call_has_one_open_rubric",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                    ),
                    name="a_new_rubric_says_why",
                ),
            ],
        },
    ),
    history(
        "reviewers.Rubric",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("number", models.PositiveSmallIntegerField(default=1)),
            ("reason", models.TextField(blank=True)),
            ("made_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("made_at", models.DateTimeField(null=True)),
            ("frozen_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        name="RankingRule",
        fields=[
            (
                "call",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    primary_key=True,
                    related_name="ranking_rule",
                    serialize=False,
                    to="applications.call",
                ),
            ),
            (
                "ranking_score",
                models.CharField(
                    choices=[("raw", "the raw score"), ("adjusted", "the adjusted score")],
                    default="raw",
                    max_length=8,
                    verbose_name="score that ranks",
                ),
            ),
            (
                "readings",
                models.PositiveSmallIntegerField(
                    default=3, verbose_name="readings of each application"
                ),
            ),
            (
                "fewest_readings",
                models.PositiveSmallIntegerField(
                    default=2, verbose_name="fewest readings to be ranked"
                ),
            ),
            (
                "fixed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("fixed_at", models.DateTimeField(null=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("fewest_readings__gte", 1), ("readings__gte", models.F("fewest_readings"))
                    ),
                    name="an_application_can_get_the_fewest_readings",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("fixed_by", None), ("fixed_at__isnull", False), _connector="OR"
                    ),
                    name="a_fixed_rule_says_when",
                ),
            ],
        },
    ),
    history(
        "reviewers.RankingRule",
        [
            ("call", link_in_history("applications.call", serialize=False)),
            (
                "ranking_score",
                models.CharField(
                    choices=[("raw", "the raw score"), ("adjusted", "the adjusted score")],
                    default="raw",
                    max_length=8,
                    verbose_name="score that ranks",
                ),
            ),
            (
                "readings",
                models.PositiveSmallIntegerField(
                    default=3, verbose_name="readings of each application"
                ),
            ),
            (
                "fewest_readings",
                models.PositiveSmallIntegerField(
                    default=2, verbose_name="fewest readings to be ranked"
                ),
            ),
            ("fixed_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("fixed_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        name="ReviewPhase",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="review_phases", to="applications.call"
                ),
            ),
            ("name", models.CharField(max_length=60)),
            ("begins_at", models.DateTimeField(verbose_name="begins")),
            ("ends_at", models.DateTimeField(verbose_name="ends")),
            ("may_score", models.BooleanField(default=True, verbose_name="readers may score")),
            ("may_comment", models.BooleanField(default=True, verbose_name="readers may comment")),
            (
                "others_open",
                models.CharField(
                    choices=[
                        ("never", "never"),
                        ("after_own", "once their own review is in"),
                        ("always", "always"),
                    ],
                    default="never",
                    max_length=9,
                    verbose_name="others’ scores and comments are open",
                ),
            ),
            (
                "only_redacted",
                models.BooleanField(default=False, verbose_name="readers get only checked copies"),
            ),
        ],
        options={
            "ordering": ["call", "begins_at"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                    name="a_phase_ends_after_it_begins",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "begins_at__range",
                            (
                                FIRST_MOMENT,
                                LAST_MOMENT,
                            ),
                        ),
                        (
                            "ends_at__range",
                            (
                                FIRST_MOMENT,
                                LAST_MOMENT,
                            ),
                        ),
                    ),
                    name="a_phase_is_between_2000_and_2099",
                ),
                ExclusionConstraint(
                    expressions=[
                        ("call", "="),
                        (
                            models.Func(
                                "begins_at",
                                "ends_at",
                                function="tstzrange",
                                output_field=DateTimeRangeField(),
                            ),
                            "&&",
                        ),
                    ],
                    name="phases_of_a_call_do_not_overlap",
                ),
            ],
        },
    ),
    history(
        "reviewers.ReviewPhase",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("name", models.CharField(max_length=60)),
            ("begins_at", models.DateTimeField(verbose_name="begins")),
            ("ends_at", models.DateTimeField(verbose_name="ends")),
            ("may_score", models.BooleanField(default=True, verbose_name="readers may score")),
            ("may_comment", models.BooleanField(default=True, verbose_name="readers may comment")),
            (
                "others_open",
                models.CharField(
                    choices=[
                        ("never", "never"),
                        ("after_own", "once their own review is in"),
                        ("always", "always"),
                    ],
                    default="never",
                    max_length=9,
                    verbose_name="others’ scores and comments are open",
                ),
            ),
            (
                "only_redacted",
                models.BooleanField(default=False, verbose_name="readers get only checked copies"),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Reader",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="readers", to="applications.call"
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "cap",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="most applications"
                ),
            ),
            ("paused_from", models.DateField(blank=True, null=True)),
            ("paused_until", models.DateField(blank=True, null=True)),
            (
                "roles",
                ArrayField(
                    base_field=models.CharField(
                        choices=[("lived_experience", "lived experience")], max_length=16
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            (
                "added_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("added_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["call", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "user"), name="a_reader_joins_a_call_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("paused_until", None),
                        models.Q(
                            ("paused_from__isnull", False),
                            ("paused_until__gte", models.F("paused_from")),
                        ),
                        _connector="OR",
                    ),
                    name="a_pause_ends_after_it_begins",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "paused_from__range",
                            (FIRST_DAY, LAST_DAY),
                        ),
                        (
                            "paused_until__range",
                            (FIRST_DAY, LAST_DAY),
                        ),
                    ),
                    name="a_pause_is_between_2000_and_2099",
                ),
            ],
        },
    ),
    history(
        "reviewers.Reader",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("user", link_in_history(settings.AUTH_USER_MODEL)),
            (
                "cap",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, verbose_name="most applications"
                ),
            ),
            ("paused_from", models.DateField(blank=True, null=True)),
            ("paused_until", models.DateField(blank=True, null=True)),
            (
                "roles",
                ArrayField(
                    base_field=models.CharField(
                        choices=[("lived_experience", "lived experience")], max_length=16
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            ("added_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("added_at", models.DateTimeField(auto_now_add=True)),
        ],
    ),
    migrations.CreateModel(
        name="ReaderLanguage",
        fields=[
            ("id", key()),
            (
                "reader",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="languages", to="reviewers.reader"
                ),
            ),
            (
                "language",
                models.CharField(
                    choices=[
                        ("en", "English"),
                        ("es", "Español"),
                        ("ht", "Kreyòl ayisyen"),
                        ("zh-hant", "繁體中文"),
                        ("zh-hans", "简体中文"),
                        ("vi", "Tiếng Việt"),
                        ("kea", "Kriolu"),
                        ("ru", "Русский"),
                        ("ar", "العربية"),
                        ("pt-br", "Português"),
                        ("fr", "Français"),
                        ("so", "Soomaali"),
                    ],
                    max_length=7,
                ),
            ),
        ],
        options={
            "ordering": ["reader", "language"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("reader", "language"), name="a_reader_has_a_language_once"
                )
            ],
        },
    ),
    history(
        "reviewers.ReaderLanguage",
        [
            ("id", models.BigIntegerField()),
            ("reader", link_in_history("reviewers.reader")),
            (
                "language",
                models.CharField(
                    choices=[
                        ("en", "English"),
                        ("es", "Español"),
                        ("ht", "Kreyòl ayisyen"),
                        ("zh-hant", "繁體中文"),
                        ("zh-hans", "简体中文"),
                        ("vi", "Tiếng Việt"),
                        ("kea", "Kriolu"),
                        ("ru", "Русский"),
                        ("ar", "العربية"),
                        ("pt-br", "Português"),
                        ("fr", "Français"),
                        ("so", "Soomaali"),
                    ],
                    max_length=7,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Conflict",
        fields=[
            ("id", key()),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="conflicts",
                    to="applications.application",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "source",
                models.CharField(
                    choices=[
                        ("listed", "listed beforehand"),
                        ("recognized", "recognized while reading"),
                        ("coordinator", "noted by a coordinator"),
                    ],
                    max_length=11,
                ),
            ),
            ("reason", models.TextField(blank=True)),
            (
                "noted_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("noted_at", models.DateTimeField(auto_now_add=True)),
            (
                "lifted_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("lifted_at", models.DateTimeField(null=True)),
            ("lift_reason", models.TextField(blank=True)),
        ],
        options={
            "ordering": ["noted_at", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("application", "user"), name="one_conflict_a_pair"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("lifted_at", None), ("lifted_by", None)),
                        models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="a_lifted_conflict_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("lifted_by", None),
                        models.Q(("lifted_by", models.F("user")), _negated=True),
                        _connector="OR",
                    ),
                    name="nobody_lifts_their_own_conflict",
                ),
            ],
        },
    ),
    history(
        "reviewers.Conflict",
        [
            ("id", models.BigIntegerField()),
            ("application", link_in_history("applications.application")),
            ("user", link_in_history(settings.AUTH_USER_MODEL)),
            (
                "source",
                models.CharField(
                    choices=[
                        ("listed", "listed beforehand"),
                        ("recognized", "recognized while reading"),
                        ("coordinator", "noted by a coordinator"),
                    ],
                    max_length=11,
                ),
            ),
            ("noted_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("noted_at", models.DateTimeField(auto_now_add=True)),
            ("lifted_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("lifted_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        name="AssignmentRun",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="assignment_runs", to="applications.call"
                ),
            ),
            ("seed", models.CharField(max_length=64)),
            ("input_digest", models.CharField(max_length=64)),
            ("options", models.JSONField(default=dict)),
            ("proposal", models.JSONField(default=dict)),
            ("unmet", models.JSONField(default=list)),
            (
                "proposed_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("proposed_at", models.DateTimeField(auto_now_add=True)),
            (
                "adopted_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("adopted_at", models.DateTimeField(null=True)),
        ],
        options={
            "ordering": ["call", "pk"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("adopted_at", None), ("adopted_by", None)),
                        models.Q(("adopted_at__isnull", False), ("adopted_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="an_adopted_run_says_who_and_when",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Remark",
        fields=[
            ("id", key()),
            (
                "review",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="remarks", to="reviewers.review"
                ),
            ),
            (
                "criterion",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="remarks",
                    to="reviewers.criterion",
                ),
            ),
            (
                "audience",
                models.CharField(
                    choices=[
                        ("self", "only me"),
                        ("coordinators", "coordinators"),
                        ("readers", "coordinators, and readers afterward"),
                    ],
                    default="coordinators",
                    max_length=12,
                ),
            ),
            ("text", models.TextField(blank=True)),
            (
                "replaces",
                models.OneToOneField(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="replaced_by",
                    to="reviewers.remark",
                ),
            ),
            ("written_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["written_at", "pk"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("text", ""), _negated=True),
                        ("replaces__isnull", False),
                        _connector="OR",
                    ),
                    name="a_remark_says_something",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("criterion__isnull", False), ("replaces", None)),
                    fields=("review", "criterion"),
                    name="one_remark_a_note",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("criterion", None),
                        ("replaces", None),
                        models.Q(("audience", "self"), _negated=True),
                    ),
                    fields=("review",),
                    name="one_comment_a_review",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("audience", "self"), ("criterion", None), ("replaces", None)
                    ),
                    fields=("review",),
                    name="one_private_note_a_review",
                ),
            ],
        },
    ),
    history(
        "reviewers.Remark",
        [
            ("id", models.BigIntegerField()),
            ("review", link_in_history("reviewers.review")),
            ("criterion", link_in_history("reviewers.criterion", null=True)),
            (
                "audience",
                models.CharField(
                    choices=[
                        ("self", "only me"),
                        ("coordinators", "coordinators"),
                        ("readers", "coordinators, and readers afterward"),
                    ],
                    default="coordinators",
                    max_length=12,
                ),
            ),
            ("replaces", link_in_history("reviewers.remark", null=True)),
        ],
    ),
]


COLUMNS = {
    "criterion": {
        "rubric": models.ForeignKey(
            on_delete=models.CASCADE, related_name="criteria", to="reviewers.rubric", null=True
        ),
        "kind": models.CharField(
            choices=[("scored", "scored"), ("note", "note only")], default="scored", max_length=6
        ),
    },
    "criterionevent": {
        "rubric": link_in_history("reviewers.rubric", null=True),
        "kind": models.CharField(
            choices=[("scored", "scored"), ("note", "note only")], default="scored", max_length=6
        ),
    },
    "review": {
        "rubric": models.ForeignKey(
            on_delete=models.PROTECT, related_name="reviews", to="reviewers.rubric", null=True
        ),
        "read_revision": models.ForeignKey(
            null=True, on_delete=models.PROTECT, related_name="+", to="applications.revision"
        ),
        "run": models.ForeignKey(
            null=True,
            on_delete=models.PROTECT,
            related_name="reviews",
            to="reviewers.assignmentrun",
        ),
        "role": models.CharField(
            blank=True, choices=[("lived_experience", "lived experience")], max_length=16
        ),
        "position": models.PositiveIntegerField(null=True),
        "purpose": models.CharField(
            choices=[("counts", "counts"), ("calibration", "calibration")],
            default="counts",
            max_length=11,
        ),
        "version": models.PositiveIntegerField(default=0),
        "opened_at": models.DateTimeField(null=True),
        "skipped_at": models.DateTimeField(null=True),
        "saved_at": models.DateTimeField(null=True),
        "reopened_by": models.ForeignKey(
            null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
        ),
        "reopened_at": models.DateTimeField(null=True),
        "reopen_reason": models.TextField(blank=True),
        "ended_by": models.ForeignKey(
            null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
        ),
        "ended_at": models.DateTimeField(null=True),
        "end_reason": models.TextField(blank=True),
    },
    "reviewevent": {
        "rubric": link_in_history("reviewers.rubric", null=True),
        "read_revision": link_in_history("applications.revision", null=True),
        "run": link_in_history("reviewers.assignmentrun", null=True),
        "role": models.CharField(
            blank=True, choices=[("lived_experience", "lived experience")], max_length=16
        ),
        "position": models.PositiveIntegerField(null=True),
        "purpose": models.CharField(
            choices=[("counts", "counts"), ("calibration", "calibration")],
            default="counts",
            max_length=11,
        ),
        "opened_at": models.DateTimeField(null=True),
        "skipped_at": models.DateTimeField(null=True),
        "reopened_by": link_in_history(settings.AUTH_USER_MODEL, null=True),
        "reopened_at": models.DateTimeField(null=True),
        "reopen_reason": models.TextField(blank=True),
        "ended_by": link_in_history(settings.AUTH_USER_MODEL, null=True),
        "ended_at": models.DateTimeField(null=True),
        "end_reason": models.TextField(blank=True),
    },
}


_STATUS = models.CharField(
    max_length=10,
    choices=[
        ("assigned", "to do"),
        ("open", "under way"),
        ("submitted", "submitted"),
        ("reopened", "reopened"),
        ("recused", "recused"),
        ("abstained", "abstained"),
        ("taken_back", "taken back"),
    ],
    default="assigned",
)

# What stands so far is version 1 of its call's rubric. A call that was scored had no phases and
# ranked by the raw mean of any number of readings, and goes on so.
_FILL = """
ALTER TABLE reviewers_criterion DISABLE TRIGGER USER;
ALTER TABLE reviewers_criterionevent DISABLE TRIGGER USER;
ALTER TABLE reviewers_review DISABLE TRIGGER USER;
ALTER TABLE reviewers_reviewevent DISABLE TRIGGER USER;

INSERT INTO reviewers_rubric (call_id, number, reason, frozen_at)
SELECT given.call_id, 1, '', (
    SELECT min(submitted_at) FROM reviewers_review AS review
    JOIN applications_application AS application ON application.id = review.application_id
    WHERE application.call_id = given.call_id
)
FROM (
    SELECT call_id FROM reviewers_criterion
    UNION SELECT call_id FROM applications_application
    WHERE id IN (SELECT application_id FROM reviewers_review)
) AS given;

UPDATE reviewers_criterion AS criterion
SET rubric_id = rubric.id, "order" = placed.place
FROM reviewers_rubric AS rubric, (
    SELECT id, row_number() OVER (PARTITION BY call_id ORDER BY "order", id) - 1 AS place
    FROM reviewers_criterion
) AS placed
WHERE rubric.call_id = criterion.call_id AND placed.id = criterion.id;

-- A call that was deleted since has no rubric.
UPDATE reviewers_criterionevent AS event
SET rubric_id = COALESCE((SELECT id FROM reviewers_rubric WHERE call_id = event.call_id), 0);

UPDATE reviewers_review AS review
SET rubric_id = rubric.id,
    position = placed.place,
    opened_at = review.submitted_at,
    read_revision_id = CASE WHEN review.submitted_at IS NOT NULL THEN (
        SELECT id FROM applications_revision
        WHERE application_id = review.application_id
        ORDER BY stored_at > review.submitted_at, CASE
            WHEN stored_at > review.submitted_at THEN number ELSE -number
        END
        LIMIT 1
    ) END
FROM applications_application AS application, reviewers_rubric AS rubric, (
    SELECT id, row_number() OVER (PARTITION BY reviewer_id ORDER BY assigned_at, id) AS place
    FROM reviewers_review
) AS placed
WHERE application.id = review.application_id AND rubric.call_id = application.call_id
    AND placed.id = review.id;

UPDATE reviewers_reviewevent AS event
SET rubric_id = COALESCE((
    SELECT rubric.id FROM reviewers_rubric AS rubric
    JOIN applications_application AS application ON application.call_id = rubric.call_id
    WHERE application.id = event.application_id
), 0);

INSERT INTO reviewers_rankingrule (call_id, ranking_score, readings, fewest_readings, fixed_at)
SELECT call_id, 'raw', 3, 1, frozen_at FROM reviewers_rubric WHERE frozen_at IS NOT NULL;

INSERT INTO reviewers_reviewphase
    (call_id, name, begins_at, ends_at, may_score, may_comment, others_open, only_redacted)
SELECT application.call_id, 'Reviewing', min(review.assigned_at), now() + interval '1 year',
    true, true, 'after_own', false
FROM reviewers_review AS review
JOIN applications_application AS application ON application.id = review.application_id
GROUP BY application.call_id;

INSERT INTO reviewers_reader (call_id, user_id, roles, added_by_id, added_at)
SELECT DISTINCT ON (application.call_id, review.reviewer_id)
    application.call_id, review.reviewer_id, '{}'::varchar(16)[], review.assigned_by_id,
    review.assigned_at
FROM reviewers_review AS review
JOIN applications_application AS application ON application.id = review.application_id
ORDER BY application.call_id, review.reviewer_id, review.assigned_at;

INSERT INTO reviewers_remark (review_id, audience, text, written_at)
SELECT id, 'coordinators', comment, COALESCE(submitted_at, assigned_at)
FROM reviewers_review WHERE comment <> '';

-- The next changes of these tables wait for nothing.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE reviewers_criterion ENABLE TRIGGER USER;
ALTER TABLE reviewers_criterionevent ENABLE TRIGGER USER;
ALTER TABLE reviewers_review ENABLE TRIGGER USER;
ALTER TABLE reviewers_reviewevent ENABLE TRIGGER USER;
"""

CHANGES = [
    migrations.AlterModelOptions(
        name="criterion",
        options={
            "ordering": ["rubric", "order"],
            "verbose_name_plural": "criteria",
            "default_permissions": (),
        },
    ),
    migrations.RemoveConstraint("criterion", "one_criterion_a_key"),
    migrations.RemoveConstraint("criterion", "a_criterion_has_weight_and_a_scale"),
    migrations.RemoveConstraint("review", "a_reviewer_reads_an_application_once"),
    migrations.RemoveConstraint("review", "a_submitted_review_says_when"),
    migrations.RemoveField("criterion", "call"),
    migrations.RemoveField("criterionevent", "call"),
    migrations.RemoveField("review", "comment"),
    migrations.RemoveField("reviewevent", "comment"),
    migrations.AlterField(
        "criterion",
        "rubric",
        models.ForeignKey(on_delete=models.CASCADE, related_name="criteria", to="reviewers.rubric"),
    ),
    migrations.AlterField("criterionevent", "rubric", link_in_history("reviewers.rubric")),
    migrations.AlterField(
        "review",
        "rubric",
        models.ForeignKey(on_delete=models.PROTECT, related_name="reviews", to="reviewers.rubric"),
    ),
    migrations.AlterField("reviewevent", "rubric", link_in_history("reviewers.rubric")),
    migrations.AlterField("review", "status", _STATUS),
    migrations.AlterField("reviewevent", "status", _STATUS),
    migrations.AddIndex(
        "review", models.Index(fields=["reviewer", "status"], name="reviews_of_a_reader")
    ),
    migrations.AddConstraint(
        "criterion", models.UniqueConstraint(fields=("rubric", "key"), name="one_criterion_a_key")
    ),
    migrations.AddConstraint(
        "criterion",
        models.UniqueConstraint(
            deferrable=models.Deferrable.DEFERRED,
            fields=("rubric", "order"),
            name="each_criterion_has_its_own_place",
        ),
    ),
    migrations.AddConstraint(
        "criterion",
        models.CheckConstraint(
            condition=models.Q(
                models.Q(("kind", "scored"), _negated=True),
                models.Q(("max_points__gte", 1), ("weight__gte", 1)),
                _connector="OR",
            ),
            name="a_criterion_has_weight_and_a_scale",
        ),
    ),
    migrations.AddConstraint(
        "criterion",
        models.CheckConstraint(
            condition=models.Q(
                models.Q(("kind", "note"), _negated=True),
                models.Q(("max_points", 0), ("weight", 0)),
                _connector="OR",
            ),
            name="a_note_has_no_weight",
        ),
    ),
    migrations.AddConstraint(
        "review",
        models.UniqueConstraint(
            condition=models.Q(("status__in", ("assigned", "open", "reopened", "submitted"))),
            fields=("application", "reviewer", "rubric", "purpose"),
            name="a_reader_reads_an_application_once_a_rubric",
        ),
    ),
    migrations.AddConstraint(
        "review",
        models.CheckConstraint(
            condition=models.Q(
                models.Q(("status", "assigned"), ("opened_at", None), ("read_revision", None)),
                models.Q(
                    ("status__in", ["open", "submitted", "reopened"]),
                    ("opened_at__isnull", False),
                    ("read_revision__isnull", False),
                ),
                ("status__in", ("recused", "abstained", "taken_back")),
                _connector="OR",
            ),
            name="an_opened_review_says_what_was_read",
        ),
    ),
    migrations.AddConstraint(
        "review",
        models.CheckConstraint(
            condition=models.Q(
                models.Q(("status__in", ["assigned", "open"]), ("submitted_at", None)),
                models.Q(
                    ("status__in", ["submitted", "reopened"]), ("submitted_at__isnull", False)
                ),
                ("status__in", ("recused", "abstained", "taken_back")),
                _connector="OR",
            ),
            name="a_submitted_review_says_when",
        ),
    ),
    migrations.AddConstraint(
        "review",
        models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    ("reopen_reason", ""),
                    ("reopened_at", None),
                    ("reopened_by", None),
                    models.Q(("status", "reopened"), _negated=True),
                ),
                models.Q(
                    ("reopened_at__isnull", False),
                    ("reopened_by__isnull", False),
                    models.Q(("reopen_reason", ""), _negated=True),
                ),
                _connector="OR",
            ),
            name="a_reopened_review_says_why",
        ),
    ),
    migrations.AddConstraint(
        "review",
        models.CheckConstraint(
            condition=models.Q(
                models.Q(
                    models.Q(("status__in", ("recused", "abstained", "taken_back")), _negated=True),
                    ("end_reason", ""),
                    ("ended_at", None),
                    ("ended_by", None),
                ),
                models.Q(
                    ("ended_at__isnull", False),
                    ("ended_by__isnull", False),
                    ("status__in", ("recused", "abstained", "taken_back")),
                    models.Q(("end_reason", ""), _negated=True),
                ),
                _connector="OR",
            ),
            name="an_ended_review_says_why",
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applications", "0002_search_finds_street_and_zip"),
        ("reviewers", "0001_tables"),
    ]

    operations = [
        Steps(
            [
                BtreeGistExtension(),
                CreateModels(TABLES),
                AddFields(COLUMNS),
                migrations.RunSQL(_FILL, migrations.RunSQL.noop),
                ChangeTables(CHANGES),
            ]
        )
    ]
