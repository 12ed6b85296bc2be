"""Practice applications, kept apart by the database; what an auditor searches history by."""

import django.db.models.fields.json
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# As in 0005, but for practice: nobody searches, lists or exports that.
KEEP_SEARCH_ENTRY = """
CREATE OR REPLACE FUNCTION keep_search_entry(of_application bigint) RETURNS void LANGUAGE sql AS $$
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
    WHERE a.id = of_application AND NOT a.is_practice
    ON CONFLICT (application_id) DO UPDATE SET
        call_id = excluded.call_id, received_at = excluded.received_at,
        status = excluded.status, channel = excluded.channel, language = excluded.language,
        residency = excluded.residency, neighborhood_id = excluded.neighborhood_id,
        search_text = excluded.search_text
$$
"""
KEPT_BEFORE = KEEP_SEARCH_ENTRY.replace(" AND NOT a.is_practice", "")


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0009_guess_languages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='application',
            name='an_application_is_found',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='aboutyouanswer',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='answer',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='answerlanguage',
            name='update_update',
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
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contactlogentry',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='lateentry',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='paperentry',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='redaction',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='residencycheck',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='scannedpage',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='support',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='translation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='withdrawalrequest',
            name='update_update',
        ),
        migrations.AddField(
            model_name='application',
            name='is_practice',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='is_practice',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name='application',
            name='reference',
            field=models.CharField(max_length=24, unique=True),
        ),
        migrations.AlterField(
            model_name='applicationevent',
            name='reference',
            field=models.CharField(max_length=24),
        ),
        migrations.AddIndex(
            model_name='aboutyouanswerevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='aboutyouanswer_by_time'),
        ),
        migrations.AddIndex(
            model_name='aboutyouanswerevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='aboutyouanswer_by_action'),
        ),
        migrations.AddIndex(
            model_name='aboutyouanswerevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='aboutyouanswer_by_person'),
        ),
        migrations.AddIndex(
            model_name='answerevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='answer_by_time'),
        ),
        migrations.AddIndex(
            model_name='answerevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='answer_by_action'),
        ),
        migrations.AddIndex(
            model_name='answerevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='answer_by_person'),
        ),
        migrations.AddIndex(
            model_name='answerlanguageevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='answerlanguage_by_time'),
        ),
        migrations.AddIndex(
            model_name='answerlanguageevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='answerlanguage_by_action'),
        ),
        migrations.AddIndex(
            model_name='answerlanguageevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='answerlanguage_by_person'),
        ),
        migrations.AddIndex(
            model_name='applicationevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='application_by_time'),
        ),
        migrations.AddIndex(
            model_name='applicationevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='application_by_action'),
        ),
        migrations.AddIndex(
            model_name='applicationevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='application_by_person'),
        ),
        migrations.AddIndex(
            model_name='callevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='call_by_time'),
        ),
        migrations.AddIndex(
            model_name='callevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='call_by_action'),
        ),
        migrations.AddIndex(
            model_name='callevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='call_by_person'),
        ),
        migrations.AddIndex(
            model_name='callsectionevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='callsection_by_time'),
        ),
        migrations.AddIndex(
            model_name='callsectionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='callsection_by_action'),
        ),
        migrations.AddIndex(
            model_name='callsectionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='callsection_by_person'),
        ),
        migrations.AddIndex(
            model_name='choiceevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='choice_by_time'),
        ),
        migrations.AddIndex(
            model_name='choiceevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='choice_by_action'),
        ),
        migrations.AddIndex(
            model_name='choiceevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='choice_by_person'),
        ),
        migrations.AddIndex(
            model_name='clusterevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='cluster_by_time'),
        ),
        migrations.AddIndex(
            model_name='clusterevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='cluster_by_action'),
        ),
        migrations.AddIndex(
            model_name='clusterevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='cluster_by_person'),
        ),
        migrations.AddIndex(
            model_name='contactevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='contact_by_time'),
        ),
        migrations.AddIndex(
            model_name='contactevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='contact_by_action'),
        ),
        migrations.AddIndex(
            model_name='contactevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='contact_by_person'),
        ),
        migrations.AddIndex(
            model_name='contactlogentryevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='contactlogentry_by_time'),
        ),
        migrations.AddIndex(
            model_name='contactlogentryevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='contactlogentry_by_action'),
        ),
        migrations.AddIndex(
            model_name='contactlogentryevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='contactlogentry_by_person'),
        ),
        migrations.AddIndex(
            model_name='erasureevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='erasure_by_time'),
        ),
        migrations.AddIndex(
            model_name='erasureevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='erasure_by_action'),
        ),
        migrations.AddIndex(
            model_name='erasureevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='erasure_by_person'),
        ),
        migrations.AddIndex(
            model_name='languagereadevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='languageread_by_time'),
        ),
        migrations.AddIndex(
            model_name='languagereadevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='languageread_by_action'),
        ),
        migrations.AddIndex(
            model_name='languagereadevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='languageread_by_person'),
        ),
        migrations.AddIndex(
            model_name='lateentryevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='lateentry_by_time'),
        ),
        migrations.AddIndex(
            model_name='lateentryevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='lateentry_by_action'),
        ),
        migrations.AddIndex(
            model_name='lateentryevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='lateentry_by_person'),
        ),
        migrations.AddIndex(
            model_name='legalholdevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='legalhold_by_time'),
        ),
        migrations.AddIndex(
            model_name='legalholdevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='legalhold_by_action'),
        ),
        migrations.AddIndex(
            model_name='legalholdevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='legalhold_by_person'),
        ),
        migrations.AddIndex(
            model_name='neighborhoodevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='neighborhood_by_time'),
        ),
        migrations.AddIndex(
            model_name='neighborhoodevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='neighborhood_by_action'),
        ),
        migrations.AddIndex(
            model_name='neighborhoodevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='neighborhood_by_person'),
        ),
        migrations.AddIndex(
            model_name='noticeevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='notice_by_time'),
        ),
        migrations.AddIndex(
            model_name='noticeevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='notice_by_action'),
        ),
        migrations.AddIndex(
            model_name='noticeevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='notice_by_person'),
        ),
        migrations.AddIndex(
            model_name='pageevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='page_by_time'),
        ),
        migrations.AddIndex(
            model_name='pageevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='page_by_action'),
        ),
        migrations.AddIndex(
            model_name='pageevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='page_by_person'),
        ),
        migrations.AddIndex(
            model_name='paperentryevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='paperentry_by_time'),
        ),
        migrations.AddIndex(
            model_name='paperentryevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='paperentry_by_action'),
        ),
        migrations.AddIndex(
            model_name='paperentryevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='paperentry_by_person'),
        ),
        migrations.AddIndex(
            model_name='questionevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='question_by_time'),
        ),
        migrations.AddIndex(
            model_name='questionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='question_by_action'),
        ),
        migrations.AddIndex(
            model_name='questionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='question_by_person'),
        ),
        migrations.AddIndex(
            model_name='redactionevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='redaction_by_time'),
        ),
        migrations.AddIndex(
            model_name='redactionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='redaction_by_action'),
        ),
        migrations.AddIndex(
            model_name='redactionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='redaction_by_person'),
        ),
        migrations.AddIndex(
            model_name='residencycheckevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='residencycheck_by_time'),
        ),
        migrations.AddIndex(
            model_name='residencycheckevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='residencycheck_by_action'),
        ),
        migrations.AddIndex(
            model_name='residencycheckevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='residencycheck_by_person'),
        ),
        migrations.AddIndex(
            model_name='revisionevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='revision_by_time'),
        ),
        migrations.AddIndex(
            model_name='revisionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='revision_by_action'),
        ),
        migrations.AddIndex(
            model_name='revisionevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='revision_by_person'),
        ),
        migrations.AddIndex(
            model_name='scannedpageevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='scannedpage_by_time'),
        ),
        migrations.AddIndex(
            model_name='scannedpageevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='scannedpage_by_action'),
        ),
        migrations.AddIndex(
            model_name='scannedpageevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='scannedpage_by_person'),
        ),
        migrations.AddIndex(
            model_name='spokenlanguageevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='spokenlanguage_by_time'),
        ),
        migrations.AddIndex(
            model_name='spokenlanguageevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='spokenlanguage_by_action'),
        ),
        migrations.AddIndex(
            model_name='spokenlanguageevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='spokenlanguage_by_person'),
        ),
        migrations.AddIndex(
            model_name='supportevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='support_by_time'),
        ),
        migrations.AddIndex(
            model_name='supportevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='support_by_action'),
        ),
        migrations.AddIndex(
            model_name='supportevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='support_by_person'),
        ),
        migrations.AddIndex(
            model_name='translationevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='translation_by_time'),
        ),
        migrations.AddIndex(
            model_name='translationevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='translation_by_action'),
        ),
        migrations.AddIndex(
            model_name='translationevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='translation_by_person'),
        ),
        migrations.AddIndex(
            model_name='withdrawalrequestevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='withdrawalrequest_by_time'),
        ),
        migrations.AddIndex(
            model_name='withdrawalrequestevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='withdrawalrequest_by_action'),
        ),
        migrations.AddIndex(
            model_name='withdrawalrequestevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='withdrawalrequest_by_person'),
        ),
        migrations.AddIndex(
            model_name='zipcodeevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='zipcode_by_time'),
        ),
        migrations.AddIndex(
            model_name='zipcodeevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='zipcode_by_action'),
        ),
        migrations.AddIndex(
            model_name='zipcodeevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='zipcode_by_person'),
        ),
        migrations.AddIndex(
            model_name='zipneighborhoodevent',
            index=models.Index(fields=['-pgh_created_at', '-pgh_id'], name='zipneighborhood_by_time'),
        ),
        migrations.AddIndex(
            model_name='zipneighborhoodevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('action', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='zipneighborhood_by_action'),
        ),
        migrations.AddIndex(
            model_name='zipneighborhoodevent',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('user', 'pgh_context'), models.OrderBy(models.F('pgh_created_at'), descending=True), models.OrderBy(models.F('pgh_id'), descending=True), name='zipneighborhood_by_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aboutyouanswer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_aboutyouanswerevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "revision_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."question_id", NEW."revision_id"); RETURN NULL;', hash='9c36778f6e5cea825e4fe6abfa52a91e1f01ff49', operation='UPDATE', pgid='pgtrigger_update_update_141e2', table='applications_aboutyouanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_answerevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "revision_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."question_id", NEW."revision_id"); RETURN NULL;', hash='82ab4a52e6197880ac077c6ceeaffae4c132ce79', operation='UPDATE', pgid='pgtrigger_update_update_e8995', table='applications_answer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answerlanguage',
            trigger=pgtrigger.compiler.Trigger(name='practice_is_in_no_language', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = (SELECT r.application_id FROM applications_revision r JOIN applications_answer a ON a.revision_id = r.id WHERE a.id = NEW.answer_id) AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'practice_is_in_no_language';\n            END IF;\n            RETURN NEW;\n        ", hash='b566f8c6534c999fcd473a9a09f668bd9c63e2ff', operation='INSERT OR UPDATE', pgid='pgtrigger_practice_is_in_no_language_d1d3a', table='applications_answerlanguage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answerlanguage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_answerlanguageevent" ("answer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id") VALUES (NEW."answer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."answer_id", NEW."set_at", NEW."set_by_id"); RETURN NULL;', hash='f811f4ecad56fbd4497229d2516e298c49d6357c', operation='UPDATE', pgid='pgtrigger_update_update_7ed47', table='applications_answerlanguage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='practice_never_becomes_real_nor_real_practice', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."is_practice" IS DISTINCT FROM (NEW."is_practice"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bc402747fa506cb6b00ace6d17ff406d9c6abf46', operation='UPDATE', pgid='pgtrigger_practice_never_becomes_real_nor_real_practice_05800', table='applications_application', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_applicationevent" ("call_id", "channel", "code_generation", "erased_at", "id", "is_practice", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reference", "status", "still_available_at", "withdrawn_at") VALUES (NEW."call_id", NEW."channel", NEW."code_generation", NEW."erased_at", NEW."id", NEW."is_practice", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_at", NEW."reference", NEW."status", NEW."still_available_at", NEW."withdrawn_at"); RETURN NULL;', hash='b476b1cec65d78bc504816c140de06e0f8d2cf4a', operation='INSERT', pgid='pgtrigger_insert_insert_60e1b', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_applicationevent" ("call_id", "channel", "code_generation", "erased_at", "id", "is_practice", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reference", "status", "still_available_at", "withdrawn_at") VALUES (NEW."call_id", NEW."channel", NEW."code_generation", NEW."erased_at", NEW."id", NEW."is_practice", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_at", NEW."reference", NEW."status", NEW."still_available_at", NEW."withdrawn_at"); RETURN NULL;', hash='12a6557f0ce6b1c835f618b4c832f40ef91769a1', operation='UPDATE', pgid='pgtrigger_update_update_f714e', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "applications_applicationevent" ("call_id", "channel", "code_generation", "erased_at", "id", "is_practice", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "reference", "status", "still_available_at", "withdrawn_at") VALUES (OLD."call_id", OLD."channel", OLD."code_generation", OLD."erased_at", OLD."id", OLD."is_practice", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_at", OLD."reference", OLD."status", OLD."still_available_at", OLD."withdrawn_at"); RETURN NULL;', hash='832ed10e9a8ecde640cc3cf3cc07e5791d1c08ea', operation='DELETE', pgid='pgtrigger_delete_delete_9016e', table='applications_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_contactevent" ("erased_at", "is_complete", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") VALUES (NEW."erased_at", NEW."is_complete", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."revision_id", NEW."revision_id"); RETURN NULL;', hash='6ae73fcaf8fc6b737152cc2bf43c26faf1c9b283', operation='UPDATE', pgid='pgtrigger_update_update_6fcab', table='applications_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactlogentry',
            trigger=pgtrigger.compiler.Trigger(name='no_contact_is_logged_with_practice', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.application_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'no_contact_is_logged_with_practice';\n            END IF;\n            RETURN NEW;\n        ", hash='6476e62e654379d1abc750cef27ff7ed9f6dc695', operation='INSERT OR UPDATE', pgid='pgtrigger_no_contact_is_logged_with_practice_d0b4e', table='applications_contactlogentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactlogentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_contactlogentryevent" ("application_id", "at", "by_id", "entry_key", "happened_at", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic", "way") VALUES (NEW."application_id", NEW."at", NEW."by_id", NEW."entry_key", NEW."happened_at", NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."topic", NEW."way"); RETURN NULL;', hash='6cc00787bea2ac39c97e045116591fda86c2b8da', operation='UPDATE', pgid='pgtrigger_update_update_f7ea7', table='applications_contactlogentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasure',
            trigger=pgtrigger.compiler.Trigger(name='practice_is_cleared_not_erased', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.application_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'practice_is_cleared_not_erased';\n            END IF;\n            RETURN NEW;\n        ", hash='2483ae9d1049dbc5e63bf6f026e3c4db4ce6ed06', operation='INSERT OR UPDATE', pgid='pgtrigger_practice_is_cleared_not_erased_5968d', table='applications_erasure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lateentry',
            trigger=pgtrigger.compiler.Trigger(name='practice_is_never_late', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.application_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'practice_is_never_late';\n            END IF;\n            RETURN NEW;\n        ", hash='ec69a1afe27b7cff4e0a7b24a917aef33f630e2b', operation='INSERT OR UPDATE', pgid='pgtrigger_practice_is_never_late_66002', table='applications_lateentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lateentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_lateentryevent" ("accepted", "application_id", "asked_at", "asked_by_id", "decided_at", "decided_by_id", "erased_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."accepted", NEW."application_id", NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."erased_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."application_id"); RETURN NULL;', hash='b7dea1e243e31ddd558fbd176fdbbd97a228344f', operation='UPDATE', pgid='pgtrigger_update_update_e0f82', table='applications_lateentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='legalhold',
            trigger=pgtrigger.compiler.Trigger(name='practice_is_never_held_for_the_law', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.application_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'practice_is_never_held_for_the_law';\n            END IF;\n            RETURN NEW;\n        ", hash='036212321b711a699fd63ae148a9a0dc6b7359dc', operation='INSERT OR UPDATE', pgid='pgtrigger_practice_is_never_held_for_the_law_e835f', table='applications_legalhold', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_paperentryevent" ("agrees", "checked_at", "checked_by_id", "entered_at", "entered_by_id", "erased_at", "is_correction", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postmarked_on", "receiver", "revision_id", "signature_seen") VALUES (NEW."agrees", NEW."checked_at", NEW."checked_by_id", NEW."entered_at", NEW."entered_by_id", NEW."erased_at", NEW."is_correction", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."revision_id", NEW."postmarked_on", NEW."receiver", NEW."revision_id", NEW."signature_seen"); RETURN NULL;', hash='b353bde7a909f99f1368b413de6b973c81c7897e', operation='UPDATE', pgid='pgtrigger_update_update_9d1ec', table='applications_paperentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redaction',
            trigger=pgtrigger.compiler.Trigger(name='practice_is_never_redacted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = (SELECT r.application_id FROM applications_revision r JOIN applications_answer a ON a.revision_id = r.id WHERE a.id = NEW.answer_id) AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'practice_is_never_redacted';\n            END IF;\n            RETURN NEW;\n        ", hash='49ad69a06777f9e6495c3557bb8d3d6fd0db378c', operation='INSERT OR UPDATE', pgid='pgtrigger_practice_is_never_redacted_9f42c', table='applications_redaction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='redaction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_redactionevent" ("answer_id", "at", "by_id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."answer_id", NEW."at", NEW."by_id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."answer_id", NEW."version"); RETURN NULL;', hash='4499c12d3b65ae407079b6a2226611ea82f148a8', operation='UPDATE', pgid='pgtrigger_update_update_412ab', table='applications_redaction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheck',
            trigger=pgtrigger.compiler.Trigger(name='residency_is_never_checked_of_practice', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.application_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'residency_is_never_checked_of_practice';\n            END IF;\n            RETURN NEW;\n        ", hash='56ba16cfe165fb6a7ebf16939a8b8c04a3a5dcaf', operation='INSERT OR UPDATE', pgid='pgtrigger_residency_is_never_checked_of_practice_5e181', table='applications_residencycheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residencycheck',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_residencycheckevent" ("application_id", "at", "by_id", "id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."application_id", NEW."at", NEW."by_id", NEW."id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."status"); RETURN NULL;', hash='26417ad084de755e796f5f2475f5981bd0890747', operation='UPDATE', pgid='pgtrigger_update_update_8b82e', table='applications_residencycheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scannedpage',
            trigger=pgtrigger.compiler.Trigger(name='practice_is_never_scanned', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = (SELECT r.application_id FROM applications_revision r WHERE r.id = NEW.paper_entry_id) AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'practice_is_never_scanned';\n            END IF;\n            RETURN NEW;\n        ", hash='275b0c1564fedbb222034cdef793eef2f338b123', operation='INSERT OR UPDATE', pgid='pgtrigger_practice_is_never_scanned_aaa4a', table='applications_scannedpage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scannedpage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_scannedpageevent" ("added_at", "added_by_id", "height", "id", "paper_entry_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size_bytes", "width") VALUES (NEW."added_at", NEW."added_by_id", NEW."height", NEW."id", NEW."paper_entry_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."size_bytes", NEW."width"); RETURN NULL;', hash='2bed09c0ff8791cadcfbbcd22975f024173c865b', operation='UPDATE', pgid='pgtrigger_update_update_039e7', table='applications_scannedpage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='support',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_supportevent" ("pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_id") VALUES (COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."revision_id", NEW."revision_id"); RETURN NULL;', hash='4981a81f6e571997a078fd978738e918f73a69e0', operation='UPDATE', pgid='pgtrigger_update_update_c06fa', table='applications_support', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='translation',
            trigger=pgtrigger.compiler.Trigger(name='practice_is_never_translated', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = (SELECT r.application_id FROM applications_revision r JOIN applications_answer a ON a.revision_id = r.id WHERE a.id = NEW.answer_id) AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'practice_is_never_translated';\n            END IF;\n            RETURN NEW;\n        ", hash='2c5c51b1e2ef7ba2327ddbe99fc7952353d1c962', operation='INSERT OR UPDATE', pgid='pgtrigger_practice_is_never_translated_84691', table='applications_translation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='translation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_translationevent" ("answer_id", "checked_at", "checked_by_id", "claimed_at", "claimed_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_back_at", "sent_back_by_id", "status", "translated_at", "translated_by_id") VALUES (NEW."answer_id", NEW."checked_at", NEW."checked_by_id", NEW."claimed_at", NEW."claimed_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sent_back_at", NEW."sent_back_by_id", NEW."status", NEW."translated_at", NEW."translated_by_id"); RETURN NULL;', hash='b6542a0e3e2f61db08919cd44e34b4d61215a8fb', operation='UPDATE', pgid='pgtrigger_update_update_09952', table='applications_translation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawalrequest',
            trigger=pgtrigger.compiler.Trigger(name='nobody_withdraws_practice_for_somebody', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM applications_application AS practice\n                WHERE practice.id = NEW.application_id AND practice.is_practice\n            ) THEN\n                RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'nobody_withdraws_practice_for_somebody';\n            END IF;\n            RETURN NEW;\n        ", hash='46ddd7a918efab64d703848600abdd996cf9a46c', operation='INSERT OR UPDATE', pgid='pgtrigger_nobody_withdraws_practice_for_somebody_57e6c', table='applications_withdrawalrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='withdrawalrequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "applications_withdrawalrequestevent" ("application_id", "asker", "at", "by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "way") VALUES (NEW."application_id", NEW."asker", NEW."at", NEW."by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."application_id", NEW."way"); RETURN NULL;', hash='3fdf984ae0bea08e412f4226644a43d05160189c', operation='UPDATE', pgid='pgtrigger_update_update_931cc', table='applications_withdrawalrequest', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_practice', True), ('reference__startswith', 'PRACTICE-')), models.Q(('is_practice', False), models.Q(('reference__startswith', 'PRACTICE-'), _negated=True)), _connector='OR'), name='a_practice_application_has_a_reference_that_says_so'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='an_application_is_found', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='PERFORM keep_search_entry(NEW.id); RETURN NULL;', hash='9a64c47652d93d48f2a3be53687df9d7c5515c19', operation='UPDATE', pgid='pgtrigger_an_application_is_found_19d39', table='applications_application', when='AFTER')),
        ),
        migrations.RunSQL(KEEP_SEARCH_ENTRY, KEPT_BEFORE),
    ]
