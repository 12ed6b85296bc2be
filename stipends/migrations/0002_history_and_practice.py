"""No practice application comes this far; what an auditor searches history by."""

import django.db.models.fields.json
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('selection', '0002_history_and_practice'),
        ('stipends', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='agreementevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='agreement_by_time'),
        ),
        migrations.AddIndex(
            model_name='agreementevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='agreement_by_action'),
        ),
        migrations.AddIndex(
            model_name='agreementevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='agreement_by_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='a_practice_application_is_never_paid', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = (SELECT application_id FROM selection_decision WHERE id = NEW.decision_id) AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'a_practice_application_is_never_paid';\n            END IF;\n            RETURN NEW;\n        ", hash='8ce99ee84753654ee460ecd52d6ac3b02f3f038f', operation='INSERT OR UPDATE', pgid='pgtrigger_a_practice_application_is_never_paid_51db4', table='stipends_agreement', when='BEFORE')),
        ),
    ]
