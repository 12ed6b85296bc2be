"""Links and cookies of a generation; which addresses open the about-you answers."""

from django.db import migrations, models

GENERATION = models.PositiveSmallIntegerField(
    default=0, help_text="Of links and cookies: those of an older one open nothing."
)
OPENS = models.BooleanField(
    default=True,
    help_text="Whether a link to the address in it opens the about-you answers: not if staff "
    "could have written that address.",
)


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_office_and_days_after")]

    operations = [
        migrations.RemoveField("draft", "code_generation"),
        migrations.AddField(
            "draft",
            "email_opens_about_you",
            models.BooleanField(default=True, help_text="As on the revision that it becomes."),
        ),
        *(
            migrations.AddField(model, "session_generation", GENERATION)
            for model in ("application", "applicationevent")
        ),
        *(
            migrations.AddField(model, "email_opens_about_you", OPENS)
            for model in ("revision", "revisionevent")
        ),
    ]
