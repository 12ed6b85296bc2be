"""Practice applications neither freeze the questions of a call nor keep it published."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0012_duplicates_and_practice'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='call',
            name='a_call_somebody_applied_to_stays_published',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='choice',
            name='choices_are_frozen_once_a_call_opens',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='question',
            name='questions_are_frozen_once_a_call_opens',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='a_call_somebody_applied_to_stays_published', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT NEW."is_published" AND OLD."is_published")', func="\n    IF EXISTS (\n        SELECT FROM applications_application WHERE call_id = OLD.id AND NOT is_practice\n    ) THEN\n        RAISE EXCEPTION USING\n            ERRCODE = 'check_violation',\n            MESSAGE = 'a call somebody applied to stays published';\n    END IF;\n    RETURN NEW;\n", hash='a4aaf71800911ac76505daba13a13ae96be82d0d', operation='UPDATE', pgid='pgtrigger_a_call_somebody_applied_to_stays_published_4ee29', table='applications_call', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='choices_are_frozen_once_a_call_opens', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    IF TG_OP = \'UPDATE\' AND (NEW."question_id", NEW."key", NEW."order") IS NOT DISTINCT FROM (OLD."question_id", OLD."key", OLD."order") THEN\n        RETURN NEW;\n    END IF;\n\n    PERFORM FROM applications_call WHERE id IN (SELECT call_id FROM applications_question WHERE id IN (OLD.question_id, NEW.question_id)) FOR SHARE;\n    IF EXISTS (\n            SELECT FROM applications_call\n            WHERE id IN (SELECT call_id FROM applications_question WHERE id IN (OLD.question_id, NEW.question_id)) AND is_published AND opens_at <= now()\n        )\n        OR EXISTS (SELECT FROM applications_draft WHERE call_id IN (SELECT call_id FROM applications_question WHERE id IN (OLD.question_id, NEW.question_id)))\n        OR EXISTS (\n            SELECT FROM applications_application WHERE call_id IN (SELECT call_id FROM applications_question WHERE id IN (OLD.question_id, NEW.question_id)) AND NOT is_practice\n        )\n    THEN\n        RAISE EXCEPTION USING\n            ERRCODE = \'check_violation\',\n            MESSAGE = \'choices are frozen once a call opens\';\n    END IF;\n    IF TG_OP = \'DELETE\' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n', hash='9e32060cd17beb7fc241aca528c4d8556c6a8547', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_choices_are_frozen_once_a_call_opens_42432', table='applications_choice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='question',
            trigger=pgtrigger.compiler.Trigger(name='questions_are_frozen_once_a_call_opens', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    IF TG_OP = \'UPDATE\' AND (NEW."call_id", NEW."key", NEW."part", NEW."kind", NEW."order", NEW."is_required", NEW."is_scored", NEW."sensitivity", NEW."max_characters") IS NOT DISTINCT FROM (OLD."call_id", OLD."key", OLD."part", OLD."kind", OLD."order", OLD."is_required", OLD."is_scored", OLD."sensitivity", OLD."max_characters") THEN\n        RETURN NEW;\n    END IF;\n\n    PERFORM FROM applications_call WHERE id IN (OLD.call_id, NEW.call_id) FOR SHARE;\n    IF EXISTS (\n            SELECT FROM applications_call\n            WHERE id IN (OLD.call_id, NEW.call_id) AND is_published AND opens_at <= now()\n        )\n        OR EXISTS (SELECT FROM applications_draft WHERE call_id IN (OLD.call_id, NEW.call_id))\n        OR EXISTS (\n            SELECT FROM applications_application WHERE call_id IN (OLD.call_id, NEW.call_id) AND NOT is_practice\n        )\n    THEN\n        RAISE EXCEPTION USING\n            ERRCODE = \'check_violation\',\n            MESSAGE = \'questions are frozen once a call opens\';\n    END IF;\n    IF TG_OP = \'DELETE\' THEN\n        RETURN OLD;\n    END IF;\n    RETURN NEW;\n', hash='abdce44c4cb25d10c607dc05bb672dbd368ea5d5', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_questions_are_frozen_once_a_call_opens_fc79b', table='applications_question', when='BEFORE')),
        ),
    ]
