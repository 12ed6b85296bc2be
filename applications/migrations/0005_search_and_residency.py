"""What staff find applications by, kept by the database; and residency checks."""

import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# The plain form of a text: without accents, vowel signs, apostrophes and punctuation, lower case,
# digits of any script as 0 to 9. Searches and what is searched both go through it.
PLAIN_WORDS = r"""
CREATE FUNCTION plain_words(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        regexp_replace(
            lower(unaccent('unaccent', normalize(
                regexp_replace(
                    translate(
                        normalize(written, NFKD),
                        '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789'
                    ),
                    '[\u0300-\u036f\u064b-\u065f\u0670]', '', 'g'
                ),
                NFKC
            ))),
            '[''`´‘’‛ʹʻʼʽʾʿˈ＇]', '', 'g'
        ),
        '[[:space:][:punct:]]+', ' ', 'g'
    ))
$$
"""

KEEP_SEARCH_ENTRY = """
CREATE FUNCTION keep_search_entry(of_application bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO applications_searchentry AS held (
        application_id, call_id, received_at, status, channel, language, residency,
        neighborhood_id, search_text
    )
    SELECT
        a.id, a.call_id, a.received_at, a.status, a.channel, r.language,
        COALESCE((
            SELECT k.status FROM applications_residencycheck k
            WHERE k.application_id = a.id ORDER BY k.number DESC LIMIT 1
        ), 'unverified'),
        c.neighborhood_id,
        concat_ws(
            ' ', '', plain_words(concat_ws(' ', c.chosen_name, c.full_name, c.email)),
            lower(replace(a.reference, '-', '')),
            regexp_replace(plain_words(c.phone), '[^0-9]', '', 'g')
        )
    FROM applications_application a
    JOIN applications_revision r ON r.application_id = a.id AND r.is_current
    JOIN applications_contact c ON c.revision_id = r.id
    WHERE a.id = of_application
    ON CONFLICT (application_id) DO UPDATE SET
        call_id = excluded.call_id, received_at = excluded.received_at,
        status = excluded.status, channel = excluded.channel, language = excluded.language,
        residency = excluded.residency, neighborhood_id = excluded.neighborhood_id,
        search_text = excluded.search_text
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0004_calls_keep_their_word'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        django.contrib.postgres.operations.UnaccentExtension(),
        migrations.RunSQL(PLAIN_WORDS, "DROP FUNCTION plain_words"),
        migrations.CreateModel(
            name='ResidencyCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('unverified', 'not checked'), ('verified', 'lives in the city'), ('not_a_resident', 'not a resident')], max_length=14)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ResidencyCheckEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('unverified', 'not checked'), ('verified', 'lives in the city'), ('not_a_resident', 'not a resident')], max_length=14)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='applications.application')),
                ('received_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('received', 'received'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('channel', models.CharField(choices=[('web', 'online'), ('mail', 'by mail'), ('in_person', 'in person'), ('phone', 'by phone')], max_length=10)),
                ('language', models.CharField(choices=[('en', 'English'), ('es', 'Español'), ('ht', 'Kreyòl ayisyen'), ('zh-hant', '繁體中文'), ('zh-hans', '简体中文'), ('vi', 'Tiếng Việt'), ('kea', 'Kriolu'), ('ru', 'Русский'), ('ar', 'العربية'), ('pt-br', 'Português'), ('fr', 'Français'), ('so', 'Soomaali')], max_length=7)),
                ('residency', models.CharField(choices=[('unverified', 'not checked'), ('verified', 'lives in the city'), ('not_a_resident', 'not a resident')], max_length=14)),
                ('search_text', models.TextField()),
            ],
            options={
                'ordering': ['-received_at', '-application_id'],
                'default_permissions': (),
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='an_application_is_found', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='PERFORM keep_search_entry(NEW.id); RETURN NULL;', hash='9a64c47652d93d48f2a3be53687df9d7c5515c19', operation='UPDATE', pgid='pgtrigger_an_application_is_found_19d39', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='a_contact_is_found', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM keep_search_entry((SELECT application_id FROM applications_revision WHERE id = NEW.revision_id)); RETURN NULL;', hash='4527e2b162382f262258e4016e78f77abd124b31', operation='INSERT OR UPDATE', pgid='pgtrigger_a_contact_is_found_776f1', table='applications_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='revision',
            trigger=pgtrigger.compiler.Trigger(name='a_revision_is_found', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."is_current" IS DISTINCT FROM (NEW."is_current") OR OLD."language" IS DISTINCT FROM (NEW."language"))', func='PERFORM keep_search_entry(NEW.application_id); RETURN NULL;', hash='f3899248b6981edd045572ec3e3a1a20e634eda4', operation='UPDATE', pgid='pgtrigger_a_revision_is_found_1852b', table='applications_revision', when='AFTER')),
        ),
        migrations.AddField(
            model_name='residencycheck',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='residencycheck',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='residencycheckevent',
            name='application',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application'),
        ),
        migrations.AddField(
            model_name='residencycheckevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='residencycheckevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='applications.residencycheck'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='call',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.call'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='neighborhood',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.neighborhood'),
        ),
        migrations.AddConstraint(
            model_name='residencycheck',
            constraint=models.UniqueConstraint(fields=('application', 'number'), name='one_residency_check_a_number'),
        ),
        migrations.AddConstraint(
            model_name='residencycheck',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='residency_checks_are_numbered_from_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheck',
            trigger=pgtrigger.compiler.Trigger(name='a_check_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e8c4d3638de360e2eba3678a5fcd0d0e7d81a7f1', operation='DELETE', pgid='pgtrigger_a_check_is_never_deleted_dfd14', table='applications_residencycheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheck',
            trigger=pgtrigger.compiler.Trigger(name='a_check_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1de3637b0491a8e55132ac86f6314431f307df27', operation='UPDATE', pgid='pgtrigger_a_check_stands_b7a51', table='applications_residencycheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheck',
            trigger=pgtrigger.compiler.Trigger(name='a_reason_is_only_ever_blanked', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (NEW."reason" = \'\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='046ac00c243a9cca7baf2db3bdff98ab16b2cfe8', operation='UPDATE', pgid='pgtrigger_a_reason_is_only_ever_blanked_b2cc4', table='applications_residencycheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheck',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_residencycheckevent" ("application_id", "at", "by_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."application_id", NEW."at", NEW."by_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."status"); RETURN NULL;', hash='6e66c53d0b76995162e5962dc23b85f4b787c5d5', operation='INSERT', pgid='pgtrigger_insert_insert_a5db4', table='applications_residencycheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheck',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "applications_residencycheckevent" ("application_id", "at", "by_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."application_id", NEW."at", NEW."by_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;', hash='e1fcfb0408deb4c848e7df40ee8379d99355470e', operation='UPDATE', pgid='pgtrigger_update_update_8b82e', table='applications_residencycheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheck',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_residencycheckevent" ("application_id", "at", "by_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."application_id", OLD."at", OLD."by_id", OLD."id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."status"); RETURN NULL;', hash='35e62894bcfc9c8df53d18b093abe77cebaf8717', operation='DELETE', pgid='pgtrigger_delete_delete_28498', table='applications_residencycheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheck',
            trigger=pgtrigger.compiler.Trigger(name='a_residency_check_is_found', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM keep_search_entry(NEW.application_id); RETURN NULL;', hash='8879963b6ee8c8d9fa29a639afcf1248e3a2653c', operation='INSERT', pgid='pgtrigger_a_residency_check_is_found_e2ae5', table='applications_residencycheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheckevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c22158e81353d1cc7def7e97d810dd6305222e1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1b1c', table='applications_residencycheckevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='search_text_by_trigrams', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['-received_at', '-application'], name='entries_newest_first'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['call', '-received_at', '-application'], name='entries_by_call'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['call', 'status', '-received_at', '-application'], name='entries_by_status'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['call', 'channel', '-received_at', '-application'], name='entries_by_channel'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['call', 'language', '-received_at', '-application'], name='entries_by_language'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['call', 'residency', '-received_at', '-application'], name='entries_by_residency'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['call', 'neighborhood', '-received_at', '-application'], name='entries_by_neighborhood'),
        ),
        migrations.RunSQL(KEEP_SEARCH_ENTRY, "DROP FUNCTION keep_search_entry"),
        # Applications that came in before.
        migrations.RunSQL(
            "SELECT keep_search_entry(id) FROM applications_application", migrations.RunSQL.noop
        ),
    ]
