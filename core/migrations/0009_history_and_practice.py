"""What an auditor searches history by; no mail about practice; who may look back and practice."""

import django.db.models.fields.json
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from core.permissions import Permission, store_roles


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('core', '0008_translators'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='user',
            name='update_update',
        ),
        migrations.AddIndex(
            model_name='accessevent',
            index=models.Index(fields=['by', '-id'], name='access_events_by_person'),
        ),
        migrations.AddIndex(
            model_name='accessevent',
            index=models.Index(fields=['what', '-id'], name='access_events_by_kind'),
        ),
        migrations.AddIndex(
            model_name='invitationevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='invitation_by_time'),
        ),
        migrations.AddIndex(
            model_name='invitationevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='invitation_by_action'),
        ),
        migrations.AddIndex(
            model_name='invitationevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='invitation_by_person'),
        ),
        migrations.AddIndex(
            model_name='permissionheldevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='permissionheld_by_time'),
        ),
        migrations.AddIndex(
            model_name='permissionheldevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='permissionheld_by_action'),
        ),
        migrations.AddIndex(
            model_name='permissionheldevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='permissionheld_by_person'),
        ),
        migrations.AddIndex(
            model_name='roleheldevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='roleheld_by_time'),
        ),
        migrations.AddIndex(
            model_name='roleheldevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='roleheld_by_action'),
        ),
        migrations.AddIndex(
            model_name='roleheldevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='roleheld_by_person'),
        ),
        migrations.AddIndex(
            model_name='userevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='user_by_time'),
        ),
        migrations.AddIndex(
            model_name='userevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='user_by_action'),
        ),
        migrations.AddIndex(
            model_name='userevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='user_by_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."joined_at" IS DISTINCT FROM (NEW."joined_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."password" IS DISTINCT FROM (NEW."password") OR OLD."session_generation" IS DISTINCT FROM (NEW."session_generation"))', func='INSERT INTO "core_userevent" ("email", "id", "is_active", "is_superuser", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_generation") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."is_superuser", NEW."joined_at", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."session_generation"); RETURN NULL;', hash='ea1c11b89bbf8331d7c184189a70665c05ca812a', operation='UPDATE', pgid='pgtrigger_update_update_6ccff', table='core_user', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='outgoingmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject__regex', 'PRACTICE-[0-9A-Z]{4}-[0-9A-Z]{4}'), _negated=True), models.Q(('body__regex', '://\\S+/PRACTICE-[0-9A-Z]{4}-[0-9A-Z]{4}/'), _negated=True)), name='a_practice_application_is_never_mailed'),
        ),
        migrations.RunPython(store_roles, migrations.RunPython.noop),
    ]
