"""The access log tells of briefings about panels and of proofs."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_equity_officers_are_invited'),
    ]

    operations = [
        migrations.AlterField(
            model_name='accessevent',
            name='what',
            field=models.CharField(choices=[('application_list', 'list of applications'), ('application', 'application with contacts'), ('answers', 'answers of an application'), ('answer', 'answer to translate'), ('contact', 'contact details'), ('about_you', 'about-you answers'), ('export', 'export of applications'), ('paper_entry', 'paper entry, to check or correct'), ('scan', 'scanned page'), ('counter_search', 'search at the counter'), ('duplicate_hint', 'hint of a duplicate at paper entry'), ('comparison', 'comparison of possible duplicates'), ('private_code', 'private code on a slip'), ('briefing', 'briefing about a panel'), ('proof', 'proof of a proposal, with what it rests on')], max_length=32),
        ),
    ]
