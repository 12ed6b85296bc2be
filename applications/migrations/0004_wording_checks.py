"""Which translations an office has checked, and where a call opens without."""

import django.contrib.postgres.fields
import pghistory.utils
from django.conf import settings
from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform

from core.migration_operations import CreateModels

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
AREAS = [
    ("consent", "consent"),
    ("privacy", "privacy"),
    ("stipend", "stipend"),
    ("crisis", "crisis help"),
    ("call", "the rest of the call"),
    ("site_text", "other pages and notices"),
    ("catalogue", "the site’s own words"),
]
CHECK = [
    ("language", models.CharField(choices=TRANSLATED, max_length=7)),
    ("area", models.CharField(choices=AREAS, max_length=9)),
    ("office", models.CharField(max_length=120)),
    (
        "digests",
        django.contrib.postgres.fields.ArrayField(
            base_field=models.CharField(max_length=64), size=None
        ),
    ),
    ("at", models.DateTimeField(auto_now_add=True)),
]
WAIVER = [
    ("language", models.CharField(choices=TRANSLATED, max_length=7)),
    ("reason", models.TextField()),
    ("at", models.DateTimeField(auto_now_add=True)),
]


def key():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def link(to, related_name):
    return models.ForeignKey(on_delete=models.PROTECT, related_name=related_name, to=to)


def link_in_history(to):
    return models.ForeignKey(
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        related_query_name="+",
        to=to,
    )


def history(of, fields):
    newest = [models.F("pgh_created_at").desc(), models.F("pgh_id").desc()]
    name = of.lower()
    return migrations.CreateModel(
        name=f"{of}Event",
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
                    to=f"applications.{name}",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.BigIntegerField()),
            *fields,
        ],
        options={
            "default_permissions": (),
            "indexes": [
                models.Index(fields=["-pgh_created_at", "-pgh_id"], name=f"{name}_by_time"),
                models.Index(
                    KeyTextTransform("action", "pgh_context"), *newest, name=f"{name}_by_action"
                ),
                models.Index(
                    KeyTextTransform("user", "pgh_context"), *newest, name=f"{name}_by_person"
                ),
            ],
        },
    )


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_access_that_ends")]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="WordingCheck",
                    fields=[
                        ("id", key()),
                        *CHECK,
                        ("by", link(settings.AUTH_USER_MODEL, "+")),
                    ],
                    options={
                        "default_permissions": (),
                        "ordering": ["language", "-at"],
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
                    "WordingCheck", [*CHECK, ("by", link_in_history(settings.AUTH_USER_MODEL))]
                ),
                migrations.CreateModel(
                    name="WordingWaiver",
                    fields=[
                        ("id", key()),
                        ("call", link("applications.call", "wording_waivers")),
                        *WAIVER,
                        ("by", link(settings.AUTH_USER_MODEL, "+")),
                    ],
                    options={
                        "default_permissions": (),
                        "ordering": ["call", "language"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("call", "language"),
                                name="a_language_of_a_call_is_waived_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="a_waiver_has_a_reason",
                            ),
                        ],
                    },
                ),
                history(
                    "WordingWaiver",
                    [
                        ("call", link_in_history("applications.call")),
                        *WAIVER,
                        ("by", link_in_history(settings.AUTH_USER_MODEL)),
                    ],
                ),
            ]
        )
    ]
