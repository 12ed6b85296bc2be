"""What members ask for, in English; and a step that says who without email was told of an end."""

from django.conf import settings
from django.db import migrations, models

from core.migration_operations import ChangeTables, CreateModels
from core.migration_tables import history, link_in_history

STEPS = [
    ("made", "offered"),
    ("reminded", "reminded"),
    ("extended", "given more time"),
    ("asked_to_talk", "asked to talk first"),
    ("accepted", "accepted"),
    ("stipend_declined", "wants no stipend"),
    ("declined", "declined"),
    ("lapsed", "no answer in time"),
    ("taken_back", "taken back"),
    ("vacated", "left the seat"),
    ("told", "told on paper or by phone"),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("selection", "0009_a_draw_takes_place_in_this_century"),
    ]

    operations = [
        ChangeTables(
            [
                CreateModels(
                    [
                        migrations.CreateModel(
                            name="NeedInEnglish",
                            fields=[
                                (
                                    "seat",
                                    models.OneToOneField(
                                        on_delete=models.PROTECT,
                                        primary_key=True,
                                        related_name="in_english",
                                        serialize=False,
                                        to="selection.seat",
                                    ),
                                ),
                                ("asked", models.TextField()),
                                ("text", models.TextField()),
                                ("at", models.DateTimeField(auto_now=True)),
                                (
                                    "by",
                                    models.ForeignKey(
                                        on_delete=models.PROTECT,
                                        related_name="+",
                                        to=settings.AUTH_USER_MODEL,
                                    ),
                                ),
                            ],
                            options={
                                "verbose_name": "need in English",
                                "verbose_name_plural": "needs in English",
                                "default_permissions": (),
                            },
                        ),
                        history(
                            "selection.NeedInEnglish",
                            [
                                ("at", models.DateTimeField(auto_now=True)),
                                ("by", link_in_history(settings.AUTH_USER_MODEL)),
                                ("seat", link_in_history("selection.seat", serialize=False)),
                            ],
                        ),
                    ]
                ),
                migrations.AlterField(
                    model_name="offerstep",
                    name="kind",
                    field=models.CharField(choices=STEPS, max_length=16),
                ),
            ]
        )
    ]
