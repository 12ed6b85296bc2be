"""What the clerk's desk adds: permissions, and what the access log can say."""

from django.db import migrations, models

from core.permissions import store_roles


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_roles'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='user',
            options={'default_permissions': (), 'permissions': [('view_applications', 'Read applications with names and contacts'), ('enter_paper', 'Enter applications from paper'), ('see_scans', 'See scanned paper forms'), ('reissue_codes', 'Give out a new private code at the counter'), ('decide_late', 'Decide whether a late application counts'), ('review', 'Score assigned applications'), ('assign_reviews', 'Assign reviewers and see all scores'), ('choose_members', 'Choose members against the targets'), ('release_decisions', 'Release decisions made by somebody else'), ('approve_stipends', 'Approve stipends'), ('pay_stipends', 'Record stipend payments'), ('read_access_log', 'Read who opened what'), ('manage_accounts', 'Manage staff accounts')], 'verbose_name': 'account'},
        ),
        migrations.AlterField(
            model_name='accessevent',
            name='what',
            field=models.CharField(choices=[('application_list', 'list of applications'), ('application', 'application with contacts'), ('paper_entry', 'paper entry, to check or correct'), ('scan', 'scanned page'), ('counter_search', 'search at the counter'), ('private_code', 'private code on a slip')], max_length=32),
        ),
        migrations.RunPython(store_roles, migrations.RunPython.noop),
    ]
