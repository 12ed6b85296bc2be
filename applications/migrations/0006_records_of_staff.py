"""What staff keep about an application; redacted copies; holds and erasures."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0005_search_and_residency'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='aboutyouanswer',
            options={'default_permissions': (), 'verbose_name_plural': 'about-you answers'},
        ),
        migrations.AlterModelOptions(
            name='support',
            options={'default_permissions': (), 'verbose_name_plural': 'languages and support'},
        ),
        migrations.CreateModel(
            name='ContactLogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry_key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('way', models.CharField(choices=[('phone', 'by phone'), ('text', 'by text message'), ('email', 'by email'), ('mail', 'by mail'), ('in_person', 'in person')], max_length=10)),
                ('outcome', models.CharField(choices=[('spoke', 'we spoke'), ('sent', 'we sent a message'), ('left_message', 'we left a message'), ('no_answer', 'nobody answered'), ('they_wrote', 'they wrote or called us')], max_length=12)),
                ('topic', models.CharField(choices=[('question', 'a question of theirs'), ('residency', 'where they live'), ('dates', 'dates and times'), ('support', 'language or other support'), ('offer', 'an offer'), ('leaving', 'leaving'), ('other', 'something else')], max_length=12)),
                ('happened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'contact log entries',
                'ordering': ['-happened_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ContactLogEntryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('entry_key', models.UUIDField(default=uuid.uuid4)),
                ('way', models.CharField(choices=[('phone', 'by phone'), ('text', 'by text message'), ('email', 'by email'), ('mail', 'by mail'), ('in_person', 'in person')], max_length=10)),
                ('outcome', models.CharField(choices=[('spoke', 'we spoke'), ('sent', 'we sent a message'), ('left_message', 'we left a message'), ('no_answer', 'nobody answered'), ('they_wrote', 'they wrote or called us')], max_length=12)),
                ('topic', models.CharField(choices=[('question', 'a question of theirs'), ('residency', 'where they live'), ('dates', 'dates and times'), ('support', 'language or other support'), ('offer', 'an offer'), ('leaving', 'leaving'), ('other', 'something else')], max_length=12)),
                ('happened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('requested', 'requested'), ('erased', 'erased'), ('cancelled', 'cancelled')], default='requested', max_length=10)),
                ('asker', models.CharField(choices=[('applicant', 'the applicant'), ('trusted', 'the person they named to us'), ('relative', 'a relative or caregiver'), ('official', 'a guardian or official')], max_length=10)),
                ('authorization', models.CharField(max_length=200)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('rows_erased', models.PositiveIntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ErasureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('requested', 'requested'), ('erased', 'erased'), ('cancelled', 'cancelled')], default='requested', max_length=10)),
                ('asker', models.CharField(choices=[('applicant', 'the applicant'), ('trusted', 'the person they named to us'), ('relative', 'a relative or caregiver'), ('official', 'a guardian or official')], max_length=10)),
                ('authorization', models.CharField(max_length=200)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('rows_erased', models.PositiveIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200)),
                ('placed_at', models.DateTimeField(auto_now_add=True)),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LegalHoldEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=200)),
                ('placed_at', models.DateTimeField(auto_now_add=True)),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='applications.answer')),
                ('kind', models.CharField(choices=[('blanked', 'A copy with words blanked'), ('withheld', 'Nothing: the answer is held back'), ('as_is', 'The answer as it is: it tells nobody who wrote it')], max_length=8)),
                ('text', models.TextField(blank=True)),
                ('words', models.TextField(blank=True, help_text='What is blanked, one a line.')),
                ('version', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RedactionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('kind', models.CharField(choices=[('blanked', 'A copy with words blanked'), ('withheld', 'Nothing: the answer is held back'), ('as_is', 'The answer as it is: it tells nobody who wrote it')], max_length=8)),
                ('version', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WithdrawalRequest',
            fields=[
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='applications.application')),
                ('asker', models.CharField(choices=[('applicant', 'the applicant'), ('trusted', 'the person they named to us'), ('relative', 'a relative or caregiver'), ('official', 'a guardian or official')], max_length=10)),
                ('way', models.CharField(choices=[('phone', 'by phone'), ('text', 'by text message'), ('email', 'by email'), ('mail', 'by mail'), ('in_person', 'in person')], max_length=10)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='WithdrawalRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('asker', models.CharField(choices=[('applicant', 'the applicant'), ('trusted', 'the person they named to us'), ('relative', 'a relative or caregiver'), ('official', 'a guardian or official')], max_length=10)),
                ('way', models.CharField(choices=[('phone', 'by phone'), ('text', 'by text message'), ('email', 'by email'), ('mail', 'by mail'), ('in_person', 'in person')], max_length=10)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='application',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='application',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='application',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contact',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='contact',
            name='a_contact_has_a_name',
        ),
        migrations.RemoveConstraint(
            model_name='contact',
            name='a_contact_can_be_reached_in_some_way',
        ),
        migrations.AddField(
            model_name='application',
            name='erased_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='erased_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='contact',
            name='erased_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='contactevent',
            name='erased_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_applicationevent" ("call_id", "channel", "code_generation", "erased_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reference", "status", "still_available_at", "withdrawn_at") VALUES (NEW."call_id", NEW."channel", NEW."code_generation", NEW."erased_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_at", NEW."reference", NEW."status", NEW."still_available_at", NEW."withdrawn_at"); RETURN NULL;', hash='183f683bd8596fbfa99a809d335cfdd3c79ea2e8', operation='INSERT', pgid='pgtrigger_insert_insert_60e1b', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_applicationevent" ("call_id", "channel", "code_generation", "erased_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reference", "status", "still_available_at", "withdrawn_at") VALUES (NEW."call_id", NEW."channel", NEW."code_generation", NEW."erased_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_at", NEW."reference", NEW."status", NEW."still_available_at", NEW."withdrawn_at"); RETURN NULL;', hash='0164c4bc95664a465e9a72672c41f65e6048bc03', operation='UPDATE', pgid='pgtrigger_update_update_f714e', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_applicationevent" ("call_id", "channel", "code_generation", "erased_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reference", "status", "still_available_at", "withdrawn_at") VALUES (OLD."call_id", OLD."channel", OLD."code_generation", OLD."erased_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_at", OLD."reference", OLD."status", OLD."still_available_at", OLD."withdrawn_at"); RETURN NULL;', hash='97890ca66ddf45a3ea672d131e96410c739ba25e', operation='DELETE', pgid='pgtrigger_delete_delete_9016e', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='nobody_on_hold_is_erased', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."erased_at" IS NOT NULL AND OLD."erased_at" IS NULL)', func="\n            IF EXISTS (\n                SELECT FROM applications_legalhold\n                WHERE application_id = NEW.id AND lifted_at IS NULL\n            ) THEN RAISE EXCEPTION 'This application is held for the law.'; END IF;\n            RETURN NEW;\n        ", hash='91f6d3cc707aa3e30f75e45a00d5c2dd35d2662f', operation='UPDATE', pgid='pgtrigger_nobody_on_hold_is_erased_980a7', table='applications_application', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='who_is_erased_stays_erased', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."erased_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='05abf23f4c31b52bdb027cc5956547ecd436fd13', operation='UPDATE OR DELETE', pgid='pgtrigger_who_is_erased_stays_erased_00eef', table='applications_application', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_contactevent" ("erased_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") VALUES (NEW."erased_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."revision_id", NEW."revision_id"); RETURN NULL;', hash='4f024eb09bf67589b17aa9eb2a56e32ea0932db9', operation='INSERT', pgid='pgtrigger_insert_insert_6efcb', table='applications_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."revision_id" IS DISTINCT FROM (NEW."revision_id"))', func='INSERT INTO "applications_contactevent" ("erased_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") VALUES (NEW."erased_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."revision_id", NEW."revision_id"); RETURN NULL;', hash='486e081684681dcbda68c7c805501c5946656cd7', operation='UPDATE', pgid='pgtrigger_update_update_6fcab', table='applications_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_contactevent" ("erased_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") VALUES (OLD."erased_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."revision_id", OLD."revision_id"); RETURN NULL;', hash='f3a59bd528db16e25ccb5d3fdb391ac55e9ca46f', operation='DELETE', pgid='pgtrigger_delete_delete_5e019', table='applications_contact', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at', None), ('status', 'withdrawn'), _connector='OR'), name='only_a_withdrawn_application_is_erased'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chosen_name', ''), ('full_name', ''), _negated=True), ('erased_at__isnull', False), _connector='OR'), name='a_contact_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('phone', ''), ('post_address', ''), ('trusted_contact', ''), ('wants_pick_up', False), _negated=True), ('erased_at__isnull', False), _connector='OR'), name='a_contact_can_be_reached_in_some_way'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('chosen_name', ''), ('full_name', ''), ('email', ''), ('phone', ''), ('post_address', ''), ('trusted_contact', ''), ('wants_pick_up', False), ('may_leave_voicemail', False), ('may_text', False), ('preferred_way', ''), ('wants_plain_envelope', False), ('place_description', ''), ('street', ''), ('unit', ''), ('zip_code', '')), _connector='OR'), name='an_erased_contact_holds_nothing'),
        ),
        migrations.AddField(
            model_name='contactlogentry',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='contactlogentry',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contactlogentryevent',
            name='application',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='contactlogentryevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contactlogentryevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.contactlogentry'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasure',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasureevent',
            name='application',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='erasureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.erasure'),
        ),
        migrations.AddField(
            model_name='erasureevent',
            name='requested_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasureevent',
            name='settled_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='lifted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='legalhold',
            name='placed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='legalholdevent',
            name='application',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='legalholdevent',
            name='lifted_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='legalholdevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.legalhold'),
        ),
        migrations.AddField(
            model_name='legalholdevent',
            name='placed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='redaction',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='redactionevent',
            name='answer',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='applications.answer'),
        ),
        migrations.AddField(
            model_name='redactionevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='redactionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.redaction'),
        ),
        migrations.AddField(
            model_name='withdrawalrequest',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='withdrawalrequestevent',
            name='application',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='applications.application'),
        ),
        migrations.AddField(
            model_name='withdrawalrequestevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='withdrawalrequestevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.withdrawalrequest'),
        ),
        migrations.AddConstraint(
            model_name='contactlogentry',
            constraint=models.CheckConstraint(condition=models.Q(('happened_at__lte', django.db.models.expressions.CombinedExpression(models.F('at'), '+', models.Value(datetime.timedelta(seconds=300))))), name='what_is_logged_has_happened'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactlogentry',
            trigger=pgtrigger.compiler.Trigger(name='a_log_entry_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='46a43ad6db39b327621d3f922babfdaa8202e11e', operation='DELETE', pgid='pgtrigger_a_log_entry_is_never_deleted_8db68', table='applications_contactlogentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactlogentry',
            trigger=pgtrigger.compiler.Trigger(name='a_log_entry_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."entry_key" IS DISTINCT FROM (NEW."entry_key") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."topic" IS DISTINCT FROM (NEW."topic") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='311a019a733005deed34772af2ea608ce285856a', operation='UPDATE', pgid='pgtrigger_a_log_entry_stands_36a89', table='applications_contactlogentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactlogentry',
            trigger=pgtrigger.compiler.Trigger(name='a_note_is_only_ever_blanked', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."note" = \'\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b7bc9139378de5216c73e485de684f73fe19f5d2', operation='UPDATE', pgid='pgtrigger_a_note_is_only_ever_blanked_2a28d', table='applications_contactlogentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactlogentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_contactlogentryevent" ("application_id", "at", "by_id", "entry_key", "happened_at", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic", "way") VALUES (NEW."application_id", NEW."at", NEW."by_id", NEW."entry_key", NEW."happened_at", NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."topic", NEW."way"); RETURN NULL;', hash='188bb235ac939c9c872403c10f6fb4f2b89e3ea7', operation='INSERT', pgid='pgtrigger_insert_insert_457ab', table='applications_contactlogentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactlogentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."entry_key" IS DISTINCT FROM (NEW."entry_key") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."topic" IS DISTINCT FROM (NEW."topic") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func='INSERT INTO "applications_contactlogentryevent" ("application_id", "at", "by_id", "entry_key", "happened_at", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic", "way") VALUES (NEW."application_id", NEW."at", NEW."by_id", NEW."entry_key", NEW."happened_at", NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."topic", NEW."way"); RETURN NULL;', hash='2e2898bdae51e13a3406fd861348512979e56c90', operation='UPDATE', pgid='pgtrigger_update_update_f7ea7', table='applications_contactlogentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactlogentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_contactlogentryevent" ("application_id", "at", "by_id", "entry_key", "happened_at", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic", "way") VALUES (OLD."application_id", OLD."at", OLD."by_id", OLD."entry_key", OLD."happened_at", OLD."id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."topic", OLD."way"); RETURN NULL;', hash='e6538e2a5cea49fd859d4850563cb547d8cfc90e', operation='DELETE', pgid='pgtrigger_delete_delete_bb837', table='applications_contactlogentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactlogentryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fea0670cc66769b086f51c22ef0ccbda3b124bd2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a9434', table='applications_contactlogentryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'cancelled'), _negated=True), fields=('application',), name='one_standing_erasure_an_application'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('status', 'requested')), models.Q(models.Q(('status', 'requested'), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='a_settled_erasure_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'erased'), _negated=True), models.Q(('settled_by', models.F('requested_by')), _negated=True), _connector='OR'), name='nobody_erases_what_they_requested'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(('authorization', ''), _negated=True), name='an_erasure_says_who_allowed_it'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_erasureevent" ("application_id", "asker", "authorization", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "rows_erased", "settled_at", "settled_by_id", "status") VALUES (NEW."application_id", NEW."asker", NEW."authorization", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."rows_erased", NEW."settled_at", NEW."settled_by_id", NEW."status"); RETURN NULL;', hash='94bf9ce469f76a778fdbfa07c5203518ea9e162d', operation='INSERT', pgid='pgtrigger_insert_insert_55d50', table='applications_erasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_erasureevent" ("application_id", "asker", "authorization", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "rows_erased", "settled_at", "settled_by_id", "status") VALUES (NEW."application_id", NEW."asker", NEW."authorization", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."requested_at", NEW."requested_by_id", NEW."rows_erased", NEW."settled_at", NEW."settled_by_id", NEW."status"); RETURN NULL;', hash='117e425cc3cfc14d927a79833079a2498139fb42', operation='UPDATE', pgid='pgtrigger_update_update_b4d78', table='applications_erasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_erasureevent" ("application_id", "asker", "authorization", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested_at", "requested_by_id", "rows_erased", "settled_at", "settled_by_id", "status") VALUES (OLD."application_id", OLD."asker", OLD."authorization", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."requested_at", OLD."requested_by_id", OLD."rows_erased", OLD."settled_at", OLD."settled_by_id", OLD."status"); RETURN NULL;', hash='08a6f64cbfe6ab6718ddb3d51bb02353bb818760', operation='DELETE', pgid='pgtrigger_delete_delete_a98f7', table='applications_erasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1c6dc91e17dbe25b344a321ab904adffa6ea784c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5e923', table='applications_erasureevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('application',), name='one_standing_hold_an_application'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', None)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='a_lifted_hold_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_hold_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legalhold',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_legalholdevent" ("application_id", "id", "lifted_at", "lifted_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason") VALUES (NEW."application_id", NEW."id", NEW."lifted_at", NEW."lifted_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."placed_by_id", NEW."reason"); RETURN NULL;', hash='4be433e9e7c9afbf5172a101736daabd7af91c0e', operation='INSERT', pgid='pgtrigger_insert_insert_9f869', table='applications_legalhold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legalhold',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_legalholdevent" ("application_id", "id", "lifted_at", "lifted_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason") VALUES (NEW."application_id", NEW."id", NEW."lifted_at", NEW."lifted_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placed_at", NEW."placed_by_id", NEW."reason"); RETURN NULL;', hash='09071c16a3669ffc4c989f1e86ac28fb5e610d76', operation='UPDATE', pgid='pgtrigger_update_update_fb461', table='applications_legalhold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legalhold',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_legalholdevent" ("application_id", "id", "lifted_at", "lifted_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason") VALUES (OLD."application_id", OLD."id", OLD."lifted_at", OLD."lifted_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."placed_at", OLD."placed_by_id", OLD."reason"); RETURN NULL;', hash='68fb62751a01d1ad26e28373d4023ee02cc13d71', operation='DELETE', pgid='pgtrigger_delete_delete_34b74', table='applications_legalhold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legalholdevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0cd7b46e715dce0b044a9bd41dc1ff58920a14eb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f7b12', table='applications_legalholdevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='redaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'blanked'), ('text__contains', '█████')), models.Q(models.Q(('kind', 'blanked'), _negated=True), ('text', ''), ('words', '')), _connector='OR'), name='only_a_blanked_copy_has_a_text_and_blanks'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redaction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_redactionevent" ("answer_id", "at", "by_id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."answer_id", NEW."at", NEW."by_id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."answer_id", NEW."version"); RETURN NULL;', hash='c87c2a9803e2a12e8563595bd300a67512b31cb9', operation='INSERT', pgid='pgtrigger_insert_insert_d8974', table='applications_redaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redaction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer_id" IS DISTINCT FROM (NEW."answer_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "applications_redactionevent" ("answer_id", "at", "by_id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."answer_id", NEW."at", NEW."by_id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."answer_id", NEW."version"); RETURN NULL;', hash='b2cb72eefaf0b87e3cd86d73860e92d859ce7af3', operation='UPDATE', pgid='pgtrigger_update_update_412ab', table='applications_redaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redaction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_redactionevent" ("answer_id", "at", "by_id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."answer_id", OLD."at", OLD."by_id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."answer_id", OLD."version"); RETURN NULL;', hash='51866e56fc55b67a809891ab6149343caae27f8f', operation='DELETE', pgid='pgtrigger_delete_delete_60801', table='applications_redaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redactionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a0d6c998415f8442eddccea15424f644fcf80bc0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f106c', table='applications_redactionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawalrequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_withdrawalrequestevent" ("application_id", "asker", "at", "by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "way") VALUES (NEW."application_id", NEW."asker", NEW."at", NEW."by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."application_id", NEW."way"); RETURN NULL;', hash='28da86f0a1946548472c694287fc71c6ea74ef28', operation='INSERT', pgid='pgtrigger_insert_insert_6f9b7', table='applications_withdrawalrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawalrequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."asker" IS DISTINCT FROM (NEW."asker") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func='INSERT INTO "applications_withdrawalrequestevent" ("application_id", "asker", "at", "by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "way") VALUES (NEW."application_id", NEW."asker", NEW."at", NEW."by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."application_id", NEW."way"); RETURN NULL;', hash='71f621155b7fb4e36e4d4824968549570bb61c26', operation='UPDATE', pgid='pgtrigger_update_update_931cc', table='applications_withdrawalrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawalrequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_withdrawalrequestevent" ("application_id", "asker", "at", "by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "way") VALUES (OLD."application_id", OLD."asker", OLD."at", OLD."by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."application_id", OLD."way"); RETURN NULL;', hash='4ec12c5b34a79b4ce2b43ba070027e7e78c03b64', operation='DELETE', pgid='pgtrigger_delete_delete_be9e9', table='applications_withdrawalrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawalrequestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ea0702ab38895887237163e6642e0c78eed9791d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5b52', table='applications_withdrawalrequestevent', when='BEFORE')),
        ),
    ]
