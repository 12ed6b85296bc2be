"""Scores of a call as versions; people whom readers list; more readings; reminders."""

from django.conf import settings
from django.db import migrations, models

from core.migration_operations import AddFields, ChangeTables, CreateModels
from core.migration_tables import history, key, link_in_history

TABLES = [
    migrations.CreateModel(
        name="ListedPerson",
        fields=[
            ("id", key()),
            ("name", models.CharField(max_length=200)),
            (
                "note",
                models.CharField(blank=True, max_length=200, verbose_name="how they know them"),
            ),
            ("listed_at", models.DateTimeField(auto_now_add=True)),
            ("removed_at", models.DateTimeField(null=True)),
            (
                "application",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="applications.application",
                ),
            ),
            (
                "reader",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="listed_people", to="reviewers.reader"
                ),
            ),
        ],
        options={
            "verbose_name_plural": "listed people",
            "ordering": ["reader", "pk"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("name", ""), _negated=True),
                        ("application__isnull", False),
                        _connector="OR",
                    ),
                    name="a_listed_person_has_a_name_until_erased",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("removed_at", None), models.Q(("name", ""), _negated=True)),
                    fields=("reader", "name"),
                    name="a_reader_lists_a_name_once",
                ),
            ],
        },
    ),
    history(
        "reviewers.ListedPerson",
        [
            ("id", models.BigIntegerField()),
            ("listed_at", models.DateTimeField(auto_now_add=True)),
            ("removed_at", models.DateTimeField(null=True)),
            ("application", link_in_history("applications.application", null=True)),
            ("reader", link_in_history("reviewers.reader")),
        ],
    ),
    migrations.CreateModel(
        name="OtherPerson",
        fields=[
            ("id", key()),
            ("at", models.DateTimeField(auto_now_add=True)),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="applications.application"
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "listed",
                models.ForeignKey(
                    on_delete=models.CASCADE,
                    related_name="other_people",
                    to="reviewers.listedperson",
                ),
            ),
        ],
        options={
            "verbose_name_plural": "other people",
            "ordering": ["listed", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("listed", "application"), name="somebody_is_told_apart_once"
                ),
            ],
        },
    ),
    history(
        "reviewers.OtherPerson",
        [
            ("id", models.BigIntegerField()),
            ("at", models.DateTimeField(auto_now_add=True)),
            ("application", link_in_history("applications.application")),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
            ("listed", link_in_history("reviewers.listedperson")),
        ],
    ),
    migrations.CreateModel(
        name="ScoreVersion",
        fields=[
            ("id", key()),
            ("number", models.PositiveSmallIntegerField()),
            (
                "ranking_score",
                models.CharField(
                    choices=[("raw", "the raw score"), ("adjusted", "the adjusted score")],
                    max_length=8,
                ),
            ),
            ("fewest_readings", models.PositiveSmallIntegerField()),
            ("reviews", models.PositiveIntegerField()),
            ("unit", models.BigIntegerField()),
            ("penalty", models.PositiveSmallIntegerField()),
            (
                "groups",
                models.PositiveSmallIntegerField(
                    verbose_name="groups of readers who share no application"
                ),
            ),
            ("not_ranked", models.TextField(blank=True)),
            ("input_digest", models.CharField(max_length=64)),
            ("made_at", models.DateTimeField(auto_now_add=True)),
            (
                "call",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="score_versions", to="applications.call"
                ),
            ),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "rubric",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="reviewers.rubric"
                ),
            ),
        ],
        options={
            "ordering": ["call", "-number"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("call", "number"), name="one_score_version_a_number"
                ),
                models.CheckConstraint(
                    condition=models.Q(("number__gte", 1), ("unit__gte", 1)),
                    name="a_score_version_has_a_unit",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ScoreLine",
        fields=[
            ("id", key()),
            ("readings", models.PositiveSmallIntegerField()),
            ("place", models.PositiveIntegerField(null=True)),
            ("raw", models.BigIntegerField(null=True)),
            ("raw_error", models.PositiveSmallIntegerField(null=True)),
            ("lowest", models.BigIntegerField(null=True)),
            ("highest", models.BigIntegerField(null=True)),
            ("adjusted", models.PositiveSmallIntegerField(null=True)),
            ("adjusted_error", models.PositiveSmallIntegerField(null=True)),
            (
                "application",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="score_lines",
                    to="applications.application",
                ),
            ),
            (
                "version",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="lines", to="reviewers.scoreversion"
                ),
            ),
        ],
        options={
            "ordering": ["version", "place", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("version", "application"), name="one_line_an_application_a_version"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("adjusted", None),
                            ("highest", None),
                            ("lowest", None),
                            ("place", None),
                            ("raw", None),
                            ("readings", 0),
                        ),
                        models.Q(
                            ("adjusted__lte", 1000),
                            ("raw__gte", 0),
                            ("readings__gte", 1),
                            ("highest__isnull", False),
                            ("lowest__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="scores_come_with_readings",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="ReaderLevel",
        fields=[
            ("id", key()),
            ("points", models.SmallIntegerField()),
            ("error", models.PositiveSmallIntegerField(null=True)),
            ("readings", models.PositiveIntegerField()),
            ("shared", models.PositiveIntegerField()),
            ("has_no_spread", models.BooleanField()),
            ("group", models.PositiveSmallIntegerField(null=True)),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "version",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="levels", to="reviewers.scoreversion"
                ),
            ),
        ],
        options={
            "ordering": ["version", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("version", "user"), name="one_level_a_reader_a_version"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Disagreement",
        fields=[
            ("id", key()),
            ("points", models.SmallIntegerField()),
            (
                "review",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="reviewers.review"
                ),
            ),
            (
                "version",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="disagreements",
                    to="reviewers.scoreversion",
                ),
            ),
        ],
        options={
            "ordering": ["version", "pk"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=("version", "review"), name="one_disagreement_a_review_a_version"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="WantedReadings",
        fields=[
            (
                "application",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="wanted_readings",
                    serialize=False,
                    to="applications.application",
                ),
            ),
            ("readings", models.PositiveSmallIntegerField()),
            ("reason", models.TextField()),
            ("at", models.DateTimeField(auto_now=True)),
            (
                "by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
        ],
        options={
            "verbose_name_plural": "wanted readings",
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("readings__range", (1, 20)), models.Q(("reason", ""), _negated=True)
                    ),
                    name="wanted_readings_say_how_many_and_why",
                ),
            ],
        },
    ),
    history(
        "reviewers.WantedReadings",
        [
            ("readings", models.PositiveSmallIntegerField()),
            ("reason", models.TextField()),
            ("at", models.DateTimeField(auto_now=True)),
            ("application", link_in_history("applications.application", serialize=False)),
            ("by", link_in_history(settings.AUTH_USER_MODEL)),
        ],
    ),
]
COLUMNS = {
    "reader": {"reminded_at": models.DateTimeField(null=True)},
    "readerevent": {"reminded_at": models.DateTimeField(null=True)},
}


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("applications", "0002_search_finds_street_and_zip"),
        ("reviewers", "0002_rubrics_phases_and_readers"),
    ]

    operations = [ChangeTables([CreateModels(TABLES), AddFields(COLUMNS)])]
