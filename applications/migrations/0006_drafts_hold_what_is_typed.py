"""Pages are held as they were typed until they are found right."""

from django.db import migrations, models
from django.db.models.functions import Cast, Length
from django.db.models.lookups import LessThanOrEqual


def at_most(characters: int, name: str) -> models.CheckConstraint:
    length = Length(Cast("typed", models.TextField()))
    return models.CheckConstraint(condition=LessThanOrEqual(length, characters), name=name)


class Migration(migrations.Migration):
    dependencies = [("applications", "0005_what_the_form_asks_for")]

    operations = [
        migrations.AddField("draft", "typed", models.JSONField(default=dict)),
        migrations.AddField(
            "aboutyoudraft",
            "typed",
            models.JSONField(help_text="Null while nothing is held unjudged.", null=True),
        ),
        migrations.AlterField(
            "aboutyoudraft",
            "answers",
            models.JSONField(help_text="Null until the step was found right.", null=True),
        ),
        migrations.AddConstraint(
            "draft", at_most(600_000, "a_draft_holds_so_much_typed_text_and_no_more")
        ),
        migrations.AddConstraint(
            "aboutyoudraft", at_most(60_000, "about_you_holds_so_much_typed_text_and_no_more")
        ),
    ]
