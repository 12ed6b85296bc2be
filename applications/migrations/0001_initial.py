"""Calls and what they ask, places, applications, and what staff keep about them."""

import datetime
import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.constraints
import django.db.models.expressions
import django.utils.timezone
import pghistory.utils
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform

from core.migration_operations import CreateModels

LANGUAGES = [
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
]
LANGUAGES_READ = [
    ("en", "English"),
    ("es", "Spanish"),
    ("ht", "Haitian Creole"),
    ("zh-hant", "Chinese (Traditional)"),
    ("zh-hans", "Chinese (Simplified)"),
    ("vi", "Vietnamese"),
    ("kea", "Cabo Verdean Creole"),
    ("ru", "Russian"),
    ("ar", "Arabic"),
    ("pt-br", "Portuguese (Brazil)"),
    ("fr", "French"),
    ("so", "Somali"),
    ("und", "Another language"),
]
CODES = ["en", "es", "ht", "zh_hant", "zh_hans", "vi", "kea", "ru", "ar", "pt_br", "fr", "so"]


def in_each_language(name, field):
    """The columns of a translated text."""
    return [(f"{name}_{code}", field) for code in CODES]


def history_indexes(name):
    """What the auditor searches a table's history by, each newest first."""
    newest = [models.F("pgh_created_at").desc(), models.F("pgh_id").desc()]
    return [
        models.Index(fields=["-pgh_created_at", "-pgh_id"], name=f"{name}_by_time"),
        models.Index(KeyTextTransform("action", "pgh_context"), *newest, name=f"{name}_by_action"),
        models.Index(KeyTextTransform("user", "pgh_context"), *newest, name=f"{name}_by_person"),
    ]


TABLES = [
    migrations.CreateModel(
        name="Call",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            ("slug", models.SlugField(unique=True)),
            ("reference_prefix", models.CharField(max_length=4)),
            ("is_published", models.BooleanField(default=False)),
            ("opens_at", models.DateTimeField()),
            ("closes_at", models.DateTimeField(help_text="Boston time.")),
            (
                "grace_minutes",
                models.PositiveSmallIntegerField(
                    default=0,
                    help_text="Minutes after closing in which an application still counts.",
                ),
            ),
            (
                "deadline_rule",
                models.CharField(
                    choices=[
                        ("received", "when it was received"),
                        ("postmark", "its postmark"),
                    ],
                    default="received",
                    max_length=8,
                ),
            ),
            (
                "seats",
                models.PositiveSmallIntegerField(
                    validators=[django.core.validators.MinValueValidator(1)]
                ),
            ),
            ("stipend_cents", models.PositiveIntegerField()),
            (
                "city",
                models.CharField(help_text="The city's name as readers write it.", max_length=60),
            ),
            *in_each_language(
                "city",
                models.CharField(
                    help_text="The city's name as readers write it.",
                    max_length=60,
                    null=True,
                ),
            ),
            ("title", models.CharField(max_length=160)),
            *in_each_language("title", models.CharField(max_length=160, null=True)),
            ("summary", models.TextField()),
            *in_each_language("summary", models.TextField(null=True)),
            ("time_needed", models.TextField(blank=True)),
            *in_each_language("time_needed", models.TextField(blank=True, null=True)),
            ("about_you_intro", models.TextField(blank=True)),
            *in_each_language("about_you_intro", models.TextField(blank=True, null=True)),
            ("consent", models.TextField()),
            *in_each_language("consent", models.TextField(null=True)),
            ("mail_address", models.TextField(blank=True)),
            ("counter_address", models.TextField(blank=True)),
            ("help_phone", models.CharField(blank=True, max_length=40)),
            ("help_email", models.EmailField(blank=True, max_length=254)),
        ],
        options={
            "ordering": ["-opens_at"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                    name="a_call_closes_after_it_opens",
                ),
                models.CheckConstraint(
                    condition=models.Q(("seats__gte", 1)),
                    name="a_call_has_at_least_one_seat",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CallEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.call",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            ("slug", models.SlugField(db_index=False)),
            ("reference_prefix", models.CharField(max_length=4)),
            ("is_published", models.BooleanField(default=False)),
            ("opens_at", models.DateTimeField()),
            ("closes_at", models.DateTimeField(help_text="Boston time.")),
            (
                "grace_minutes",
                models.PositiveSmallIntegerField(
                    default=0,
                    help_text="Minutes after closing in which an application still counts.",
                ),
            ),
            (
                "deadline_rule",
                models.CharField(
                    choices=[
                        ("received", "when it was received"),
                        ("postmark", "its postmark"),
                    ],
                    default="received",
                    max_length=8,
                ),
            ),
            (
                "seats",
                models.PositiveSmallIntegerField(
                    validators=[django.core.validators.MinValueValidator(1)]
                ),
            ),
            ("stipend_cents", models.PositiveIntegerField()),
            (
                "city",
                models.CharField(help_text="The city's name as readers write it.", max_length=60),
            ),
            *in_each_language(
                "city",
                models.CharField(
                    help_text="The city's name as readers write it.",
                    max_length=60,
                    null=True,
                ),
            ),
            ("title", models.CharField(max_length=160)),
            *in_each_language("title", models.CharField(max_length=160, null=True)),
            ("summary", models.TextField()),
            *in_each_language("summary", models.TextField(null=True)),
            ("time_needed", models.TextField(blank=True)),
            *in_each_language("time_needed", models.TextField(blank=True, null=True)),
            ("about_you_intro", models.TextField(blank=True)),
            *in_each_language("about_you_intro", models.TextField(blank=True, null=True)),
            ("consent", models.TextField()),
            *in_each_language("consent", models.TextField(null=True)),
            ("mail_address", models.TextField(blank=True)),
            ("counter_address", models.TextField(blank=True)),
            ("help_phone", models.CharField(blank=True, max_length=40)),
            ("help_email", models.EmailField(blank=True, max_length=254)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("call"),
        },
    ),
    migrations.CreateModel(
        name="CallSection",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="sections",
                    to="applications.call",
                ),
            ),
            ("key", models.SlugField()),
            ("heading", models.CharField(max_length=160)),
            *in_each_language("heading", models.CharField(max_length=160, null=True)),
            ("body", models.TextField()),
            *in_each_language("body", models.TextField(null=True)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "ordering": ["order"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "key"), name="one_section_a_key"),
                models.UniqueConstraint(
                    deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                    fields=("call", "order"),
                    name="each_section_has_its_own_place",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CallSectionEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.callsection",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "call",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.call",
                ),
            ),
            ("key", models.SlugField(db_index=False)),
            ("heading", models.CharField(max_length=160)),
            *in_each_language("heading", models.CharField(max_length=160, null=True)),
            ("body", models.TextField()),
            *in_each_language("body", models.TextField(null=True)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("callsection"),
        },
    ),
    migrations.CreateModel(
        name="Application",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="applications",
                    to="applications.call",
                ),
            ),
            ("reference", models.CharField(max_length=24, unique=True)),
            ("code_generation", models.PositiveSmallIntegerField(default=0)),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("web", "online"),
                        ("mail", "by mail"),
                        ("in_person", "in person"),
                        ("phone", "by phone"),
                    ],
                    max_length=10,
                ),
            ),
            ("received_at", models.DateTimeField()),
            (
                "status",
                models.CharField(
                    choices=[
                        ("received", "received"),
                        ("late", "late, not decided"),
                        ("refused", "too late"),
                        ("withdrawn", "withdrawn"),
                    ],
                    default="received",
                    max_length=10,
                ),
            ),
            ("withdrawn_at", models.DateTimeField(null=True)),
            ("still_available_at", models.DateTimeField(null=True)),
            ("erased_at", models.DateTimeField(null=True)),
            ("is_practice", models.BooleanField(default=False, editable=False)),
        ],
        options={
            "ordering": ["-received_at", "-pk"],
            "default_permissions": (),
            "indexes": [
                models.Index(
                    fields=["call", "-received_at", "-id"],
                    name="application_call_id_6b51ec_idx",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            ("withdrawn_at", None),
                        ),
                        models.Q(("status", "withdrawn"), ("withdrawn_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="a_withdrawn_application_says_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("erased_at", None), ("status", "withdrawn"), _connector="OR"
                    ),
                    name="only_a_withdrawn_application_is_erased",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("is_practice", True),
                            ("reference__startswith", "PRACTICE-"),
                        ),
                        models.Q(
                            ("is_practice", False),
                            models.Q(("reference__startswith", "PRACTICE-"), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="a_practice_application_has_a_reference_that_says_so",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ApplicationEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.application",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "call",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.call",
                ),
            ),
            ("reference", models.CharField(max_length=24)),
            ("code_generation", models.PositiveSmallIntegerField(default=0)),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("web", "online"),
                        ("mail", "by mail"),
                        ("in_person", "in person"),
                        ("phone", "by phone"),
                    ],
                    max_length=10,
                ),
            ),
            ("received_at", models.DateTimeField()),
            (
                "status",
                models.CharField(
                    choices=[
                        ("received", "received"),
                        ("late", "late, not decided"),
                        ("refused", "too late"),
                        ("withdrawn", "withdrawn"),
                    ],
                    default="received",
                    max_length=10,
                ),
            ),
            ("withdrawn_at", models.DateTimeField(null=True)),
            ("still_available_at", models.DateTimeField(null=True)),
            ("erased_at", models.DateTimeField(null=True)),
            ("is_practice", models.BooleanField(default=False, editable=False)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("application"),
        },
    ),
    migrations.CreateModel(
        name="Revision",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="revisions",
                    to="applications.application",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("is_current", models.BooleanField(default=True)),
            ("submission_key", models.UUIDField(unique=True)),
            ("language", models.CharField(choices=LANGUAGES, max_length=7)),
            (
                "received_at",
                models.DateTimeField(help_text="What the deadline was judged on."),
            ),
            ("stored_at", models.DateTimeField(auto_now_add=True)),
            ("was_in_grace", models.BooleanField(default=False)),
            (
                "lives_in_city",
                models.CharField(
                    blank=True,
                    choices=[
                        ("yes", "Yes"),
                        ("no", "No"),
                        ("not_sure", "I am not sure"),
                    ],
                    max_length=8,
                ),
            ),
            ("was_helped", models.BooleanField(default=False)),
            (
                "left_empty",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=80),
                    blank=True,
                    default=list,
                    help_text='What the web form requires and a paper left empty: "step-field".',
                    size=None,
                ),
            ),
        ],
        options={
            "ordering": ["application", "number"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "number"), name="one_revision_a_number"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("is_current", True)),
                    fields=("application",),
                    name="one_current_revision_an_application",
                ),
                models.CheckConstraint(
                    condition=models.Q(("number__gte", 1)),
                    name="revisions_are_numbered_from_one",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("lives_in_city", ""), _negated=True),
                        ("left_empty__contains", ["eligibility-lives_in_city"]),
                        _connector="OR",
                    ),
                    name="residency_is_answered_unless_a_paper_left_it_empty",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="RevisionEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.revision",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.application",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("is_current", models.BooleanField(default=True)),
            ("submission_key", models.UUIDField()),
            ("language", models.CharField(choices=LANGUAGES, max_length=7)),
            (
                "received_at",
                models.DateTimeField(help_text="What the deadline was judged on."),
            ),
            ("stored_at", models.DateTimeField(auto_now_add=True)),
            ("was_in_grace", models.BooleanField(default=False)),
            (
                "lives_in_city",
                models.CharField(
                    blank=True,
                    choices=[
                        ("yes", "Yes"),
                        ("no", "No"),
                        ("not_sure", "I am not sure"),
                    ],
                    max_length=8,
                ),
            ),
            ("was_helped", models.BooleanField(default=False)),
            (
                "left_empty",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=80),
                    blank=True,
                    default=list,
                    help_text='What the web form requires and a paper left empty: "step-field".',
                    size=None,
                ),
            ),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("revision"),
        },
    ),
    migrations.CreateModel(
        name="Question",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="questions",
                    to="applications.call",
                ),
            ),
            ("key", models.SlugField()),
            (
                "part",
                models.CharField(
                    choices=[
                        ("connection", "connection to mental health"),
                        ("call", "questions of the call"),
                        ("about_you", "about you"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("long_text", "long text"),
                        ("short_text", "short text"),
                        ("one_choice", "one choice"),
                        ("several_choices", "several choices"),
                        ("yes_no", "yes or no"),
                    ],
                    max_length=16,
                ),
            ),
            ("order", models.PositiveSmallIntegerField()),
            ("is_required", models.BooleanField(default=False)),
            ("is_scored", models.BooleanField(default=False)),
            (
                "sensitivity",
                models.CharField(
                    choices=[
                        ("ordinary", "ordinary"),
                        ("sensitive", "sensitive"),
                        ("special", "special: identity"),
                    ],
                    default="ordinary",
                    max_length=12,
                ),
            ),
            ("max_characters", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("text", models.TextField()),
            *in_each_language("text", models.TextField(null=True)),
            ("help", models.TextField(blank=True)),
            *in_each_language("help", models.TextField(blank=True, null=True)),
        ],
        options={
            "ordering": ["call", "order"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "key"), name="one_question_a_key"),
                models.UniqueConstraint(
                    deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                    fields=("call", "order"),
                    name="each_question_has_its_own_place",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("part", "about_you"), _negated=True),
                        models.Q(("is_required", False), ("is_scored", False)),
                        _connector="OR",
                    ),
                    name="about_you_is_never_required_nor_scored",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="QuestionEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.question",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "call",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.call",
                ),
            ),
            ("key", models.SlugField(db_index=False)),
            (
                "part",
                models.CharField(
                    choices=[
                        ("connection", "connection to mental health"),
                        ("call", "questions of the call"),
                        ("about_you", "about you"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("long_text", "long text"),
                        ("short_text", "short text"),
                        ("one_choice", "one choice"),
                        ("several_choices", "several choices"),
                        ("yes_no", "yes or no"),
                    ],
                    max_length=16,
                ),
            ),
            ("order", models.PositiveSmallIntegerField()),
            ("is_required", models.BooleanField(default=False)),
            ("is_scored", models.BooleanField(default=False)),
            (
                "sensitivity",
                models.CharField(
                    choices=[
                        ("ordinary", "ordinary"),
                        ("sensitive", "sensitive"),
                        ("special", "special: identity"),
                    ],
                    default="ordinary",
                    max_length=12,
                ),
            ),
            ("max_characters", models.PositiveSmallIntegerField(blank=True, null=True)),
            ("text", models.TextField()),
            *in_each_language("text", models.TextField(null=True)),
            ("help", models.TextField(blank=True)),
            *in_each_language("help", models.TextField(blank=True, null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("question"),
        },
    ),
    migrations.CreateModel(
        name="Choice",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "question",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="choices",
                    to="applications.question",
                ),
            ),
            ("key", models.SlugField()),
            ("order", models.PositiveSmallIntegerField()),
            ("text", models.CharField(max_length=200)),
            *in_each_language("text", models.CharField(max_length=200, null=True)),
        ],
        options={
            "ordering": ["question", "order"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("question", "key"), name="one_choice_a_key"),
                models.UniqueConstraint(
                    deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                    fields=("question", "order"),
                    name="each_choice_has_its_own_place",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ChoiceEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.choice",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "question",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.question",
                ),
            ),
            ("key", models.SlugField(db_index=False)),
            ("order", models.PositiveSmallIntegerField()),
            ("text", models.CharField(max_length=200)),
            *in_each_language("text", models.CharField(max_length=200, null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("choice"),
        },
    ),
    migrations.CreateModel(
        name="Answer",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "question",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.question",
                ),
            ),
            (
                "choice",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.choice",
                ),
            ),
            ("text", models.TextField(blank=True)),
            (
                "revision",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="answers",
                    to="applications.revision",
                ),
            ),
            (
                "looks_like",
                models.CharField(
                    blank=True,
                    help_text="The language it seems to be in, where not the form's.",
                    max_length=7,
                ),
            ),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("choice", None), ("text", ""), _connector="XOR"),
                    name="answer_is_a_text_or_a_choice",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("choice", None)),
                    fields=("revision", "question"),
                    name="answer_holds_one_text_a_question",
                ),
                models.UniqueConstraint(
                    fields=("revision", "question", "choice"),
                    name="answer_holds_a_choice_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="AnswerEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.answer",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "question",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.question",
                ),
            ),
            (
                "revision",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.revision",
                ),
            ),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("answer"),
        },
    ),
    migrations.CreateModel(
        name="Cluster",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            ("slug", models.SlugField(unique=True)),
            ("name", models.CharField(max_length=120)),
            (
                "adult_share_percent",
                models.DecimalField(
                    decimal_places=1,
                    help_text="Share of the city's adults, 2020 Census.",
                    max_digits=4,
                ),
            ),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "ordering": ["order"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("adult_share_percent__gte", 0),
                        ("adult_share_percent__lte", 100),
                    ),
                    name="a_share_is_between_0_and_100_percent",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ClusterEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.cluster",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            ("slug", models.SlugField(db_index=False)),
            ("name", models.CharField(max_length=120)),
            (
                "adult_share_percent",
                models.DecimalField(
                    decimal_places=1,
                    help_text="Share of the city's adults, 2020 Census.",
                    max_digits=4,
                ),
            ),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("cluster"),
        },
    ),
    migrations.CreateModel(
        name="Neighborhood",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            ("slug", models.SlugField(unique=True)),
            ("name", models.CharField(max_length=80)),
            *in_each_language("name", models.CharField(max_length=80, null=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("place", "neighborhood"),
                        ("elsewhere", "another part of the city"),
                        ("no_fixed_place", "no fixed place to live"),
                        ("not_sure", "not sure"),
                    ],
                    default="place",
                    max_length=16,
                ),
            ),
            (
                "cluster",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    to="applications.cluster",
                ),
            ),
            ("population_2020", models.PositiveIntegerField(blank=True, null=True)),
            ("adults_2020", models.PositiveIntegerField(blank=True, null=True)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "ordering": ["order"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("cluster__isnull", False), ("kind", "place")),
                        models.Q(
                            models.Q(("kind", "place"), _negated=True),
                            ("cluster", None),
                        ),
                        _connector="OR",
                    ),
                    name="a_neighborhood_has_a_cluster_and_other_answers_have_none",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="NeighborhoodEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.neighborhood",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            ("slug", models.SlugField(db_index=False)),
            ("name", models.CharField(max_length=80)),
            *in_each_language("name", models.CharField(max_length=80, null=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("place", "neighborhood"),
                        ("elsewhere", "another part of the city"),
                        ("no_fixed_place", "no fixed place to live"),
                        ("not_sure", "not sure"),
                    ],
                    default="place",
                    max_length=16,
                ),
            ),
            (
                "cluster",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.cluster",
                ),
            ),
            ("population_2020", models.PositiveIntegerField(blank=True, null=True)),
            ("adults_2020", models.PositiveIntegerField(blank=True, null=True)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("neighborhood"),
        },
    ),
    migrations.CreateModel(
        name="ZipCode",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            ("code", models.CharField(max_length=5, unique=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("residential", "homes in the city"),
                        ("mail", "PO boxes or businesses in the city"),
                        ("partly", "partly in the city"),
                        ("elsewhere", "elsewhere"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "town",
                models.CharField(blank=True, help_text="For a ZIP code elsewhere.", max_length=60),
            ),
        ],
        options={
            "ordering": ["code"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("code__regex", "^[0-9]{5}$")),
                    name="a_zip_code_has_five_digits",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "elsewhere"), models.Q(("town", ""), _negated=True)),
                        models.Q(models.Q(("kind", "elsewhere"), _negated=True), ("town", "")),
                        _connector="OR",
                    ),
                    name="only_a_zip_code_elsewhere_names_a_town",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ZipCodeEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.zipcode",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            ("code", models.CharField(max_length=5)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("residential", "homes in the city"),
                        ("mail", "PO boxes or businesses in the city"),
                        ("partly", "partly in the city"),
                        ("elsewhere", "elsewhere"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "town",
                models.CharField(blank=True, help_text="For a ZIP code elsewhere.", max_length=60),
            ),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("zipcode"),
        },
    ),
    migrations.CreateModel(
        name="ZipNeighborhood",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "zip",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="neighborhoods",
                    to="applications.zipcode",
                ),
            ),
            (
                "neighborhood",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="+",
                    to="applications.neighborhood",
                ),
            ),
            (
                "share_percent",
                models.DecimalField(
                    blank=True,
                    decimal_places=1,
                    help_text="Estimated share of the ZIP code's residents; empty where nobody knows.",
                    max_digits=4,
                    null=True,
                ),
            ),
        ],
        options={
            "ordering": [
                "zip_id",
                models.OrderBy(models.F("share_percent"), descending=True, nulls_last=True),
                "pk",
            ],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("zip", "neighborhood"),
                    name="a_zip_code_names_a_neighborhood_once",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("share_percent", None),
                        models.Q(("share_percent__gt", 0), ("share_percent__lte", 100)),
                        _connector="OR",
                    ),
                    name="a_share_of_a_zip_code_is_between_0_and_100_percent",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ZipNeighborhoodEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.zipneighborhood",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "zip",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.zipcode",
                ),
            ),
            (
                "neighborhood",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.neighborhood",
                ),
            ),
            (
                "share_percent",
                models.DecimalField(
                    blank=True,
                    decimal_places=1,
                    help_text="Estimated share of the ZIP code's residents; empty where nobody knows.",
                    max_digits=4,
                    null=True,
                ),
            ),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("zipneighborhood"),
        },
    ),
    migrations.CreateModel(
        name="SpokenLanguage",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            ("code", models.SlugField(max_length=12, unique=True)),
            ("name", models.CharField(max_length=80)),
            ("endonym", models.CharField(max_length=80)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "ordering": ["order"],
            "default_permissions": (),
        },
    ),
    migrations.CreateModel(
        name="SpokenLanguageEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.spokenlanguage",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            ("code", models.SlugField(db_index=False, max_length=12)),
            ("name", models.CharField(max_length=80)),
            ("endonym", models.CharField(max_length=80)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("spokenlanguage"),
        },
    ),
    migrations.CreateModel(
        name="Contact",
        fields=[
            (
                "revision",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="+",
                    serialize=False,
                    to="applications.revision",
                ),
            ),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
            ("full_name", models.TextField(blank=True)),
            ("chosen_name", models.TextField(blank=True)),
            ("email", models.EmailField(blank=True, max_length=254)),
            ("phone", models.TextField(blank=True)),
            ("may_text", models.BooleanField(default=False)),
            ("may_leave_voicemail", models.BooleanField(default=False)),
            ("post_address", models.TextField(blank=True)),
            ("wants_plain_envelope", models.BooleanField(default=False)),
            ("wants_pick_up", models.BooleanField(default=False)),
            ("trusted_contact", models.TextField(blank=True)),
            (
                "preferred_way",
                models.CharField(
                    blank=True,
                    choices=[
                        ("email", "Email"),
                        ("phone", "Phone"),
                        ("post", "Mail to an address"),
                        ("pick_up", "Pick up in person"),
                        ("trusted", "Through somebody I trust"),
                    ],
                    max_length=8,
                ),
            ),
            (
                "neighborhood",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.neighborhood",
                ),
            ),
            ("street", models.TextField(blank=True)),
            ("unit", models.TextField(blank=True)),
            ("zip_code", models.TextField(blank=True)),
            ("place_description", models.TextField(blank=True)),
            (
                "is_complete",
                models.BooleanField(
                    default=True,
                    help_text="False where a paper gave no name, no way or no neighborhood.",
                ),
            ),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("is_complete", False),
                        ("erased_at__isnull", False),
                        models.Q(("chosen_name", ""), ("full_name", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="a_contact_has_a_name",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("is_complete", False),
                        ("erased_at__isnull", False),
                        models.Q(
                            ("email", ""),
                            ("phone", ""),
                            ("post_address", ""),
                            ("trusted_contact", ""),
                            ("wants_pick_up", False),
                            _negated=True,
                        ),
                        _connector="OR",
                    ),
                    name="a_contact_can_be_reached_in_some_way",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("is_complete", False),
                        ("erased_at__isnull", False),
                        ("neighborhood__isnull", False),
                        _connector="OR",
                    ),
                    name="a_contact_names_a_neighborhood_or_an_answer_that_is_none",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("erased_at", None),
                        models.Q(
                            ("chosen_name", ""),
                            ("full_name", ""),
                            ("email", ""),
                            ("phone", ""),
                            ("post_address", ""),
                            ("trusted_contact", ""),
                            ("wants_pick_up", False),
                            ("may_leave_voicemail", False),
                            ("may_text", False),
                            ("preferred_way", ""),
                            ("wants_plain_envelope", False),
                            ("place_description", ""),
                            ("street", ""),
                            ("unit", ""),
                            ("zip_code", ""),
                        ),
                        _connector="OR",
                    ),
                    name="an_erased_contact_holds_nothing",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ContactEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.contact",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            (
                "revision",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    serialize=False,
                    to="applications.revision",
                ),
            ),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
            (
                "is_complete",
                models.BooleanField(
                    default=True,
                    help_text="False where a paper gave no name, no way or no neighborhood.",
                ),
            ),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("contact"),
        },
    ),
    migrations.CreateModel(
        name="Support",
        fields=[
            (
                "revision",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="+",
                    serialize=False,
                    to="applications.revision",
                ),
            ),
            ("reads", models.CharField(choices=LANGUAGES, max_length=7)),
            (
                "speaks",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.spokenlanguage",
                ),
            ),
            ("speaks_other", models.TextField(blank=True)),
            ("needs_interpreter", models.BooleanField(default=False)),
            ("accommodation", models.TextField(blank=True)),
            ("needs_childcare", models.BooleanField(default=False)),
            ("needs_transport", models.BooleanField(default=False)),
        ],
        options={
            "verbose_name_plural": "languages and support",
            "default_permissions": (),
        },
    ),
    migrations.CreateModel(
        name="SupportEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.support",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            (
                "revision",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    serialize=False,
                    to="applications.revision",
                ),
            ),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("support"),
        },
    ),
    migrations.CreateModel(
        name="ContactLogEntry",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            ("entry_key", models.UUIDField(default=uuid.uuid4, unique=True)),
            (
                "way",
                models.CharField(
                    choices=[
                        ("phone", "by phone"),
                        ("text", "by text message"),
                        ("email", "by email"),
                        ("mail", "by mail"),
                        ("in_person", "in person"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("spoke", "we spoke"),
                        ("sent", "we sent a message"),
                        ("left_message", "we left a message"),
                        ("no_answer", "nobody answered"),
                        ("they_wrote", "they wrote or called us"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "topic",
                models.CharField(
                    choices=[
                        ("question", "a question of theirs"),
                        ("residency", "where they live"),
                        ("dates", "dates and times"),
                        ("support", "language or other support"),
                        ("offer", "an offer"),
                        ("leaving", "leaving"),
                        ("other", "something else"),
                    ],
                    max_length=12,
                ),
            ),
            ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("note", models.TextField(blank=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "verbose_name_plural": "contact log entries",
            "ordering": ["-happened_at", "-pk"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "happened_at__lte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("at"),
                                "+",
                                models.Value(datetime.timedelta(seconds=300)),
                            ),
                        )
                    ),
                    name="what_is_logged_has_happened",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ContactLogEntryEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.contactlogentry",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.application",
                ),
            ),
            ("entry_key", models.UUIDField(default=uuid.uuid4)),
            (
                "way",
                models.CharField(
                    choices=[
                        ("phone", "by phone"),
                        ("text", "by text message"),
                        ("email", "by email"),
                        ("mail", "by mail"),
                        ("in_person", "in person"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("spoke", "we spoke"),
                        ("sent", "we sent a message"),
                        ("left_message", "we left a message"),
                        ("no_answer", "nobody answered"),
                        ("they_wrote", "they wrote or called us"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "topic",
                models.CharField(
                    choices=[
                        ("question", "a question of theirs"),
                        ("residency", "where they live"),
                        ("dates", "dates and times"),
                        ("support", "language or other support"),
                        ("offer", "an offer"),
                        ("leaving", "leaving"),
                        ("other", "something else"),
                    ],
                    max_length=12,
                ),
            ),
            ("happened_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("contactlogentry"),
        },
    ),
    migrations.CreateModel(
        name="Draft",
        fields=[
            (
                "submission_key",
                models.UUIDField(
                    default=uuid.uuid4,
                    editable=False,
                    primary_key=True,
                    serialize=False,
                ),
            ),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.call"
                ),
            ),
            ("reference", models.CharField(max_length=16, unique=True)),
            ("code_generation", models.PositiveSmallIntegerField(default=0)),
            (
                "corrects",
                models.OneToOneField(
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            ("language", models.CharField(choices=LANGUAGES, max_length=7)),
            ("answers", models.JSONField(default=dict)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("reminded_at", models.DateTimeField(null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": [models.Index(fields=["saved_at"], name="application_saved_a_de8bc6_idx")],
        },
    ),
    migrations.CreateModel(
        name="AboutYouDraft",
        fields=[
            (
                "draft",
                models.OneToOneField(
                    on_delete=models.CASCADE,
                    primary_key=True,
                    related_name="+",
                    serialize=False,
                    to="applications.draft",
                ),
            ),
            (
                "answers",
                models.JSONField(help_text="Null until the step was saved.", null=True),
            ),
        ],
        options={
            "default_permissions": (),
        },
    ),
    migrations.CreateModel(
        name="PossibleDuplicate",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "first",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            (
                "second",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            (
                "strength",
                models.CharField(
                    choices=[
                        ("likely", "likely the same person"),
                        ("maybe", "maybe the same person"),
                        ("household", "may share a household"),
                    ],
                    max_length=9,
                ),
            ),
            (
                "signs",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("phone", "same phone"),
                            ("email", "same email"),
                            ("same_name", "same name"),
                            ("word_order", "same words in another order"),
                            ("spacing", "same name, set apart differently"),
                            ("one_letter", "name differs by one letter"),
                            ("two_letters", "name differs by two letters"),
                            ("part_of_name", "one name is part of the other"),
                            ("other_script", "name in another script"),
                            ("shared_name", "a name in common"),
                            ("other_name", "different names"),
                        ],
                        max_length=12,
                    ),
                    size=None,
                ),
            ),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("first", "second"), name="a_pair_is_found_once"),
                models.CheckConstraint(
                    condition=models.Q(("first__lt", models.F("second"))),
                    name="the_older_of_a_found_pair_comes_first",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DuplicateMark",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "first",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            (
                "second",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            (
                "verdict",
                models.CharField(
                    choices=[
                        ("undecided", "not decided"),
                        ("same_person", "the same person"),
                        ("different_people", "different people"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "set_aside",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            ("reason", models.TextField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("first", "second", "number"),
                    name="one_duplicate_mark_a_number",
                ),
                models.CheckConstraint(
                    condition=models.Q(("number__gte", 1)),
                    name="duplicate_marks_are_numbered_from_one",
                ),
                models.CheckConstraint(
                    condition=models.Q(("first__lt", models.F("second"))),
                    name="the_older_of_a_marked_pair_comes_first",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("verdict", "same_person"),
                            models.Q(
                                ("set_aside", models.F("first")),
                                ("set_aside", models.F("second")),
                                _connector="OR",
                            ),
                        ),
                        models.Q(
                            models.Q(("verdict", "same_person"), _negated=True),
                            ("set_aside", None),
                        ),
                        _connector="OR",
                    ),
                    name="one_of_the_same_person_is_set_aside",
                ),
                models.CheckConstraint(
                    condition=models.Q(("erased_at", None), ("reason", ""), _negated=True),
                    name="a_duplicate_mark_has_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DuplicateMarkEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.duplicatemark",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "first",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.application",
                ),
            ),
            (
                "second",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.application",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            (
                "verdict",
                models.CharField(
                    choices=[
                        ("undecided", "not decided"),
                        ("same_person", "the same person"),
                        ("different_people", "different people"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "set_aside",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.application",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("duplicatemark"),
        },
    ),
    migrations.CreateModel(
        name="DeadlineExtension",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="extensions",
                    to="applications.call",
                ),
            ),
            ("was_closing_at", models.DateTimeField()),
            ("closes_at", models.DateTimeField()),
            ("reason", models.TextField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["call", "at"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("closes_at__gt", models.F("was_closing_at"))),
                    name="an_extension_is_later",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True),
                    name="an_extension_has_a_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="LateEntry",
        fields=[
            (
                "application",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="late_entry",
                    serialize=False,
                    to="applications.application",
                ),
            ),
            ("reason", models.TextField()),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("accepted", models.BooleanField(null=True)),
            (
                "decided_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(null=True)),
            ("note", models.TextField(blank=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "verbose_name_plural": "late entries",
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("erased_at", None), ("reason", ""), _negated=True),
                    name="a_late_entry_has_a_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("accepted", None),
                            ("decided_at", None),
                            ("decided_by", None),
                        ),
                        models.Q(
                            ("accepted__isnull", False),
                            ("decided_at__isnull", False),
                            ("decided_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="a_decision_on_a_late_entry_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(("decided_by", models.F("asked_by")), _negated=True),
                    name="nobody_decides_on_the_late_entry_they_asked_for",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("accepted", False),
                        ("erased_at", None),
                        ("note", ""),
                        _negated=True,
                    ),
                    name="a_refused_late_entry_says_why",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="LateEntryEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.lateentry",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    serialize=False,
                    to="applications.application",
                ),
            ),
            (
                "asked_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("accepted", models.BooleanField(null=True)),
            (
                "decided_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(null=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("lateentry"),
        },
    ),
    migrations.CreateModel(
        name="WithdrawalRequest",
        fields=[
            (
                "application",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="+",
                    serialize=False,
                    to="applications.application",
                ),
            ),
            (
                "asker",
                models.CharField(
                    choices=[
                        ("applicant", "the applicant"),
                        ("trusted", "the person they named to us"),
                        ("relative", "a relative or caregiver"),
                        ("official", "a guardian or official"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "way",
                models.CharField(
                    choices=[
                        ("phone", "by phone"),
                        ("text", "by text message"),
                        ("email", "by email"),
                        ("mail", "by mail"),
                        ("in_person", "in person"),
                    ],
                    max_length=10,
                ),
            ),
            ("note", models.TextField(blank=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "default_permissions": (),
        },
    ),
    migrations.CreateModel(
        name="WithdrawalRequestEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.withdrawalrequest",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    serialize=False,
                    to="applications.application",
                ),
            ),
            (
                "asker",
                models.CharField(
                    choices=[
                        ("applicant", "the applicant"),
                        ("trusted", "the person they named to us"),
                        ("relative", "a relative or caregiver"),
                        ("official", "a guardian or official"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "way",
                models.CharField(
                    choices=[
                        ("phone", "by phone"),
                        ("text", "by text message"),
                        ("email", "by email"),
                        ("mail", "by mail"),
                        ("in_person", "in person"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("withdrawalrequest"),
        },
    ),
    migrations.CreateModel(
        name="LegalHold",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            ("reason", models.CharField(max_length=200)),
            (
                "placed_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("placed_at", models.DateTimeField(auto_now_add=True)),
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
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("lifted_at", None)),
                    fields=("application",),
                    name="one_standing_hold_an_application",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("lifted_at", None), ("lifted_by", None)),
                        models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="a_lifted_hold_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True),
                    name="a_hold_says_why",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="LegalHoldEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.legalhold",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.application",
                ),
            ),
            ("reason", models.CharField(max_length=200)),
            (
                "placed_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("placed_at", models.DateTimeField(auto_now_add=True)),
            (
                "lifted_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("lifted_at", models.DateTimeField(null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("legalhold"),
        },
    ),
    migrations.CreateModel(
        name="Erasure",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("requested", "requested"),
                        ("erased", "erased"),
                        ("cancelled", "cancelled"),
                    ],
                    default="requested",
                    max_length=10,
                ),
            ),
            (
                "asker",
                models.CharField(
                    choices=[
                        ("applicant", "the applicant"),
                        ("trusted", "the person they named to us"),
                        ("relative", "a relative or caregiver"),
                        ("official", "a guardian or official"),
                    ],
                    max_length=10,
                ),
            ),
            ("authorization", models.CharField(max_length=200)),
            (
                "requested_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("requested_at", models.DateTimeField(auto_now_add=True)),
            (
                "settled_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("settled_at", models.DateTimeField(null=True)),
            ("rows_erased", models.PositiveIntegerField(default=0)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("status", "cancelled"), _negated=True),
                    fields=("application",),
                    name="one_standing_erasure_an_application",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("settled_at", None),
                            ("settled_by", None),
                            ("status", "requested"),
                        ),
                        models.Q(
                            models.Q(("status", "requested"), _negated=True),
                            ("settled_at__isnull", False),
                            ("settled_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="a_settled_erasure_says_who_and_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "erased"), _negated=True),
                        models.Q(("settled_by", models.F("requested_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="nobody_erases_what_they_requested",
                ),
                models.CheckConstraint(
                    condition=models.Q(("authorization", ""), _negated=True),
                    name="an_erasure_says_who_allowed_it",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ErasureEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.erasure",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.application",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("requested", "requested"),
                        ("erased", "erased"),
                        ("cancelled", "cancelled"),
                    ],
                    default="requested",
                    max_length=10,
                ),
            ),
            (
                "asker",
                models.CharField(
                    choices=[
                        ("applicant", "the applicant"),
                        ("trusted", "the person they named to us"),
                        ("relative", "a relative or caregiver"),
                        ("official", "a guardian or official"),
                    ],
                    max_length=10,
                ),
            ),
            ("authorization", models.CharField(max_length=200)),
            (
                "requested_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("requested_at", models.DateTimeField(auto_now_add=True)),
            (
                "settled_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("settled_at", models.DateTimeField(null=True)),
            ("rows_erased", models.PositiveIntegerField(default=0)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("erasure"),
        },
    ),
    migrations.CreateModel(
        name="MatchEntry",
        fields=[
            (
                "application",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="+",
                    serialize=False,
                    to="applications.application",
                ),
            ),
            (
                "call",
                models.ForeignKey(
                    db_index=False,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.call",
                ),
            ),
            ("full_key", models.TextField()),
            ("chosen_key", models.TextField()),
            ("phone_key", models.TextField()),
            ("email_key", models.TextField()),
            ("is_compared", models.BooleanField(default=False)),
        ],
        options={
            "verbose_name_plural": "match entries",
            "default_permissions": (),
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    fields=["full_key"],
                    name="matched_by_full_name",
                    opclasses=["gin_trgm_ops"],
                ),
                django.contrib.postgres.indexes.GinIndex(
                    fields=["chosen_key"],
                    name="matched_by_chosen_name",
                    opclasses=["gin_trgm_ops"],
                ),
                models.Index(fields=["phone_key"], name="matched_by_phone"),
                models.Index(fields=["email_key"], name="matched_by_email"),
                models.Index(
                    condition=models.Q(("is_compared", False)),
                    fields=["application"],
                    name="entries_not_compared_yet",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PaperEntry",
        fields=[
            (
                "revision",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="paper_entry",
                    serialize=False,
                    to="applications.revision",
                ),
            ),
            (
                "receiver",
                models.CharField(
                    blank=True,
                    help_text="Who of the staff took it in, as the stamp says.",
                    max_length=120,
                ),
            ),
            ("postmarked_on", models.DateField(blank=True, null=True)),
            ("signature_seen", models.BooleanField(default=False)),
            (
                "entered_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("entered_at", models.DateTimeField(auto_now_add=True)),
            ("is_correction", models.BooleanField(default=False)),
            ("correction_reason", models.TextField(blank=True)),
            (
                "checked_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("checked_at", models.DateTimeField(null=True)),
            ("agrees", models.BooleanField(null=True)),
            ("differences", models.TextField(blank=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("correction_reason", ""), ("is_correction", False)),
                        models.Q(
                            ("is_correction", True),
                            models.Q(("correction_reason", ""), _negated=True),
                        ),
                        models.Q(("correction_reason", ""), ("erased_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="a_typing_error_is_corrected_with_a_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(("checked_by", models.F("entered_by")), _negated=True),
                    name="nobody_checks_what_they_typed_in",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("agrees", None), ("checked_at", None), ("checked_by", None)),
                        models.Q(
                            ("agrees__isnull", False),
                            ("checked_at__isnull", False),
                            ("checked_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="a_check_says_who_and_when_and_what_came_of_it",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("agrees", False),
                        ("differences", ""),
                        ("erased_at", None),
                        _negated=True,
                    ),
                    name="a_check_that_finds_differences_lists_them",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PaperEntryEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.paperentry",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            (
                "revision",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    serialize=False,
                    to="applications.revision",
                ),
            ),
            (
                "receiver",
                models.CharField(
                    blank=True,
                    help_text="Who of the staff took it in, as the stamp says.",
                    max_length=120,
                ),
            ),
            ("postmarked_on", models.DateField(blank=True, null=True)),
            ("signature_seen", models.BooleanField(default=False)),
            (
                "entered_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("entered_at", models.DateTimeField(auto_now_add=True)),
            ("is_correction", models.BooleanField(default=False)),
            (
                "checked_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("checked_at", models.DateTimeField(null=True)),
            ("agrees", models.BooleanField(null=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("paperentry"),
        },
    ),
    migrations.CreateModel(
        name="Redaction",
        fields=[
            (
                "answer",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="+",
                    serialize=False,
                    to="applications.answer",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("blanked", "A copy with words blanked"),
                        ("withheld", "Nothing: the answer is held back"),
                        ("as_is", "The answer as it is: it tells nobody who wrote it"),
                    ],
                    max_length=8,
                ),
            ),
            ("text", models.TextField(blank=True)),
            (
                "words",
                models.TextField(blank=True, help_text="What is blanked, one a line."),
            ),
            ("version", models.PositiveSmallIntegerField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "blanked"), ("text__contains", "█████")),
                        models.Q(
                            models.Q(("kind", "blanked"), _negated=True),
                            ("text", ""),
                            ("words", ""),
                        ),
                        _connector="OR",
                    ),
                    name="only_a_blanked_copy_has_a_text_and_blanks",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="RedactionEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.redaction",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            (
                "answer",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    serialize=False,
                    to="applications.answer",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("blanked", "A copy with words blanked"),
                        ("withheld", "Nothing: the answer is held back"),
                        ("as_is", "The answer as it is: it tells nobody who wrote it"),
                    ],
                    max_length=8,
                ),
            ),
            ("version", models.PositiveSmallIntegerField()),
            (
                "by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("redaction"),
        },
    ),
    migrations.CreateModel(
        name="AboutYouAnswer",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "question",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.question",
                ),
            ),
            (
                "choice",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.choice",
                ),
            ),
            ("text", models.TextField(blank=True)),
            (
                "revision",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.revision",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "about-you answers",
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("choice", None), ("text", ""), _connector="XOR"),
                    name="aboutyouanswer_is_a_text_or_a_choice",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("choice", None)),
                    fields=("revision", "question"),
                    name="aboutyouanswer_holds_one_text_a_question",
                ),
                models.UniqueConstraint(
                    fields=("revision", "question", "choice"),
                    name="aboutyouanswer_holds_a_choice_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="AboutYouAnswerEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.aboutyouanswer",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "question",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.question",
                ),
            ),
            (
                "revision",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.revision",
                ),
            ),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("aboutyouanswer"),
        },
    ),
    migrations.CreateModel(
        name="ResidencyCheck",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            (
                "status",
                models.CharField(
                    choices=[
                        ("unverified", "not checked"),
                        ("verified", "lives in the city"),
                        ("not_a_resident", "not a resident"),
                    ],
                    max_length=14,
                ),
            ),
            ("reason", models.TextField(blank=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "number"),
                    name="one_residency_check_a_number",
                ),
                models.CheckConstraint(
                    condition=models.Q(("number__gte", 1)),
                    name="residency_checks_are_numbered_from_one",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ResidencyCheckEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.residencycheck",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.application",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            (
                "status",
                models.CharField(
                    choices=[
                        ("unverified", "not checked"),
                        ("verified", "lives in the city"),
                        ("not_a_resident", "not a resident"),
                    ],
                    max_length=14,
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("residencycheck"),
        },
    ),
    migrations.CreateModel(
        name="ScannedPage",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "paper_entry",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="scanned_pages",
                    to="applications.paperentry",
                ),
            ),
            ("name", models.CharField(max_length=32, unique=True)),
            (
                "digest",
                models.CharField(help_text="SHA-256 of the picture.", max_length=64),
            ),
            ("width", models.PositiveIntegerField(help_text="Pixels.")),
            ("height", models.PositiveIntegerField(help_text="Pixels.")),
            ("size_bytes", models.PositiveIntegerField()),
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
            "ordering": ["pk"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("name__regex", "^[0-9a-f]{32}$")),
                    name="a_scanned_page_is_named_by_chance_alone",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("height__gte", 1), ("size_bytes__gte", 1), ("width__gte", 1)
                    ),
                    name="a_scanned_page_is_not_empty",
                ),
                models.UniqueConstraint(
                    fields=("paper_entry", "digest"),
                    name="a_scanned_page_is_kept_once_an_entry",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ScannedPageEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.scannedpage",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "paper_entry",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.paperentry",
                ),
            ),
            ("width", models.PositiveIntegerField(help_text="Pixels.")),
            ("height", models.PositiveIntegerField(help_text="Pixels.")),
            ("size_bytes", models.PositiveIntegerField()),
            (
                "added_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("added_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("scannedpage"),
        },
    ),
    migrations.CreateModel(
        name="SearchEntry",
        fields=[
            (
                "application",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="+",
                    serialize=False,
                    to="applications.application",
                ),
            ),
            (
                "call",
                models.ForeignKey(
                    db_index=False,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.call",
                ),
            ),
            ("received_at", models.DateTimeField()),
            (
                "status",
                models.CharField(
                    choices=[
                        ("received", "received"),
                        ("late", "late, not decided"),
                        ("refused", "too late"),
                        ("withdrawn", "withdrawn"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("web", "online"),
                        ("mail", "by mail"),
                        ("in_person", "in person"),
                        ("phone", "by phone"),
                    ],
                    max_length=10,
                ),
            ),
            ("language", models.CharField(choices=LANGUAGES, max_length=7)),
            (
                "residency",
                models.CharField(
                    choices=[
                        ("unverified", "not checked"),
                        ("verified", "lives in the city"),
                        ("not_a_resident", "not a resident"),
                    ],
                    max_length=14,
                ),
            ),
            (
                "neighborhood",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.neighborhood",
                ),
            ),
            ("search_text", models.TextField()),
        ],
        options={
            "ordering": ["-received_at", "-application_id"],
            "default_permissions": (),
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    fields=["search_text"],
                    name="search_text_by_trigrams",
                    opclasses=["gin_trgm_ops"],
                ),
                models.Index(fields=["-received_at", "-application"], name="entries_newest_first"),
                models.Index(
                    fields=["call", "-received_at", "-application"],
                    name="entries_by_call",
                ),
                models.Index(
                    fields=["call", "status", "-received_at", "-application"],
                    name="entries_by_status",
                ),
                models.Index(
                    fields=["call", "channel", "-received_at", "-application"],
                    name="entries_by_channel",
                ),
                models.Index(
                    fields=["call", "language", "-received_at", "-application"],
                    name="entries_by_language",
                ),
                models.Index(
                    fields=["call", "residency", "-received_at", "-application"],
                    name="entries_by_residency",
                ),
                models.Index(
                    fields=["call", "neighborhood", "-received_at", "-application"],
                    name="entries_by_neighborhood",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Notice",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            ("key", models.SlugField(unique=True)),
            ("title", models.CharField(max_length=160)),
            *in_each_language("title", models.CharField(max_length=160, null=True)),
            ("body", models.TextField()),
            *in_each_language("body", models.TextField(null=True)),
            ("starts_on", models.DateField()),
            ("ends_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "ordering": ["starts_on"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("ends_on", None),
                        ("ends_on__gte", models.F("starts_on")),
                        _connector="OR",
                    ),
                    name="a_notice_ends_after_it_starts",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="NoticeEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.notice",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            ("key", models.SlugField(db_index=False)),
            ("title", models.CharField(max_length=160)),
            *in_each_language("title", models.CharField(max_length=160, null=True)),
            ("body", models.TextField()),
            *in_each_language("body", models.TextField(null=True)),
            ("starts_on", models.DateField()),
            ("ends_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("notice"),
        },
    ),
    migrations.CreateModel(
        name="Page",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            ("key", models.SlugField(unique=True)),
            (
                "call",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="pages",
                    to="applications.call",
                ),
            ),
            ("title", models.CharField(max_length=160)),
            *in_each_language("title", models.CharField(max_length=160, null=True)),
            ("body", models.TextField()),
            *in_each_language("body", models.TextField(null=True)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "ordering": ["order"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("key", "home"), _negated=True),
                        ("call", None),
                        _connector="OR",
                    ),
                    name="the_home_page_belongs_to_no_call",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="PageEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.page",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            ("key", models.SlugField(db_index=False)),
            (
                "call",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.call",
                ),
            ),
            ("title", models.CharField(max_length=160)),
            *in_each_language("title", models.CharField(max_length=160, null=True)),
            ("body", models.TextField()),
            *in_each_language("body", models.TextField(null=True)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("page"),
        },
    ),
    migrations.CreateModel(
        name="AnswerLanguage",
        fields=[
            (
                "answer",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="marked",
                    serialize=False,
                    to="applications.answer",
                ),
            ),
            ("language", models.CharField(choices=LANGUAGES_READ, max_length=7)),
            (
                "set_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("set_at", models.DateTimeField()),
        ],
        options={
            "default_permissions": (),
        },
    ),
    migrations.CreateModel(
        name="AnswerLanguageEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.answerlanguage",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            (
                "answer",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    serialize=False,
                    to="applications.answer",
                ),
            ),
            (
                "set_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("set_at", models.DateTimeField()),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("answerlanguage"),
        },
    ),
    migrations.CreateModel(
        name="Translation",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "answer",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    related_name="translation",
                    to="applications.answer",
                ),
            ),
            ("language", models.CharField(choices=LANGUAGES_READ, max_length=7)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("draft", "being translated"),
                        ("to_check", "to be checked"),
                        ("checked", "checked"),
                    ],
                    default="draft",
                    max_length=8,
                ),
            ),
            ("text", models.TextField(blank=True)),
            (
                "note",
                models.TextField(blank=True, help_text="Why it was sent back last."),
            ),
            (
                "claimed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("claimed_at", models.DateTimeField(null=True)),
            (
                "translated_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("translated_at", models.DateTimeField(null=True)),
            (
                "checked_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("checked_at", models.DateTimeField(null=True)),
            (
                "sent_back_by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("sent_back_at", models.DateTimeField(null=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("checked_by", None),
                        models.Q(("checked_by", models.F("translated_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="nobody_checks_their_own_translation",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("checked_by", None), ("status", "draft")),
                        models.Q(
                            ("checked_by", None),
                            ("claimed_by", None),
                            ("status", "to_check"),
                            ("translated_by__isnull", False),
                        ),
                        models.Q(
                            ("checked_by__isnull", False),
                            ("claimed_by", None),
                            ("status", "checked"),
                            ("translated_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="a_translation_says_who_made_and_who_checked_it",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("status", "draft"),
                        models.Q(("text", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="a_finished_translation_has_words",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            models.Q(
                                ("claimed_at__isnull", True),
                                ("claimed_by__isnull", True),
                            ),
                            models.Q(
                                ("claimed_at__isnull", False),
                                ("claimed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        models.Q(
                            models.Q(
                                ("translated_at__isnull", True),
                                ("translated_by__isnull", True),
                            ),
                            models.Q(
                                ("translated_at__isnull", False),
                                ("translated_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        models.Q(
                            models.Q(
                                ("checked_at__isnull", True),
                                ("checked_by__isnull", True),
                            ),
                            models.Q(
                                ("checked_at__isnull", False),
                                ("checked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        models.Q(
                            models.Q(
                                ("sent_back_at__isnull", True),
                                ("sent_back_by__isnull", True),
                            ),
                            models.Q(
                                ("sent_back_at__isnull", False),
                                ("sent_back_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="a_translation_says_who_and_when_together",
                ),
                models.CheckConstraint(
                    condition=models.Q(("language", "en"), _negated=True),
                    name="english_is_not_translated_into_english",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="TranslationEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.translation",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "answer",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="applications.answer",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("draft", "being translated"),
                        ("to_check", "to be checked"),
                        ("checked", "checked"),
                    ],
                    default="draft",
                    max_length=8,
                ),
            ),
            (
                "claimed_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("claimed_at", models.DateTimeField(null=True)),
            (
                "translated_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("translated_at", models.DateTimeField(null=True)),
            (
                "checked_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("checked_at", models.DateTimeField(null=True)),
            (
                "sent_back_by",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("sent_back_at", models.DateTimeField(null=True)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("translation"),
        },
    ),
    migrations.CreateModel(
        name="LanguageRead",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True,
                    primary_key=True,
                    serialize=False,
                    verbose_name="ID",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="languages_read",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("language", models.CharField(choices=LANGUAGES_READ, max_length=7)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("user", "language"), name="somebody_reads_a_language_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="LanguageReadEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="events",
                    to="applications.languageread",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            (
                "user",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("language", models.CharField(choices=LANGUAGES_READ, max_length=7)),
        ],
        options={
            "default_permissions": (),
            "indexes": history_indexes("languageread"),
        },
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        CreateModels(TABLES),
    ]
