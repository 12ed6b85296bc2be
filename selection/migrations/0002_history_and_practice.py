"""No practice application comes this far; what an auditor searches history by."""

import django.db.models.fields.json
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0010_history_and_practice'),
        ('selection', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='decisionevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='decision_by_time'),
        ),
        migrations.AddIndex(
            model_name='decisionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='decision_by_action'),
        ),
        migrations.AddIndex(
            model_name='decisionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='decision_by_person'),
        ),
        migrations.AddIndex(
            model_name='targetevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='target_by_time'),
        ),
        migrations.AddIndex(
            model_name='targetevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='target_by_action'),
        ),
        migrations.AddIndex(
            model_name='targetevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='target_by_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='a_practice_application_is_never_decided', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.application_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'a_practice_application_is_never_decided';\n            END IF;\n            RETURN NEW;\n        ", hash='107a1c439d7cbd7234817310908369f9716a9f1e', operation='INSERT OR UPDATE', pgid='pgtrigger_a_practice_application_is_never_decided_08495', table='selection_decision', when='BEFORE')),
        ),
    ]
