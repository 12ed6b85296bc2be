"""Answers that went to translators outside: the files, and which answers each of them had."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from core.migration_operations import CreateModels
from core.migration_tables import history, key, link_in_history

APPLICATION, ANSWER = "applications.application", "applications.answer"
FILE = "applications.handout"
LANGUAGES = [
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


def _to_staff(*, null=False):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=null)


def _staff_then(*, null=False):
    return link_in_history(settings.AUTH_USER_MODEL, null=null)


def _file(staff):
    return [
        ("language", models.CharField(max_length=7, choices=LANGUAGES)),
        ("vendor", models.CharField("handed to", max_length=120)),
        ("by", staff()),
        ("at", models.DateTimeField("handed out at", auto_now_add=True)),
        ("deletion_noted_by", staff(null=True)),
        ("deletion_noted_at", models.DateTimeField("said to be deleted at", null=True)),
    ]


TABLES = [
    migrations.CreateModel(
        name="HandOut",
        fields=[("id", key()), *_file(_to_staff)],
        options={
            "verbose_name": "file handed to translators",
            "verbose_name_plural": "files handed to translators",
            "ordering": ["-pk"],
            "default_permissions": (),
            "constraints": [
                models.CheckConstraint(
                    condition=~Q(vendor=""), name="a_file_handed_out_says_who_has_it"
                ),
                models.CheckConstraint(
                    condition=Q(deletion_noted_by=None, deletion_noted_at=None)
                    | Q(deletion_noted_by__isnull=False, deletion_noted_at__isnull=False),
                    name="a_deletion_at_the_vendor_says_who_noted_it_and_when",
                ),
            ],
        },
    ),
    history("applications.HandOut", [("id", models.BigIntegerField()), *_file(_staff_then)]),
    migrations.CreateModel(
        name="HandedOutAnswer",
        fields=[
            ("id", key()),
            ("hand_out", models.ForeignKey(FILE, models.PROTECT, related_name="answers")),
            ("application", models.ForeignKey(APPLICATION, models.PROTECT, related_name="+")),
            ("answer", models.ForeignKey(ANSWER, models.SET_NULL, null=True, related_name="+")),
            ("came_back_at", models.DateTimeField(null=True)),
        ],
        options={
            "verbose_name": "answer handed to translators",
            "verbose_name_plural": "answers handed to translators",
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(
                    fields=["hand_out", "answer"], name="an_answer_stands_in_a_file_once"
                )
            ],
        },
    ),
    history(
        "applications.HandedOutAnswer",
        [
            ("id", models.BigIntegerField()),
            ("hand_out", link_in_history(FILE)),
            ("application", link_in_history(APPLICATION)),
            ("answer", link_in_history(ANSWER, null=True)),
            ("came_back_at", models.DateTimeField(null=True)),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_applications_come_from_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [CreateModels(TABLES)]
