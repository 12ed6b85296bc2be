"""Nobody takes an open call back, and so moves its deadline, while somebody answers it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0013_practice_holds_nothing_up'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='call',
            trigger=pgtrigger.compiler.Trigger(name='an_open_call_somebody_has_begun_stays_published', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.is_published AND OLD.opens_at <= now() AND NOT NEW.is_published)', func="\n    IF EXISTS (SELECT FROM applications_draft WHERE call_id = OLD.id) THEN\n        RAISE EXCEPTION USING\n            ERRCODE = 'check_violation',\n            MESSAGE = 'an open call somebody has begun to answer stays published';\n    END IF;\n    RETURN NEW;\n", hash='2fad40fa6ea834109c6f98e6836ba2d7b2637fc7', operation='UPDATE', pgid='pgtrigger_an_open_call_somebody_has_begun_stays_published_41d17', table='applications_call', when='BEFORE')),
        ),
    ]
