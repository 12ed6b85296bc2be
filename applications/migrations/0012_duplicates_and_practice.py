"""No duplicates of practice; what an auditor searches the marks' history by."""

import django.db.models.fields.json
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0011_possible_duplicates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='duplicatemark',
            name='update_update',
        ),
        migrations.AddIndex(
            model_name='duplicatemarkevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='duplicatemark_by_time'),
        ),
        migrations.AddIndex(
            model_name='duplicatemarkevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='duplicatemark_by_action'),
        ),
        migrations.AddIndex(
            model_name='duplicatemarkevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='duplicatemark_by_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='practice_is_nobodys_duplicate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.first_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'practice_is_nobodys_duplicate';\n            END IF;\n            RETURN NEW;\n        ", hash='548313d62bbaaf33fb74ebdbe0c697049a7550d6', operation='INSERT OR UPDATE', pgid='pgtrigger_practice_is_nobodys_duplicate_a029b', table='applications_duplicatemark', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duplicatemark',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_duplicatemarkevent" ("at", "by_id", "erased_at", "first_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_id", "set_aside_id", "verdict") VALUES (NEW."at", NEW."by_id", NEW."erased_at", NEW."first_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."second_id", NEW."set_aside_id", NEW."verdict"); RETURN NULL;', hash='6b9148d189a13ba7778c448d9045fb6b2f47964b', operation='UPDATE', pgid='pgtrigger_update_update_4d050', table='applications_duplicatemark', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='possibleduplicate',
            trigger=pgtrigger.compiler.Trigger(name='practice_is_never_found_twice', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.first_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'practice_is_never_found_twice';\n            END IF;\n            RETURN NEW;\n        ", hash='24254a6a027802388dc262d70761fb3e327e9de7', operation='INSERT OR UPDATE', pgid='pgtrigger_practice_is_never_found_twice_28256', table='applications_possibleduplicate', when='BEFORE')),
        ),
    ]
