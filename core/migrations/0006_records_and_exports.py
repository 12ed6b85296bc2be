"""Permissions for keeping records and exporting them; why somebody looked."""

from django.db import migrations, models

from core.permissions import Permission, store_roles


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_configure_calls'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='user',
            options={'default_permissions': (), 'permissions': Permission.choices, 'verbose_name': 'account'},
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
