"""Erasures that a restore carried out again: who asked and who erased is lost."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.migration_operations import ChangeTables


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0003_lists_sort_by_name_reference_and_neighborhood'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [ChangeTables([
        migrations.RemoveConstraint(
            model_name='erasure',
            name='a_settled_erasure_says_who_and_when',
        ),
        migrations.RemoveConstraint(
            model_name='erasure',
            name='nobody_erases_what_they_requested',
        ),
        migrations.AddField(
            model_name='erasure',
            name='is_repeated',
            field=models.BooleanField(db_default=False, default=False, verbose_name='repeated after a restore'),
        ),
        migrations.AddField(
            model_name='erasureevent',
            name='is_repeated',
            field=models.BooleanField(db_default=False, default=False, verbose_name='repeated after a restore'),
        ),
        migrations.AlterField(
            model_name='erasure',
            name='requested_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='erasureevent',
            name='requested_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('status', 'requested')), models.Q(models.Q(('status', 'requested'), _negated=True), models.Q(('settled_by__isnull', False), ('is_repeated', True), _connector='OR'), ('settled_at__isnull', False)), _connector='OR'), name='a_settled_erasure_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(('requested_by__isnull', False), ('is_repeated', True), _connector='OR'), name='an_erasure_says_who_asked'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'erased'), _negated=True), ('is_repeated', True), models.Q(('settled_by', models.F('requested_by')), _negated=True), _connector='OR'), name='nobody_erases_what_they_requested'),
        ),
    ])]
