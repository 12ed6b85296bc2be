"""The office, calls, places, applications, and what staff keep about them."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.core.validators import MinValueValidator
from django.db import migrations, models
from django.db.models.functions import Cast, Length, TruncDate
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from core.migration_operations import CreateModels
from core.migration_tables import history, key, link_in_history

DAYS = date(2000, 1, 1), date(2099, 12, 31)
MOMENTS = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, 12, tzinfo=UTC)
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
WAYS = [
    ("phone", "by phone"),
    ("text", "by text message"),
    ("email", "by email"),
    ("mail", "by mail"),
    ("in_person", "in person"),
]
PEOPLE = [
    ("applicant", "the applicant"),
    ("trusted", "the person they named to us"),
    ("relative", "a relative or caregiver"),
    ("official", "a guardian or official"),
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
TRANSLATED = [
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
]
CHANNELS = [
    ("web", "online"),
    ("mail", "by mail"),
    ("in_person", "in person"),
    ("phone", "by phone"),
]
STATUSES = [
    ("received", "received"),
    ("late", "late, not decided"),
    ("refused", "too late"),
    ("withdrawn", "withdrawn"),
]
RESIDENCY = [
    ("unverified", "not checked"),
    ("verified", "lives in the city"),
    ("not_a_resident", "not a resident"),
]
DEADLINE_RULES = [("received", "when it was received"), ("postmark", "its postmark")]
CONFIRMATIONS = [("yes", "Yes"), ("no", "No"), ("not_sure", "I am not sure")]
PARTS = [
    ("connection", "connection to mental health"),
    ("call", "questions of the call"),
    ("about_you", "about you"),
]
KINDS_OF_QUESTION = [
    ("long_text", "long text"),
    ("short_text", "short text"),
    ("one_choice", "one choice"),
    ("several_choices", "several choices"),
    ("yes_no", "yes or no"),
]
SENSITIVITIES = [
    ("ordinary", "ordinary"),
    ("sensitive", "sensitive"),
    ("special", "special: identity"),
]
KINDS_OF_HOME = [
    ("place", "neighborhood"),
    ("elsewhere", "another part of the city"),
    ("no_fixed_place", "no fixed place to live"),
    ("not_sure", "not sure"),
]
KINDS_OF_ZIP_CODE = [
    ("residential", "homes in the city"),
    ("mail", "PO boxes or businesses in the city"),
    ("partly", "partly in the city"),
    ("elsewhere", "elsewhere"),
]
OUTCOMES = [
    ("spoke", "we spoke"),
    ("sent", "we sent a message"),
    ("left_message", "we left a message"),
    ("no_answer", "nobody answered"),
    ("they_wrote", "they wrote or called us"),
]
TOPICS = [
    ("question", "a question of theirs"),
    ("residency", "where they live"),
    ("dates", "dates and times"),
    ("support", "language or other support"),
    ("offer", "an offer"),
    ("leaving", "leaving"),
    ("other", "something else"),
]
DUPLICATE_RESULTS = [
    ("undecided", "not decided"),
    ("same_person", "the same person"),
    ("different_people", "different people"),
]
ERASURE_STATUSES = [("requested", "requested"), ("erased", "erased"), ("cancelled", "cancelled")]
BLANKINGS = [
    ("blanked", "A copy with words blanked"),
    ("withheld", "Nothing: the answer is held back"),
    ("as_is", "The answer as it is: it tells nobody who wrote it"),
]
TRANSLATION_STATUSES = [
    ("draft", "being translated"),
    ("to_check", "to be checked"),
    ("checked", "checked"),
]
AREAS = [
    ("consent", "consent"),
    ("privacy", "privacy"),
    ("stipend", "stipend"),
    ("crisis", "crisis help"),
    ("call", "the rest of the call"),
    ("site_text", "other pages and notices"),
    ("catalogue", "the site’s own words"),
]
CODES = ["en", "es", "ht", "zh_hant", "zh_hans", "vi", "kea", "ru", "ar", "pt_br", "fr", "so"]


def in_each_language(name, field, **options):
    """The columns of a translated text: the one that is asked for, then one a language."""
    return [
        (name, field(**options)),
        *((f"{name}_{code}", field(**options, null=True)) for code in CODES),
    ]


TABLES = [
    migrations.CreateModel(
        name="Call",
        fields=[
            ("id", key()),
            ("slug", models.SlugField(verbose_name="address of its page", unique=True)),
            (
                "reference_prefix",
                models.CharField(verbose_name="beginning of references", max_length=4),
            ),
            ("is_published", models.BooleanField(verbose_name="published", default=False)),
            ("opens_at", models.DateTimeField()),
            ("closes_at", models.DateTimeField(help_text="Boston time.")),
            (
                "grace_minutes",
                models.PositiveSmallIntegerField(
                    verbose_name="minutes of grace",
                    default=0,
                    help_text="Minutes after closing in which an application still counts.",
                ),
            ),
            (
                "deadline_rule",
                models.CharField(choices=DEADLINE_RULES, default="received", max_length=8),
            ),
            (
                "minimum_age",
                models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="In years. Empty: nobody is asked how old they are.",
                    null=True,
                ),
            ),
            (
                "asks_city_employment",
                models.BooleanField(
                    verbose_name="asks about work for the City",
                    default=False,
                    help_text="Whether applicants are asked if they work for the city.",
                ),
            ),
            (
                "answers_until",
                models.DateField(
                    verbose_name="everyone gets an answer by",
                    blank=True,
                    help_text="The day by which everyone gets an answer.",
                    null=True,
                ),
            ),
            (
                "meets_from",
                models.DateField(
                    verbose_name="first meeting",
                    blank=True,
                    help_text="The first meeting.",
                    null=True,
                ),
            ),
            (
                "meets_until",
                models.DateField(
                    verbose_name="last meeting",
                    blank=True,
                    help_text="The last meeting.",
                    null=True,
                ),
            ),
            ("seats", models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])),
            ("stipend_cents", models.PositiveIntegerField()),
            *in_each_language(
                "city",
                models.CharField,
                help_text="The city's name as readers write it.",
                max_length=60,
            ),
            *in_each_language("title", models.CharField, max_length=160),
            *in_each_language("summary", models.TextField),
            *in_each_language("time_needed", models.TextField, blank=True),
            *in_each_language(
                "stipend_when",
                models.TextField,
                blank=True,
                help_text="When and how the stipend is paid.",
            ),
            *in_each_language("counter_hours", models.CharField, blank=True, max_length=160),
            *in_each_language("about_you_intro", models.TextField, blank=True),
            *in_each_language("consent", models.TextField),
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
                    condition=models.Q(("closes_at__range", MOMENTS), ("opens_at__range", MOMENTS)),
                    name="a_call_opens_and_closes_between_2000_and_2099",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("answers_until__range", DAYS),
                        ("meets_from__range", DAYS),
                        ("meets_until__range", DAYS),
                    ),
                    name="a_call_promises_days_between_2000_and_2099",
                ),
                models.CheckConstraint(
                    condition=models.Q(("seats__gte", 1)), name="a_call_has_at_least_one_seat"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("minimum_age", None),
                        models.Q(("minimum_age__gte", 1), ("minimum_age__lte", 99)),
                        _connector="OR",
                    ),
                    name="a_minimum_age_is_an_age",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("meets_until", None),
                        models.Q(
                            ("meets_from__isnull", False),
                            ("meets_until__gte", models.F("meets_from")),
                        ),
                        _connector="OR",
                    ),
                    name="a_group_meets_last_after_it_meets_first",
                ),
            ],
        },
    ),
    history(
        "applications.Call",
        [
            ("id", models.BigIntegerField()),
            ("slug", models.SlugField(verbose_name="address of its page", db_index=False)),
            (
                "reference_prefix",
                models.CharField(verbose_name="beginning of references", max_length=4),
            ),
            ("is_published", models.BooleanField(verbose_name="published", default=False)),
            ("opens_at", models.DateTimeField()),
            ("closes_at", models.DateTimeField(help_text="Boston time.")),
            (
                "grace_minutes",
                models.PositiveSmallIntegerField(
                    verbose_name="minutes of grace",
                    default=0,
                    help_text="Minutes after closing in which an application still counts.",
                ),
            ),
            (
                "deadline_rule",
                models.CharField(choices=DEADLINE_RULES, default="received", max_length=8),
            ),
            (
                "minimum_age",
                models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="In years. Empty: nobody is asked how old they are.",
                    null=True,
                ),
            ),
            (
                "asks_city_employment",
                models.BooleanField(
                    verbose_name="asks about work for the City",
                    default=False,
                    help_text="Whether applicants are asked if they work for the city.",
                ),
            ),
            (
                "answers_until",
                models.DateField(
                    verbose_name="everyone gets an answer by",
                    blank=True,
                    help_text="The day by which everyone gets an answer.",
                    null=True,
                ),
            ),
            (
                "meets_from",
                models.DateField(
                    verbose_name="first meeting",
                    blank=True,
                    help_text="The first meeting.",
                    null=True,
                ),
            ),
            (
                "meets_until",
                models.DateField(
                    verbose_name="last meeting",
                    blank=True,
                    help_text="The last meeting.",
                    null=True,
                ),
            ),
            ("seats", models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])),
            ("stipend_cents", models.PositiveIntegerField()),
            *in_each_language(
                "city",
                models.CharField,
                help_text="The city's name as readers write it.",
                max_length=60,
            ),
            *in_each_language("title", models.CharField, max_length=160),
            *in_each_language("summary", models.TextField),
            *in_each_language("time_needed", models.TextField, blank=True),
            *in_each_language(
                "stipend_when",
                models.TextField,
                blank=True,
                help_text="When and how the stipend is paid.",
            ),
            *in_each_language("counter_hours", models.CharField, blank=True, max_length=160),
            *in_each_language("about_you_intro", models.TextField, blank=True),
            *in_each_language("consent", models.TextField),
            ("mail_address", models.TextField(blank=True)),
            ("counter_address", models.TextField(blank=True)),
            ("help_phone", models.CharField(blank=True, max_length=40)),
            ("help_email", models.EmailField(blank=True, max_length=254)),
        ],
    ),
    migrations.CreateModel(
        name="CallSection",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="sections", to="applications.call"
                ),
            ),
            ("key", models.SlugField()),
            *in_each_language("heading", models.CharField, max_length=160),
            *in_each_language("body", models.TextField),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "ordering": ["order"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "key"), name="one_section_a_key"),
                models.UniqueConstraint(
                    deferrable=models.Deferrable.DEFERRED,
                    fields=("call", "order"),
                    name="each_section_has_its_own_place",
                ),
            ],
        },
    ),
    history(
        "applications.CallSection",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("key", models.SlugField(db_index=False)),
            *in_each_language("heading", models.CharField, max_length=160),
            *in_each_language("body", models.TextField),
            ("order", models.PositiveSmallIntegerField()),
        ],
    ),
    migrations.CreateModel(
        name="Application",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="applications", to="applications.call"
                ),
            ),
            ("reference", models.CharField(max_length=24, unique=True)),
            (
                "code_generation",
                models.PositiveSmallIntegerField(
                    verbose_name="private codes given out before", default=0
                ),
            ),
            (
                "session_generation",
                models.PositiveSmallIntegerField(
                    verbose_name="times that all links were ended",
                    default=0,
                    help_text="Of links and cookies: those of an older one open nothing.",
                ),
            ),
            ("channel", models.CharField(choices=CHANNELS, max_length=10)),
            ("received_at", models.DateTimeField()),
            ("status", models.CharField(choices=STATUSES, default="received", max_length=10)),
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
                    fields=["call", "-received_at", "-id"], name="application_call_id_6b51ec_idx"
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            models.Q(("status", "withdrawn"), _negated=True), ("withdrawn_at", None)
                        ),
                        models.Q(("status", "withdrawn"), ("withdrawn_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="a_withdrawn_application_says_when",
                ),
                models.CheckConstraint(
                    condition=models.Q(("received_at__range", MOMENTS)),
                    name="an_application_came_between_2000_and_2099",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("erased_at", None), ("status", "withdrawn"), _connector="OR"
                    ),
                    name="only_a_withdrawn_application_is_erased",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("is_practice", True), ("reference__startswith", "PRACTICE-")),
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
    history(
        "applications.Application",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("reference", models.CharField(max_length=24)),
            (
                "code_generation",
                models.PositiveSmallIntegerField(
                    verbose_name="private codes given out before", default=0
                ),
            ),
            (
                "session_generation",
                models.PositiveSmallIntegerField(
                    verbose_name="times that all links were ended",
                    default=0,
                    help_text="Of links and cookies: those of an older one open nothing.",
                ),
            ),
            ("channel", models.CharField(choices=CHANNELS, max_length=10)),
            ("received_at", models.DateTimeField()),
            ("status", models.CharField(choices=STATUSES, default="received", max_length=10)),
            ("withdrawn_at", models.DateTimeField(null=True)),
            ("still_available_at", models.DateTimeField(null=True)),
            ("erased_at", models.DateTimeField(null=True)),
            ("is_practice", models.BooleanField(default=False, editable=False)),
        ],
    ),
    migrations.CreateModel(
        name="Revision",
        fields=[
            ("id", key()),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="revisions",
                    to="applications.application",
                ),
            ),
            ("number", models.PositiveSmallIntegerField(verbose_name="version")),
            ("is_current", models.BooleanField(verbose_name="current version", default=True)),
            ("submission_key", models.UUIDField(unique=True)),
            ("language", models.CharField(choices=LANGUAGES, max_length=7)),
            ("received_at", models.DateTimeField(help_text="What the deadline was judged on.")),
            ("stored_at", models.DateTimeField(auto_now_add=True)),
            (
                "was_in_grace",
                models.BooleanField(verbose_name="in the minutes of grace", default=False),
            ),
            (
                "lives_in_city",
                models.CharField(
                    verbose_name="lives in the city",
                    blank=True,
                    choices=CONFIRMATIONS,
                    max_length=8,
                ),
            ),
            (
                "is_of_age",
                models.BooleanField(
                    verbose_name="old enough",
                    help_text="Whether they said they have the call’s minimum age, where it has one.",
                    null=True,
                ),
            ),
            (
                "works_for_city",
                models.BooleanField(
                    verbose_name="works for the City",
                    help_text="Asked only where the call asks it.",
                    null=True,
                ),
            ),
            ("was_helped", models.BooleanField(verbose_name="somebody helped", default=False)),
            (
                "left_empty",
                ArrayField(
                    verbose_name="questions left empty",
                    base_field=models.CharField(max_length=80),
                    blank=True,
                    default=list,
                    help_text='What the web form requires and a paper left empty: "step-field".',
                    size=None,
                ),
            ),
            (
                "email_opens_about_you",
                models.BooleanField(
                    verbose_name="email opens about-you answers",
                    default=True,
                    help_text="Whether a link to the address in it opens the about-you answers: not if staff could have written that address.",
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
                    condition=models.Q(("received_at__range", MOMENTS)),
                    name="a_revision_came_between_2000_and_2099",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("received_at__lte", models.F("stored_at") + timedelta(seconds=300))
                    ),
                    name="what_is_stored_has_come",
                ),
                models.CheckConstraint(
                    condition=models.Q(("number__gte", 1)), name="revisions_are_numbered_from_one"
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
    history(
        "applications.Revision",
        [
            ("id", models.BigIntegerField()),
            ("application", link_in_history("applications.application")),
            ("number", models.PositiveSmallIntegerField(verbose_name="version")),
            ("is_current", models.BooleanField(verbose_name="current version", default=True)),
            ("submission_key", models.UUIDField()),
            ("language", models.CharField(choices=LANGUAGES, max_length=7)),
            ("received_at", models.DateTimeField(help_text="What the deadline was judged on.")),
            ("stored_at", models.DateTimeField(auto_now_add=True)),
            (
                "was_in_grace",
                models.BooleanField(verbose_name="in the minutes of grace", default=False),
            ),
            (
                "lives_in_city",
                models.CharField(
                    verbose_name="lives in the city",
                    blank=True,
                    choices=CONFIRMATIONS,
                    max_length=8,
                ),
            ),
            ("was_helped", models.BooleanField(verbose_name="somebody helped", default=False)),
            (
                "left_empty",
                ArrayField(
                    verbose_name="questions left empty",
                    base_field=models.CharField(max_length=80),
                    blank=True,
                    default=list,
                    help_text='What the web form requires and a paper left empty: "step-field".',
                    size=None,
                ),
            ),
            (
                "email_opens_about_you",
                models.BooleanField(
                    verbose_name="email opens about-you answers",
                    default=True,
                    help_text="Whether a link to the address in it opens the about-you answers: not if staff could have written that address.",
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="Question",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="questions", to="applications.call"
                ),
            ),
            ("key", models.SlugField()),
            ("part", models.CharField(choices=PARTS, max_length=12)),
            ("kind", models.CharField(choices=KINDS_OF_QUESTION, max_length=16)),
            ("order", models.PositiveSmallIntegerField()),
            ("is_required", models.BooleanField(verbose_name="must be answered", default=False)),
            ("is_scored", models.BooleanField(verbose_name="read by reviewers", default=False)),
            (
                "sensitivity",
                models.CharField(choices=SENSITIVITIES, default="ordinary", max_length=12),
            ),
            (
                "max_characters",
                models.PositiveSmallIntegerField(
                    verbose_name="most characters", blank=True, null=True
                ),
            ),
            *in_each_language("text", models.TextField),
            *in_each_language("help", models.TextField, blank=True),
        ],
        options={
            "ordering": ["call", "order"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("call", "key"), name="one_question_a_key"),
                models.UniqueConstraint(
                    deferrable=models.Deferrable.DEFERRED,
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
    history(
        "applications.Question",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("key", models.SlugField(db_index=False)),
            ("part", models.CharField(choices=PARTS, max_length=12)),
            ("kind", models.CharField(choices=KINDS_OF_QUESTION, max_length=16)),
            ("order", models.PositiveSmallIntegerField()),
            ("is_required", models.BooleanField(verbose_name="must be answered", default=False)),
            ("is_scored", models.BooleanField(verbose_name="read by reviewers", default=False)),
            (
                "sensitivity",
                models.CharField(choices=SENSITIVITIES, default="ordinary", max_length=12),
            ),
            (
                "max_characters",
                models.PositiveSmallIntegerField(
                    verbose_name="most characters", blank=True, null=True
                ),
            ),
            *in_each_language("text", models.TextField),
            *in_each_language("help", models.TextField, blank=True),
        ],
    ),
    migrations.CreateModel(
        name="Choice",
        fields=[
            ("id", key()),
            (
                "question",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="choices", to="applications.question"
                ),
            ),
            ("key", models.SlugField()),
            ("order", models.PositiveSmallIntegerField()),
            *in_each_language("text", models.CharField, max_length=200),
        ],
        options={
            "ordering": ["question", "order"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(fields=("question", "key"), name="one_choice_a_key"),
                models.UniqueConstraint(
                    deferrable=models.Deferrable.DEFERRED,
                    fields=("question", "order"),
                    name="each_choice_has_its_own_place",
                ),
            ],
        },
    ),
    history(
        "applications.Choice",
        [
            ("id", models.BigIntegerField()),
            ("question", link_in_history("applications.question")),
            ("key", models.SlugField(db_index=False)),
            ("order", models.PositiveSmallIntegerField()),
            *in_each_language("text", models.CharField, max_length=200),
        ],
    ),
    migrations.CreateModel(
        name="Answer",
        fields=[
            ("id", key()),
            (
                "question",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.question"
                ),
            ),
            (
                "choice",
                models.ForeignKey(
                    null=True, on_delete=models.PROTECT, related_name="+", to="applications.choice"
                ),
            ),
            ("text", models.TextField(blank=True)),
            (
                "revision",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="answers", to="applications.revision"
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
                    fields=("revision", "question", "choice"), name="answer_holds_a_choice_once"
                ),
            ],
        },
    ),
    history(
        "applications.Answer",
        [
            ("id", models.BigIntegerField()),
            ("question", link_in_history("applications.question")),
            ("revision", link_in_history("applications.revision")),
        ],
    ),
    migrations.CreateModel(
        name="Cluster",
        fields=[
            ("id", key()),
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
                        ("adult_share_percent__gte", 0), ("adult_share_percent__lte", 100)
                    ),
                    name="a_share_is_between_0_and_100_percent",
                )
            ],
        },
    ),
    history(
        "applications.Cluster",
        [
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
    ),
    migrations.CreateModel(
        name="Neighborhood",
        fields=[
            ("id", key()),
            ("slug", models.SlugField(unique=True)),
            *in_each_language("name", models.CharField, max_length=80),
            ("kind", models.CharField(choices=KINDS_OF_HOME, default="place", max_length=16)),
            (
                "cluster",
                models.ForeignKey(
                    blank=True, null=True, on_delete=models.PROTECT, to="applications.cluster"
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
                        models.Q(models.Q(("kind", "place"), _negated=True), ("cluster", None)),
                        _connector="OR",
                    ),
                    name="a_neighborhood_has_a_cluster_and_other_answers_have_none",
                )
            ],
        },
    ),
    history(
        "applications.Neighborhood",
        [
            ("id", models.BigIntegerField()),
            ("slug", models.SlugField(db_index=False)),
            *in_each_language("name", models.CharField, max_length=80),
            ("kind", models.CharField(choices=KINDS_OF_HOME, default="place", max_length=16)),
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
    ),
    migrations.CreateModel(
        name="ZipCode",
        fields=[
            ("id", key()),
            ("code", models.CharField(max_length=5, unique=True)),
            ("kind", models.CharField(choices=KINDS_OF_ZIP_CODE, max_length=12)),
            (
                "town",
                models.CharField(blank=True, help_text="For a ZIP code elsewhere.", max_length=60),
            ),
        ],
        options={
            "verbose_name": "ZIP code",
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
    history(
        "applications.ZipCode",
        [
            ("id", models.BigIntegerField()),
            ("code", models.CharField(max_length=5)),
            ("kind", models.CharField(choices=KINDS_OF_ZIP_CODE, max_length=12)),
            (
                "town",
                models.CharField(blank=True, help_text="For a ZIP code elsewhere.", max_length=60),
            ),
        ],
    ),
    migrations.CreateModel(
        name="ZipNeighborhood",
        fields=[
            ("id", key()),
            (
                "zip",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="neighborhoods",
                    verbose_name="ZIP code",
                    to="applications.zipcode",
                ),
            ),
            (
                "neighborhood",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="+", to="applications.neighborhood"
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
            "verbose_name": "neighborhood of a ZIP code",
            "ordering": [
                "zip_id",
                models.OrderBy(models.F("share_percent"), descending=True, nulls_last=True),
                "pk",
            ],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("zip", "neighborhood"), name="a_zip_code_names_a_neighborhood_once"
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
    history(
        "applications.ZipNeighborhood",
        [
            ("id", models.BigIntegerField()),
            ("zip", link_in_history("applications.zipcode", verbose_name="ZIP code")),
            ("neighborhood", link_in_history("applications.neighborhood")),
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
    ),
    migrations.CreateModel(
        name="SpokenLanguage",
        fields=[
            ("id", key()),
            ("code", models.SlugField(max_length=12, unique=True)),
            ("name", models.CharField(max_length=80)),
            ("endonym", models.CharField(max_length=80)),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={"ordering": ["order"], "default_permissions": ()},
    ),
    history(
        "applications.SpokenLanguage",
        [
            ("id", models.BigIntegerField()),
            ("code", models.SlugField(db_index=False, max_length=12)),
            ("name", models.CharField(max_length=80)),
            ("endonym", models.CharField(max_length=80)),
            ("order", models.PositiveSmallIntegerField()),
        ],
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
            ("post_address", models.TextField(verbose_name="mailing address", blank=True)),
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
                "wants_later_calls",
                models.BooleanField(
                    default=False,
                    help_text="Whether we may tell them when they can apply for something else.",
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
            ("zip_code", models.TextField(verbose_name="ZIP code", blank=True)),
            ("place_description", models.TextField(verbose_name="where they stay", blank=True)),
            (
                "is_complete",
                models.BooleanField(
                    verbose_name="complete",
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
                            ("wants_later_calls", False),
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
    history(
        "applications.Contact",
        [
            ("revision", link_in_history("applications.revision", serialize=False)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
            (
                "is_complete",
                models.BooleanField(
                    verbose_name="complete",
                    default=True,
                    help_text="False where a paper gave no name, no way or no neighborhood.",
                ),
            ),
        ],
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
        options={"verbose_name_plural": "languages and support", "default_permissions": ()},
    ),
    history(
        "applications.Support",
        [("revision", link_in_history("applications.revision", serialize=False))],
    ),
    migrations.CreateModel(
        name="ContactLogEntry",
        fields=[
            ("id", key()),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            ("entry_key", models.UUIDField(default=uuid4, unique=True)),
            ("way", models.CharField(choices=WAYS, max_length=10)),
            ("outcome", models.CharField(choices=OUTCOMES, max_length=12)),
            ("topic", models.CharField(choices=TOPICS, max_length=12)),
            ("happened_at", models.DateTimeField(default=timezone.now)),
            ("note", models.TextField(blank=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    condition=models.Q(("happened_at__range", MOMENTS)),
                    name="a_contact_was_between_2000_and_2099",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("happened_at__lte", models.F("at") + timedelta(seconds=300))
                    ),
                    name="what_is_logged_has_happened",
                ),
            ],
        },
    ),
    history(
        "applications.ContactLogEntry",
        [
            ("id", models.BigIntegerField()),
            ("application", link_in_history("applications.application")),
            ("entry_key", models.UUIDField(default=uuid4)),
            ("way", models.CharField(choices=WAYS, max_length=10)),
            ("outcome", models.CharField(choices=OUTCOMES, max_length=12)),
            ("topic", models.CharField(choices=TOPICS, max_length=12)),
            ("happened_at", models.DateTimeField(default=timezone.now)),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
    ),
    migrations.CreateModel(
        name="Draft",
        fields=[
            (
                "submission_key",
                models.UUIDField(default=uuid4, editable=False, primary_key=True, serialize=False),
            ),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.call"
                ),
            ),
            ("reference", models.CharField(max_length=16, unique=True)),
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
            ("typed", models.JSONField(default=dict)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("saved_at", models.DateTimeField(default=timezone.now)),
            ("reminded_at", models.DateTimeField(null=True)),
            (
                "email_opens_about_you",
                models.BooleanField(default=True, help_text="As on the revision that it becomes."),
            ),
        ],
        options={
            "default_permissions": (),
            "indexes": [models.Index(fields=["saved_at"], name="application_saved_a_de8bc6_idx")],
            "constraints": [
                models.CheckConstraint(
                    condition=LessThanOrEqual(Length(Cast("typed", models.TextField())), 600000),
                    name="a_draft_holds_so_much_typed_text_and_no_more",
                )
            ],
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
                models.JSONField(help_text="Null until the step was found right.", null=True),
            ),
            (
                "typed",
                models.JSONField(help_text="Null while nothing is held unjudged.", null=True),
            ),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=LessThanOrEqual(Length(Cast("typed", models.TextField())), 60000),
                    name="about_you_holds_so_much_typed_text_and_no_more",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="PossibleDuplicate",
        fields=[
            ("id", key()),
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
                ArrayField(
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
            ("id", key()),
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
            ("number", models.PositiveSmallIntegerField()),
            ("verdict", models.CharField(choices=DUPLICATE_RESULTS, max_length=16)),
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
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("first", "second", "number"), name="one_duplicate_mark_a_number"
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
                            models.Q(("verdict", "same_person"), _negated=True), ("set_aside", None)
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
    history(
        "applications.DuplicateMark",
        [
            ("id", models.BigIntegerField()),
            ("first", link_in_history("applications.application")),
            ("second", link_in_history("applications.application")),
            ("number", models.PositiveSmallIntegerField()),
            ("verdict", models.CharField(choices=DUPLICATE_RESULTS, max_length=16)),
            ("set_aside", link_in_history("applications.application", null=True)),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField(auto_now_add=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
    ),
    migrations.CreateModel(
        name="DuplicateKey",
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
            "default_permissions": (),
            "indexes": [
                GinIndex(
                    fields=["full_key"], name="matched_by_full_name", opclasses=["gin_trgm_ops"]
                ),
                GinIndex(
                    fields=["chosen_key"], name="matched_by_chosen_name", opclasses=["gin_trgm_ops"]
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
        name="Erasure",
        fields=[
            ("id", key()),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            (
                "status",
                models.CharField(choices=ERASURE_STATUSES, default="requested", max_length=10),
            ),
            ("asker", models.CharField(choices=PEOPLE, max_length=10)),
            ("authorization", models.CharField(max_length=200)),
            (
                "requested_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
            ("rows_erased", models.PositiveIntegerField(verbose_name="records erased", default=0)),
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
                            ("settled_at", None), ("settled_by", None), ("status", "requested")
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
    history(
        "applications.Erasure",
        [
            ("id", models.BigIntegerField()),
            ("application", link_in_history("applications.application")),
            (
                "status",
                models.CharField(choices=ERASURE_STATUSES, default="requested", max_length=10),
            ),
            ("asker", models.CharField(choices=PEOPLE, max_length=10)),
            ("authorization", models.CharField(max_length=200)),
            ("requested_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("requested_at", models.DateTimeField(auto_now_add=True)),
            ("settled_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("settled_at", models.DateTimeField(null=True)),
            ("rows_erased", models.PositiveIntegerField(verbose_name="records erased", default=0)),
        ],
    ),
    migrations.CreateModel(
        name="DeadlineExtension",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="extensions", to="applications.call"
                ),
            ),
            ("was_closing_at", models.DateTimeField()),
            ("closes_at", models.DateTimeField()),
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
            "ordering": ["call", "at"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("closes_at__gt", models.F("was_closing_at"))),
                    name="an_extension_is_later",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("closes_at__range", MOMENTS), ("was_closing_at__range", MOMENTS)
                    ),
                    name="an_extension_is_to_a_day_between_2000_and_2099",
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
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                        models.Q(("accepted", None), ("decided_at", None), ("decided_by", None)),
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
                        ("accepted", False), ("erased_at", None), ("note", ""), _negated=True
                    ),
                    name="a_refused_late_entry_says_why",
                ),
            ],
        },
    ),
    history(
        "applications.LateEntry",
        [
            ("application", link_in_history("applications.application", serialize=False)),
            ("asked_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("accepted", models.BooleanField(null=True)),
            ("decided_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
    ),
    migrations.CreateModel(
        name="LegalHold",
        fields=[
            ("id", key()),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            ("reason", models.CharField(max_length=200)),
            (
                "placed_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    condition=models.Q(("reason", ""), _negated=True), name="a_hold_says_why"
                ),
            ],
        },
    ),
    history(
        "applications.LegalHold",
        [
            ("id", models.BigIntegerField()),
            ("application", link_in_history("applications.application")),
            ("reason", models.CharField(max_length=200)),
            ("placed_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("placed_at", models.DateTimeField(auto_now_add=True)),
            ("lifted_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("lifted_at", models.DateTimeField(null=True)),
        ],
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
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("entered_at", models.DateTimeField(auto_now_add=True)),
            (
                "is_correction",
                models.BooleanField(verbose_name="corrects a typing error", default=False),
            ),
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
            ("agrees", models.BooleanField(verbose_name="second check agrees", null=True)),
            ("differences", models.TextField(blank=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("postmarked_on__range", DAYS)),
                    name="a_postmark_is_between_2000_and_2099",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("postmarked_on", None),
                        ("postmarked_on__lte", TruncDate("entered_at", tzinfo=UTC)),
                        _connector="OR",
                    ),
                    name="a_postmark_is_older_than_its_entry",
                ),
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
                        ("agrees", False), ("differences", ""), ("erased_at", None), _negated=True
                    ),
                    name="a_check_that_finds_differences_lists_them",
                ),
            ],
        },
    ),
    history(
        "applications.PaperEntry",
        [
            ("revision", link_in_history("applications.revision", serialize=False)),
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
            ("entered_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("entered_at", models.DateTimeField(auto_now_add=True)),
            (
                "is_correction",
                models.BooleanField(verbose_name="corrects a typing error", default=False),
            ),
            ("checked_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("checked_at", models.DateTimeField(null=True)),
            ("agrees", models.BooleanField(verbose_name="second check agrees", null=True)),
            ("erased_at", models.DateTimeField(editable=False, null=True)),
        ],
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
            ("kind", models.CharField(choices=BLANKINGS, max_length=8)),
            ("text", models.TextField(blank=True)),
            ("words", models.TextField(blank=True, help_text="What is blanked, one a line.")),
            ("version", models.PositiveSmallIntegerField()),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
    history(
        "applications.Redaction",
        [
            ("answer", link_in_history("applications.answer", serialize=False)),
            ("kind", models.CharField(choices=BLANKINGS, max_length=8)),
            ("version", models.PositiveSmallIntegerField()),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField(auto_now=True)),
        ],
    ),
    migrations.CreateModel(
        name="AboutYouAnswer",
        fields=[
            ("id", key()),
            (
                "question",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.question"
                ),
            ),
            (
                "choice",
                models.ForeignKey(
                    null=True, on_delete=models.PROTECT, related_name="+", to="applications.choice"
                ),
            ),
            ("text", models.TextField(blank=True)),
            (
                "revision",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.revision"
                ),
            ),
        ],
        options={
            "verbose_name": "about-you answer",
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
    history(
        "applications.AboutYouAnswer",
        [
            ("id", models.BigIntegerField()),
            ("question", link_in_history("applications.question")),
            ("revision", link_in_history("applications.revision")),
        ],
    ),
    migrations.CreateModel(
        name="ResidencyCheck",
        fields=[
            ("id", key()),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("status", models.CharField(choices=RESIDENCY, max_length=14)),
            ("reason", models.TextField(blank=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "number"), name="one_residency_check_a_number"
                ),
                models.CheckConstraint(
                    condition=models.Q(("number__gte", 1)),
                    name="residency_checks_are_numbered_from_one",
                ),
            ],
        },
    ),
    history(
        "applications.ResidencyCheck",
        [
            ("id", models.BigIntegerField()),
            ("application", link_in_history("applications.application")),
            ("number", models.PositiveSmallIntegerField()),
            ("status", models.CharField(choices=RESIDENCY, max_length=14)),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
    ),
    migrations.CreateModel(
        name="ScannedPage",
        fields=[
            ("id", key()),
            (
                "paper_entry",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="scanned_pages",
                    to="applications.paperentry",
                ),
            ),
            ("name", models.CharField(max_length=32, unique=True)),
            ("digest", models.CharField(help_text="SHA-256 of the picture.", max_length=64)),
            ("width", models.PositiveIntegerField(help_text="Pixels.")),
            ("height", models.PositiveIntegerField(help_text="Pixels.")),
            ("size_bytes", models.PositiveIntegerField()),
            (
                "added_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    fields=("paper_entry", "digest"), name="a_scanned_page_is_kept_once_an_entry"
                ),
            ],
        },
    ),
    history(
        "applications.ScannedPage",
        [
            ("id", models.BigIntegerField()),
            ("paper_entry", link_in_history("applications.paperentry")),
            ("width", models.PositiveIntegerField(help_text="Pixels.")),
            ("height", models.PositiveIntegerField(help_text="Pixels.")),
            ("size_bytes", models.PositiveIntegerField()),
            ("added_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("added_at", models.DateTimeField(auto_now_add=True)),
        ],
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
            ("status", models.CharField(choices=STATUSES, max_length=10)),
            ("channel", models.CharField(choices=CHANNELS, max_length=10)),
            ("language", models.CharField(choices=LANGUAGES, max_length=7)),
            ("residency", models.CharField(choices=RESIDENCY, max_length=14)),
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
                GinIndex(
                    fields=["search_text"],
                    name="search_text_by_trigrams",
                    opclasses=["gin_trgm_ops"],
                ),
                models.Index(fields=["-received_at", "-application"], name="entries_newest_first"),
                models.Index(
                    fields=["call", "-received_at", "-application"], name="entries_by_call"
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
        name="Office",
        fields=[
            ("id", key()),
            ("key", models.SlugField(default="office", editable=False, unique=True)),
            *in_each_language("city", models.CharField, max_length=80),
            *in_each_language("name", models.CharField, max_length=120),
            ("phone", models.CharField(blank=True, max_length=40)),
            ("email", models.EmailField(blank=True, max_length=254)),
        ],
        options={
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("key", "office")), name="there_is_one_office"
                )
            ],
        },
    ),
    history(
        "applications.Office",
        [
            ("id", models.BigIntegerField()),
            ("key", models.SlugField(db_index=False, default="office", editable=False)),
            *in_each_language("city", models.CharField, max_length=80),
            *in_each_language("name", models.CharField, max_length=120),
            ("phone", models.CharField(blank=True, max_length=40)),
            ("email", models.EmailField(blank=True, max_length=254)),
        ],
    ),
    migrations.CreateModel(
        name="Notice",
        fields=[
            ("id", key()),
            ("key", models.SlugField(unique=True)),
            *in_each_language("title", models.CharField, max_length=160),
            *in_each_language("body", models.TextField),
            ("starts_on", models.DateField()),
            ("ends_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "ordering": ["starts_on"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                    ),
                    name="a_notice_ends_after_it_starts",
                ),
                models.CheckConstraint(
                    condition=models.Q(("ends_on__range", DAYS), ("starts_on__range", DAYS)),
                    name="a_notice_stands_between_2000_and_2099",
                ),
            ],
        },
    ),
    history(
        "applications.Notice",
        [
            ("id", models.BigIntegerField()),
            ("key", models.SlugField(db_index=False)),
            *in_each_language("title", models.CharField, max_length=160),
            *in_each_language("body", models.TextField),
            ("starts_on", models.DateField()),
            ("ends_on", models.DateField(blank=True, null=True)),
        ],
    ),
    migrations.CreateModel(
        name="Page",
        fields=[
            ("id", key()),
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
            *in_each_language("title", models.CharField, max_length=160),
            *in_each_language("body", models.TextField),
            ("order", models.PositiveSmallIntegerField()),
        ],
        options={
            "ordering": ["order"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("key", "home"), _negated=True), ("call", None), _connector="OR"
                    ),
                    name="the_home_page_belongs_to_no_call",
                )
            ],
        },
    ),
    history(
        "applications.Page",
        [
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
            *in_each_language("title", models.CharField, max_length=160),
            *in_each_language("body", models.TextField),
            ("order", models.PositiveSmallIntegerField()),
        ],
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
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("set_at", models.DateTimeField()),
        ],
        options={"default_permissions": ()},
    ),
    history(
        "applications.AnswerLanguage",
        [
            ("answer", link_in_history("applications.answer", serialize=False)),
            ("set_by", link_in_history(settings.AUTH_USER_MODEL)),
            ("set_at", models.DateTimeField()),
        ],
    ),
    migrations.CreateModel(
        name="Translation",
        fields=[
            ("id", key()),
            (
                "answer",
                models.OneToOneField(
                    on_delete=models.PROTECT, related_name="translation", to="applications.answer"
                ),
            ),
            ("language", models.CharField(choices=LANGUAGES_READ, max_length=7)),
            (
                "status",
                models.CharField(choices=TRANSLATION_STATUSES, default="draft", max_length=8),
            ),
            ("text", models.TextField(blank=True)),
            ("note", models.TextField(blank=True, help_text="Why it was sent back last.")),
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
                        ("status", "draft"), models.Q(("text", ""), _negated=True), _connector="OR"
                    ),
                    name="a_finished_translation_has_words",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            models.Q(("claimed_at__isnull", True), ("claimed_by__isnull", True)),
                            models.Q(("claimed_at__isnull", False), ("claimed_by__isnull", False)),
                            _connector="OR",
                        ),
                        models.Q(
                            models.Q(
                                ("translated_at__isnull", True), ("translated_by__isnull", True)
                            ),
                            models.Q(
                                ("translated_at__isnull", False), ("translated_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        models.Q(
                            models.Q(
                                ("sent_back_at__isnull", True), ("sent_back_by__isnull", True)
                            ),
                            models.Q(
                                ("sent_back_at__isnull", False), ("sent_back_by__isnull", False)
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
    history(
        "applications.Translation",
        [
            ("id", models.BigIntegerField()),
            ("answer", link_in_history("applications.answer")),
            (
                "status",
                models.CharField(choices=TRANSLATION_STATUSES, default="draft", max_length=8),
            ),
            ("claimed_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("claimed_at", models.DateTimeField(null=True)),
            ("translated_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("translated_at", models.DateTimeField(null=True)),
            ("checked_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("checked_at", models.DateTimeField(null=True)),
            ("sent_back_by", link_in_history(settings.AUTH_USER_MODEL, null=True)),
            ("sent_back_at", models.DateTimeField(null=True)),
        ],
    ),
    migrations.CreateModel(
        name="LanguageRead",
        fields=[
            ("id", key()),
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
    history(
        "applications.LanguageRead",
        [
            ("id", models.BigIntegerField()),
            ("user", link_in_history(settings.AUTH_USER_MODEL)),
            ("language", models.CharField(choices=LANGUAGES_READ, max_length=7)),
        ],
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
            ("asker", models.CharField(choices=PEOPLE, max_length=10)),
            ("way", models.CharField(choices=WAYS, max_length=10)),
            ("note", models.TextField(blank=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={"default_permissions": ()},
    ),
    history(
        "applications.WithdrawalRequest",
        [
            ("application", link_in_history("applications.application", serialize=False)),
            ("asker", models.CharField(choices=PEOPLE, max_length=10)),
            ("way", models.CharField(choices=WAYS, max_length=10)),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
    ),
    migrations.CreateModel(
        name="WordingCheck",
        fields=[
            ("id", key()),
            ("language", models.CharField(choices=TRANSLATED, max_length=7)),
            ("area", models.CharField(choices=AREAS, max_length=9)),
            ("office", models.CharField(max_length=120)),
            (
                "digests",
                ArrayField(
                    verbose_name="texts checked",
                    base_field=models.CharField(max_length=64),
                    size=None,
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
            "ordering": ["language", "-at"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("office", ""), _negated=True),
                    name="a_check_names_an_office",
                ),
                models.CheckConstraint(
                    condition=models.Q(("digests", []), _negated=True),
                    name="a_check_is_of_some_words",
                ),
                models.CheckConstraint(
                    condition=models.Q(("language", "en"), _negated=True),
                    name="a_check_is_never_of_english",
                ),
            ],
        },
    ),
    history(
        "applications.WordingCheck",
        [
            ("id", models.BigIntegerField()),
            ("language", models.CharField(choices=TRANSLATED, max_length=7)),
            ("area", models.CharField(choices=AREAS, max_length=9)),
            ("office", models.CharField(max_length=120)),
            (
                "digests",
                ArrayField(
                    verbose_name="texts checked",
                    base_field=models.CharField(max_length=64),
                    size=None,
                ),
            ),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
    ),
    migrations.CreateModel(
        name="WordingWaiver",
        fields=[
            ("id", key()),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="wording_waivers", to="applications.call"
                ),
            ),
            ("language", models.CharField(choices=TRANSLATED, max_length=7)),
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
            "ordering": ["call", "language"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("call", "language"), name="a_language_of_a_call_is_waived_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True), name="a_waiver_has_a_reason"
                ),
            ],
        },
    ),
    history(
        "applications.WordingWaiver",
        [
            ("id", models.BigIntegerField()),
            ("call", link_in_history("applications.call")),
            ("language", models.CharField(choices=TRANSLATED, max_length=7)),
            ("reason", models.TextField()),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_tables"),
    ]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        CreateModels(TABLES),
    ]
