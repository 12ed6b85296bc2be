"""Attributes and versions of targets, locks, lots, runs of the solver, panels and their moves."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from core.migration_operations import CreateModels, Steps
from core.migration_tables import history, key, link_in_history

TABLES = [
    migrations.CreateModel(
        name="Attribute",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="attributes", to="applications.call"
                ),
            ),
            (
                "source",
                models.CharField(
                    choices=[
                        ("neighborhood", "neighborhood"),
                        ("cluster", "group of neighborhoods"),
                        ("language", "language spoken"),
                        ("question", "choice question"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "question",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="+",
                    to="applications.question",
                ),
            ),
            (
                "use",
                models.CharField(
                    choices=[("target", "target"), ("report", "report only"), ("off", "off")],
                    default="report",
                    max_length=6,
                ),
            ),
            ("is_sensitive", models.BooleanField(default=False)),
            ("reason", models.TextField(blank=True, verbose_name="why it should be a target")),
            (
                "asked_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("asked_at", models.DateTimeField(null=True)),
            (
                "approved_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("approved_at", models.DateTimeField(null=True)),
        ],
        options={
            "ordering": ["call", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("call", "source", "question"),
                    name="one_attribute_a_source",
                    nulls_distinct=False,
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("question__isnull", False), ("source", "question")),
                        models.Q(
                            models.Q(("source", "question"), _negated=True), ("question", None)
                        ),
                        _connector="OR",
                    ),
                    name="only_a_choice_question_names_its_question",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("use", "target"), _negated=True),
                        ("is_sensitive", False),
                        ("approved_by__isnull", False),
                        _connector="OR",
                    ),
                    name="a_sensitive_attribute_is_a_target_only_when_approved",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("asked_at", None), ("asked_by", None), ("reason", "")),
                        models.Q(
                            ("asked_at__isnull", False),
                            ("asked_by__isnull", False),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="who_asks_for_a_sensitive_target_says_when_and_why",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("approved_at", None), ("approved_by", None)),
                        models.Q(
                            ("approved_at__isnull", False),
                            ("approved_by__isnull", False),
                            ("asked_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="an_approval_answers_a_request_and_says_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("approved_by", None),
                        models.Q(("approved_by", models.F("asked_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="nobody_approves_their_own_request",
                ),
            ],
        },
    ),
    history(
        "selection.Attribute",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            (
                "source",
                models.CharField(
                    choices=[
                        ("neighborhood", "neighborhood"),
                        ("cluster", "group of neighborhoods"),
                        ("language", "language spoken"),
                        ("question", "choice question"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "question",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.question",
                ),
            ),
            (
                "use",
                models.CharField(
                    choices=[("target", "target"), ("report", "report only"), ("off", "off")],
                    default="report",
                    max_length=6,
                ),
            ),
            ("is_sensitive", models.BooleanField(default=False)),
            ("reason", models.TextField(blank=True, verbose_name="why it should be a target")),
            ("asked_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("asked_at", models.DateTimeField(null=True)),
            ("approved_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("approved_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        name="Lock",
        fields=[
            ("id", key()),
            ("reason", models.TextField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
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
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="locks", to="applications.application"
                ),
            ),
            (
                "kind",
                models.CharField(choices=[("in", "always in"), ("out", "never in")], max_length=3),
            ),
        ],
        options={
            "ordering": ["pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("lifted_at", None)),
                    fields=("application",),
                    name="one_standing_lock_a_person",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("reason", ""), _negated=True),
                        models.Q(
                            models.Q(("lift_reason", ""), ("lifted_at", None), ("lifted_by", None)),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lift_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="a_lock_says_who_when_and_why",
                ),
            ],
        },
    ),
    history(
        "selection.Lock",
        [
            ("id", models.BigIntegerField()),
            ("reason", models.TextField()),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField(auto_now_add=True)),
            ("lifted_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("lifted_at", models.DateTimeField(null=True)),
            ("lift_reason", models.TextField(blank=True)),
            ("application", link_in_history("applications.application")),
            (
                "kind",
                models.CharField(choices=[("in", "always in"), ("out", "never in")], max_length=3),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Apart",
        fields=[
            ("id", key()),
            ("reason", models.TextField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
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
            (
                "first",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            (
                "second",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("apart", "not together"), ("household", "same household")],
                    max_length=9,
                ),
            ),
        ],
        options={
            "verbose_name": "pair kept apart",
            "verbose_name_plural": "pairs kept apart",
            "ordering": ["pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("lifted_at", None)),
                    fields=("first", "second"),
                    name="one_mark_a_pair",
                ),
                models.CheckConstraint(
                    condition=models.Q(("first__lt", models.F("second"))),
                    name="a_pair_kept_apart_is_two_people_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("reason", ""), _negated=True),
                        models.Q(
                            models.Q(("lift_reason", ""), ("lifted_at", None), ("lifted_by", None)),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lift_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="a_pair_kept_apart_says_who_when_and_why",
                ),
            ],
        },
    ),
    history(
        "selection.Apart",
        [
            ("id", models.BigIntegerField()),
            ("reason", models.TextField()),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField(auto_now_add=True)),
            ("lifted_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("lifted_at", models.DateTimeField(null=True)),
            ("lift_reason", models.TextField(blank=True)),
            ("first", link_in_history("applications.application")),
            ("second", link_in_history("applications.application")),
            (
                "kind",
                models.CharField(
                    choices=[("apart", "not together"), ("household", "same household")],
                    max_length=9,
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="TargetSet",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="target_sets", to="applications.call"
                ),
            ),
            ("number", models.PositiveSmallIntegerField(default=1)),
            ("seats_least", models.PositiveSmallIntegerField()),
            ("seats_most", models.PositiveSmallIntegerField()),
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
        ],
        options={
            "ordering": ["call", "-number"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "number"), name="one_target_set_a_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("seats_least__gte", 1), ("seats_most__gte", models.F("seats_least"))
                    ),
                    name="seats_are_a_range",
                ),
                models.CheckConstraint(
                    condition=models.Q(("made_at", None), ("made_by", None))
                    | models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                    name="who_sets_targets_says_when",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Target",
        fields=[
            ("id", key()),
            (
                "target_set",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="targets", to="selection.targetset"
                ),
            ),
            (
                "attribute",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="targets", to="selection.attribute"
                ),
            ),
            ("values", ArrayField(base_field=models.CharField(max_length=64), size=None)),
            ("is_negated", models.BooleanField(default=False)),
            ("minimum", models.PositiveSmallIntegerField()),
            ("maximum", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("source", models.CharField(max_length=200)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "ordering": ["target_set", "order"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("target_set", "attribute", "values", "is_negated"),
                    name="one_target_a_group",
                ),
                models.UniqueConstraint(
                    fields=("target_set", "order"), name="each_target_has_its_own_place"
                ),
                models.CheckConstraint(
                    condition=models.Q(("values", []), _negated=True),
                    name="a_target_names_somebody",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("maximum", None), ("maximum__gte", models.F("minimum")), _connector="OR"
                    ),
                    name="a_maximum_is_not_below_its_minimum",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Outreach",
        fields=[
            ("id", key()),
            (
                "call",
                models.OneToOneField(
                    on_delete=models.CASCADE, related_name="outreach", to="applications.call"
                ),
            ),
            (
                "target_set",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to="selection.targetset"
                ),
            ),
            ("digest", models.CharField(max_length=64)),
            (
                "reach",
                models.CharField(
                    choices=[
                        ("all", "all targets can be met"),
                        ("more", "more people are needed"),
                        ("never", "no number of people helps"),
                        ("unknown", "not found in time"),
                    ],
                    max_length=8,
                ),
            ),
            ("people", models.PositiveSmallIntegerField(default=0)),
            ("needed", models.JSONField(default=list)),
            ("found_at", models.DateTimeField()),
        ],
        options={
            "verbose_name_plural": "outreach",
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("people__gte", 1), ("reach", "more")),
                        models.Q(models.Q(("reach", "more"), _negated=True), ("people", 0)),
                        _connector="OR",
                    ),
                    name="only_where_more_people_help_their_number_is_said",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Lot",
        fields=[
            (
                "call",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="lot",
                    serialize=False,
                    to="applications.call",
                ),
            ),
            ("source", models.CharField(max_length=200)),
            (
                "named_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("named_at", models.DateTimeField(auto_now_add=True)),
            (
                "target_set",
                models.ForeignKey(
                    null=True, on_delete=models.PROTECT, related_name="+", to="selection.targetset"
                ),
            ),
            (
                "score_version",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="reviewers.scoreversion",
                ),
            ),
            ("typed", models.CharField(blank=True, max_length=100, verbose_name="lot")),
            (
                "typed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("typed_at", models.DateTimeField(null=True)),
            (
                "confirmed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("confirmed_at", models.DateTimeField(null=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("source", ""), _negated=True),
                        models.Q(
                            models.Q(
                                ("typed", ""),
                                ("typed_at", None),
                                ("typed_by", None),
                                ("score_version", None),
                                ("target_set", None),
                            ),
                            models.Q(
                                models.Q(("typed", ""), _negated=True),
                                ("typed_at__isnull", False),
                                ("typed_by__isnull", False),
                                ("score_version__isnull", False),
                                ("target_set__isnull", False),
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="a_lot_is_drawn_after_scores_and_targets_are_frozen",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("confirmed_at", None), ("confirmed_by", None)),
                        models.Q(
                            ("confirmed_at__isnull", False),
                            ("confirmed_by__isnull", False),
                            models.Q(("typed", ""), _negated=True),
                            models.Q(("confirmed_by", models.F("typed_by")), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="a_lot_is_typed_by_two_people",
                ),
            ],
        },
    ),
    history(
        "selection.Lot",
        [
            ("call", link_in_history("applications.call", serialize=False)),
            ("source", models.CharField(max_length=200)),
            ("named_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("named_at", models.DateTimeField(auto_now_add=True)),
            ("target_set", link_in_history("selection.targetset", null=True)),
            ("score_version", link_in_history("reviewers.scoreversion", null=True)),
            ("typed", models.CharField(blank=True, max_length=100, verbose_name="lot")),
            ("typed_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("typed_at", models.DateTimeField(null=True)),
            ("confirmed_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("confirmed_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        name="Run",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="runs", to="applications.call"
                ),
            ),
            ("number", models.PositiveIntegerField(null=True)),
            (
                "kind",
                models.CharField(
                    choices=[("propose", "proposal"), ("explain", "costs and firmness")],
                    default="propose",
                    max_length=10,
                ),
            ),
            (
                "target_set",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="runs", to="selection.targetset"
                ),
            ),
            (
                "score_version",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="reviewers.scoreversion"
                ),
            ),
            (
                "follows",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="followed_by",
                    to="selection.run",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("queued", "waiting"),
                        ("running", "running"),
                        ("done", "done"),
                        ("impossible", "targets cannot be met"),
                        ("cancelled", "cancelled"),
                        ("failed", "cut off"),
                        ("out_of_time", "not proved in time"),
                    ],
                    default="queued",
                    max_length=12,
                ),
            ),
            ("request", models.JSONField()),
            ("digest", models.CharField(max_length=64)),
            ("basis", models.JSONField(default=dict)),
            ("lot", models.CharField(blank=True, max_length=100)),
            ("progress", models.JSONField(default=dict)),
            ("result", models.JSONField(null=True)),
            ("proof", models.JSONField(null=True)),
            ("failure", models.CharField(blank=True, max_length=40)),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("started_at", models.DateTimeField(null=True)),
            ("heartbeat_at", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            (
                "cancelled_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["call", "-number"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "number"), name="one_run_a_number"),
                models.UniqueConstraint(
                    condition=models.Q(("status__in", ("queued", "running"))),
                    fields=("call", "kind"),
                    name="one_run_of_a_kind_at_a_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("ended_at", None), ("started_at", None), ("status", "queued")),
                        models.Q(
                            ("ended_at", None),
                            ("status", "running"),
                            ("heartbeat_at__isnull", False),
                            ("started_at__isnull", False),
                        ),
                        models.Q(
                            models.Q(("status__in", ("queued", "running")), _negated=True),
                            ("ended_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="a_run_says_when_it_started_and_ended",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "done"), _negated=True),
                        models.Q(
                            ("result__isnull", False),
                            models.Q(
                                ("proof__isnull", False),
                                models.Q(("kind", "propose"), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="a_proposal_that_is_done_has_a_proof",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("follows__isnull", False), ("kind", "explain"), ("number", None)),
                        models.Q(("follows", None), ("kind", "propose"), ("number__isnull", False)),
                        _connector="OR",
                    ),
                    name="costs_and_firmness_are_of_a_proposal",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "failed"), _negated=True),
                        models.Q(("failure", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="a_run_that_was_cut_off_says_why",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RunPerson",
        fields=[
            ("id", key()),
            (
                "run",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="people", to="selection.run"
                ),
            ),
            ("number", models.PositiveIntegerField()),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            ("salt", models.BinaryField(max_length=16)),
            ("score", models.BigIntegerField()),
            ("error", models.PositiveIntegerField(default=0)),
            ("is_member", models.BooleanField(default=False)),
            ("price", models.BigIntegerField(null=True)),
            ("firmness", models.PositiveSmallIntegerField(null=True)),
        ],
        options={
            "verbose_name_plural": "people of a run",
            "ordering": ["run", "number"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("run", "number"), name="one_person_a_number"),
                models.UniqueConstraint(
                    fields=("run", "application"), name="nobody_is_in_a_run_twice"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("firmness", None), ("firmness__lte", 1000), _connector="OR"
                    ),
                    name="firmness_is_out_of_a_thousand",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Relaxation",
        fields=[
            ("id", key()),
            (
                "run",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="relaxations", to="selection.run"
                ),
            ),
            ("option", models.PositiveSmallIntegerField()),
            ("rows", models.JSONField(default=list)),
            ("seats", models.PositiveSmallIntegerField(null=True)),
            ("cost", models.PositiveIntegerField(null=True)),
            ("total", models.BigIntegerField(null=True)),
            ("members", models.JSONField(default=list)),
            (
                "chosen_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("chosen_at", models.DateTimeField(null=True)),
            ("reason", models.TextField(blank=True)),
        ],
        options={
            "ordering": ["run", "option"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("run", "option"), name="one_relaxation_an_option"),
                models.UniqueConstraint(
                    condition=models.Q(("chosen_at__isnull", False)),
                    fields=("run",),
                    name="one_relaxation_is_chosen_a_run",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("chosen_at", None), ("chosen_by", None), ("reason", "")),
                        models.Q(
                            ("chosen_at__isnull", False),
                            ("chosen_by__isnull", False),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="a_chosen_relaxation_says_who_when_and_why",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Panel",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="panels", to="applications.call"
                ),
            ),
            ("name", models.CharField(blank=True, max_length=80)),
            ("version", models.PositiveIntegerField(default=0)),
            (
                "run",
                models.ForeignKey(
                    null=True, on_delete=models.PROTECT, related_name="panels", to="selection.run"
                ),
            ),
            (
                "target_set",
                models.ForeignKey(
                    null=True, on_delete=models.PROTECT, related_name="+", to="selection.targetset"
                ),
            ),
            (
                "score_version",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="reviewers.scoreversion",
                ),
            ),
            (
                "saved_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("saved_at", models.DateTimeField(null=True)),
        ],
        options={
            "ordering": ["call", "-pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "name"), name="one_panel_a_name"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("name", ""), ("saved_at", None), ("saved_by", None)),
                        models.Q(
                            models.Q(("name", ""), _negated=True),
                            ("saved_at__isnull", False),
                            ("saved_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="a_saved_panel_says_who_and_when",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PanelPerson",
        fields=[
            ("id", key()),
            (
                "panel",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="people", to="selection.panel"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            (
                "despite",
                ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("unchecked", "residency not checked"),
                            ("unread", "not read by anybody"),
                            ("look_alike", "perhaps the same person as another"),
                            ("unsigned", "not signed"),
                            ("not_agreed", "did not agree"),
                        ],
                        max_length=12,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                    verbose_name="chosen although",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "verbose_name_plural": "people of a panel",
            "ordering": ["panel", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("panel", "application"), name="nobody_is_in_a_panel_twice"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="BoardMove",
        fields=[
            ("id", key()),
            (
                "panel",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="moves", to="selection.panel"
                ),
            ),
            ("number", models.PositiveIntegerField()),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("change", "changed by hand"),
                        ("put", "put on the board"),
                        ("undo", "undone"),
                    ],
                    max_length=6,
                ),
            ),
            (
                "run",
                models.ForeignKey(
                    null=True, on_delete=models.PROTECT, related_name="+", to="selection.run"
                ),
            ),
            (
                "put",
                models.ForeignKey(
                    null=True, on_delete=models.PROTECT, related_name="+", to="selection.panel"
                ),
            ),
            (
                "undoes",
                models.OneToOneField(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="undone_by",
                    to="selection.boardmove",
                ),
            ),
            ("reason", models.TextField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "verbose_name": "move on the board",
            "verbose_name_plural": "moves on the board",
            "ordering": ["panel", "-number"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("panel", "number"), name="one_move_a_number"),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True), name="a_move_says_why"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "undo"), ("undoes__isnull", False)),
                        models.Q(models.Q(("kind", "undo"), _negated=True), ("undoes", None)),
                        _connector="OR",
                    ),
                    name="only_undoing_names_a_move",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="MovePerson",
        fields=[
            ("id", key()),
            (
                "move",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="people", to="selection.boardmove"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            (
                "direction",
                models.CharField(choices=[("in", "came in"), ("out", "left")], max_length=3),
            ),
            (
                "despite",
                ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("unchecked", "residency not checked"),
                            ("unread", "not read by anybody"),
                            ("look_alike", "perhaps the same person as another"),
                            ("unsigned", "not signed"),
                            ("not_agreed", "did not agree"),
                        ],
                        max_length=12,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
        ],
        options={
            "verbose_name_plural": "people of a move",
            "ordering": ["move", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("move", "application"), name="nobody_is_in_a_move_twice"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="BoardVisit",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to="applications.call"
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("at", models.DateTimeField()),
            ("caught_up_at", models.DateTimeField()),
        ],
        options={
            "verbose_name": "visit to the board",
            "verbose_name_plural": "visits to the board",
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "user"), name="one_visit_a_person_a_board")
            ],
        },
    ),
]

# Targets so far were for groups of neighborhoods only; who was chosen so far is on the board.
_FILL = """
    INSERT INTO selection_attribute (call_id, source, use, is_sensitive, reason)
    SELECT DISTINCT call_id, 'cluster', 'target', false, '' FROM selection_clustertarget;

    INSERT INTO selection_targetset (call_id, number, seats_least, seats_most, reason)
    SELECT call.id, 1, call.seats, call.seats, ''
    FROM applications_call AS call
    WHERE EXISTS (SELECT FROM selection_clustertarget WHERE call_id = call.id);

    INSERT INTO selection_target (
        target_set_id, attribute_id, values, is_negated, minimum, maximum, source, "order"
    )
    SELECT
        version.id, attribute.id, ARRAY[cluster.slug], false, old.minimum, old.maximum, old.source,
        row_number() OVER (PARTITION BY old.call_id ORDER BY cluster."order")
    FROM selection_clustertarget AS old
    JOIN applications_cluster AS cluster ON cluster.id = old.cluster_id
    JOIN selection_targetset AS version ON version.call_id = old.call_id
    JOIN selection_attribute AS attribute ON attribute.call_id = old.call_id;

    INSERT INTO selection_panel (call_id, name, version)
    SELECT DISTINCT application.call_id, '', 0
    FROM selection_decision AS decision
    JOIN applications_application AS application ON application.id = decision.application_id;

    INSERT INTO selection_panelperson (panel_id, application_id, despite, by_id, at)
    SELECT panel.id, decision.application_id, decision.despite, decision.decided_by_id,
        decision.decided_at
    FROM selection_decision AS decision
    JOIN applications_application AS application ON application.id = decision.application_id
    JOIN selection_panel AS panel ON panel.call_id = application.call_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applications", "0004_erasures_repeated_after_a_restore"),
        ("reviewers", "0004_what_a_proposal_rests_on"),
        ("selection", "0003_choosing_without_signature_or_consent"),
    ]

    operations = [
        Steps(
            [
                migrations.DeleteModel("TargetEvent"),
                migrations.RenameModel("Target", "ClusterTarget"),
                CreateModels(TABLES),
                migrations.RunSQL(_FILL, migrations.RunSQL.noop),
                migrations.DeleteModel("ClusterTarget"),
            ]
        )
    ]
