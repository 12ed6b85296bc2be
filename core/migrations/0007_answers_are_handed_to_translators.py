"""The access log tells of answers in files for translators outside."""

from django.db import migrations, models

WHAT = [
    ("application_list", "list of applications"),
    ("application", "application with contacts"),
    ("answers", "answers of an application"),
    ("answer", "answer to translate"),
    ("contact", "contact details"),
    ("about_you", "about-you answers"),
    ("export", "export of applications"),
    ("paper_entry", "paper entry, to check or correct"),
    ("scan", "scanned page"),
    ("counter_search", "search at the counter"),
    ("duplicate_hint", "hint of a duplicate at paper entry"),
    ("comparison", "comparison of possible duplicates"),
    ("private_code", "private code on a slip"),
    ("briefing", "briefing about a panel"),
    ("proof", "proof of a proposal, with what it rests on"),
    ("file_to_import", "file of applications to bring in"),
    ("hand_out", "answers in a file for translators outside"),
]


class Migration(migrations.Migration):
    dependencies = [("core", "0006_sessions_say_whose_they_are")]

    operations = [
        migrations.AlterField("accessevent", "what", models.CharField(choices=WHAT, max_length=32)),
    ]
