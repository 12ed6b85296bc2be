"""Translators: their permission, their role, and what of theirs the access log tells."""

import django.contrib.postgres.fields
from django.db import migrations, models

from core.permissions import Permission, store_roles


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_the_clerks_desk'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='user',
            options={'default_permissions': (), 'permissions': Permission.choices, 'verbose_name': 'account'},
        ),
        migrations.AlterField(
            model_name='accessevent',
            name='what',
            field=models.CharField(choices=[('application_list', 'list of applications'), ('application', 'application with contacts'), ('answers', 'answers of an application'), ('answer', 'answer to translate'), ('contact', 'contact details'), ('about_you', 'about-you answers'), ('export', 'export of applications'), ('paper_entry', 'paper entry, to check or correct'), ('scan', 'scanned page'), ('counter_search', 'search at the counter'), ('private_code', 'private code on a slip')], max_length=32),
        ),
        migrations.RemoveConstraint(
            model_name='invitation',
            name='an_invitation_names_known_roles',
        ),
        migrations.AlterField(
            model_name='invitation',
            name='roles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('Clerk', 'Clerk'), ('Translator', 'Translator'), ('Reviewer', 'Reviewer'), ('Coordinator', 'Coordinator'), ('Finance', 'Finance'), ('Auditor', 'Auditor'), ('Administrator', 'Administrator')], max_length=20), size=None),
        ),
        migrations.AlterField(
            model_name='invitationevent',
            name='roles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('Clerk', 'Clerk'), ('Translator', 'Translator'), ('Reviewer', 'Reviewer'), ('Coordinator', 'Coordinator'), ('Finance', 'Finance'), ('Auditor', 'Auditor'), ('Administrator', 'Administrator')], max_length=20), size=None),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('roles__contained_by', ['Clerk', 'Translator', 'Reviewer', 'Coordinator', 'Finance', 'Auditor', 'Administrator'])), name='an_invitation_names_known_roles'),
        ),
        migrations.RunPython(store_roles, migrations.RunPython.noop),
    ]
