"""What comparing possible duplicates adds: a permission, and what the access log can say."""

from django.db import migrations, models

from core.permissions import Permission, store_roles


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_history_and_practice'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='user',
            options={'default_permissions': (), 'permissions': Permission.choices, 'verbose_name': 'account'},
        ),
        migrations.AlterField(
            model_name='accessevent',
            name='what',
            field=models.CharField(choices=[('application_list', 'list of applications'), ('application', 'application with contacts'), ('answers', 'answers of an application'), ('answer', 'answer to translate'), ('contact', 'contact details'), ('about_you', 'about-you answers'), ('export', 'export of applications'), ('paper_entry', 'paper entry, to check or correct'), ('scan', 'scanned page'), ('counter_search', 'search at the counter'), ('duplicate_hint', 'hint of a duplicate at paper entry'), ('comparison', 'comparison of possible duplicates'), ('private_code', 'private code on a slip')], max_length=32),
        ),
        migrations.RunPython(store_roles, migrations.RunPython.noop),
    ]
