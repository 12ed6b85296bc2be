"""Age, work for the city and later calls have columns; drafts name the ways to reach somebody."""

from django.db import migrations, models

WAYS = {
    "email": "email",
    "phone": "phone",
    "post": "post_address",
    "pick_up": "wants_pick_up",
    "trusted": "trusted_contact",
}


def name_the_ways(apps, schema_editor):
    """In drafts from before, what is filled in is a way; else the page would show it closed."""
    for draft in apps.get_model("applications", "Draft").objects.filter(answers__has_key="contact"):
        contact = draft.answers["contact"]
        contact.setdefault("ways", [way for way, name in WAYS.items() if contact.get(name)])
        draft.save(update_fields=["answers"])


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_wording_checks"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="contact",
            name="an_erased_contact_holds_nothing",
        ),
        migrations.AddField(
            model_name="call",
            name="asks_city_employment",
            field=models.BooleanField(
                default=False, help_text="Whether applicants are asked if they work for the city."
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="minimum_age",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="In years. Empty: nobody is asked how old they are.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="callevent",
            name="asks_city_employment",
            field=models.BooleanField(
                default=False, help_text="Whether applicants are asked if they work for the city."
            ),
        ),
        migrations.AddField(
            model_name="callevent",
            name="minimum_age",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="In years. Empty: nobody is asked how old they are.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="wants_later_calls",
            field=models.BooleanField(
                default=False,
                help_text="Whether we may tell them when they can apply for something else.",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="is_of_age",
            field=models.BooleanField(
                help_text="Whether they said they have the call’s minimum age, where it has one.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="works_for_city",
            field=models.BooleanField(help_text="Asked only where the call asks it.", null=True),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_age", None),
                    models.Q(("minimum_age__gte", 1), ("minimum_age__lte", 99)),
                    _connector="OR",
                ),
                name="a_minimum_age_is_an_age",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
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
        ),
        migrations.RunPython(name_the_ways, migrations.RunPython.noop),
    ]
