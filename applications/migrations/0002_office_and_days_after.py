"""The city and its office on every page; what a call says of the time after its deadline."""

from collections.abc import Callable
from functools import partial

import pghistory.utils
from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform

from core.migration_operations import AddFields, CreateModels

LANGUAGES = [
    "en", "es", "ht", "zh_hant", "zh_hans", "vi", "kea", "ru", "ar", "pt_br", "fr", "so",
]  # fmt: skip


def worded(name: str, field: Callable[..., models.Field]) -> dict[str, models.Field]:
    """A column in each language, beside the one that modeltranslation reads them by."""
    return {name: field(), **{f"{name}_{code}": field(null=True) for code in LANGUAGES}}


OFFICE = [
    *worded("city", partial(models.CharField, max_length=80)).items(),
    *worded("name", partial(models.CharField, max_length=120)).items(),
    ("phone", models.CharField(max_length=40, blank=True)),
    ("email", models.EmailField(max_length=254, blank=True)),
]
NEWEST = (
    models.OrderBy(models.F("pgh_created_at"), descending=True),
    models.OrderBy(models.F("pgh_id"), descending=True),
)
CALL = {
    "answers_until": models.DateField(
        null=True, blank=True, help_text="The day by which everyone gets an answer."
    ),
    "meets_from": models.DateField(null=True, blank=True, help_text="The first meeting."),
    "meets_until": models.DateField(null=True, blank=True, help_text="The last meeting."),
    **worded(
        "stipend_when",
        partial(models.TextField, blank=True, help_text="When and how the stipend is paid."),
    ),
    **worded("counter_hours", partial(models.CharField, max_length=160, blank=True)),
}


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Office",
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
                        ("key", models.SlugField(default="office", editable=False, unique=True)),
                        *OFFICE,
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
                migrations.CreateModel(
                    name="OfficeEvent",
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
                                to="applications.office",
                            ),
                        ),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "key",
                            models.SlugField(db_index=False, default="office", editable=False),
                        ),
                        *OFFICE,
                    ],
                    options={
                        "default_permissions": (),
                        "indexes": [
                            models.Index(
                                fields=["-pgh_created_at", "-pgh_id"], name="office_by_time"
                            ),
                            models.Index(
                                KeyTextTransform("action", "pgh_context"),
                                *NEWEST,
                                name="office_by_action",
                            ),
                            models.Index(
                                KeyTextTransform("user", "pgh_context"),
                                *NEWEST,
                                name="office_by_person",
                            ),
                        ],
                    },
                ),
            ]
        ),
        AddFields({"call": CALL, "callevent": CALL}),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
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
        ),
    ]
