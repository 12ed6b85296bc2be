"""No practice application comes this far; what an auditor searches history by."""

import django.db.models.fields.json
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0010_history_and_practice'),
        ('reviewers', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='criterionevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='criterion_by_time'),
        ),
        migrations.AddIndex(
            model_name='criterionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='criterion_by_action'),
        ),
        migrations.AddIndex(
            model_name='criterionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='criterion_by_person'),
        ),
        migrations.AddIndex(
            model_name='reviewevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='review_by_time'),
        ),
        migrations.AddIndex(
            model_name='reviewevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='review_by_action'),
        ),
        migrations.AddIndex(
            model_name='reviewevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='review_by_person'),
        ),
        migrations.AddIndex(
            model_name='scalestepevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='scalestep_by_time'),
        ),
        migrations.AddIndex(
            model_name='scalestepevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='scalestep_by_action'),
        ),
        migrations.AddIndex(
            model_name='scalestepevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='scalestep_by_person'),
        ),
        migrations.AddIndex(
            model_name='scoreevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='score_by_time'),
        ),
        migrations.AddIndex(
            model_name='scoreevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='score_by_action'),
        ),
        migrations.AddIndex(
            model_name='scoreevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='score_by_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='a_practice_application_is_never_assigned', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.application_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'a_practice_application_is_never_assigned';\n            END IF;\n            RETURN NEW;\n        ", hash='a760ab3bf2a9b65647f860e56a262f5857587268', operation='INSERT OR UPDATE', pgid='pgtrigger_a_practice_application_is_never_assigned_a4330', table='reviewers_review', when='BEFORE')),
        ),
    ]
