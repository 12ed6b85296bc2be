"""Permissions for keeping records and exporting them; why somebody looked."""

from django.db import migrations, models

from core.permissions import store_roles


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_roles'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='user',
            options={'default_permissions': (), 'permissions': [('view_applications', 'Read applications with names and contacts'), ('open_about_you', 'Open about-you answers, with a reason'), ('keep_records', 'Check residency, note contacts, withdraw for somebody'), ('redact_answers', 'Blank identifying words for reviewers'), ('erase_people', 'Erase withdrawn people; hold records for the law'), ('export_applications', 'Export applications'), ('enter_paper', 'Enter applications from paper'), ('review', 'Score assigned applications'), ('assign_reviews', 'Assign reviewers and see all scores'), ('choose_members', 'Choose members against the targets'), ('release_decisions', 'Release decisions made by somebody else'), ('approve_stipends', 'Approve stipends'), ('pay_stipends', 'Record stipend payments'), ('read_access_log', 'Read who opened what'), ('manage_accounts', 'Manage staff accounts')], 'verbose_name': 'account'},
        ),
        migrations.AddField(
            model_name='accessevent',
            name='reason',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='accessevent',
            name='what',
            field=models.CharField(choices=[('application_list', 'list of applications'), ('application', 'application with contacts'), ('answers', 'answers of an application'), ('contact', 'contact details'), ('about_you', 'about-you answers'), ('export', 'export of applications')], max_length=32),
        ),
        migrations.AddIndex(
            model_name='accessevent',
            index=models.Index(fields=['object_id', 'what'], name='access_events_by_object'),
        ),
        migrations.RunPython(store_roles, migrations.RunPython.noop),
    ]
