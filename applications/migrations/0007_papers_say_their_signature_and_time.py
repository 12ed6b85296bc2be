"""Find unsigned papers in the list, and tell a received stamp without a time from one of 9 a.m."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from core.migration_operations import AddFields


def _time():
    return {
        "has_time": models.BooleanField("the stamp has a time", default=True, db_default=True)
    }


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("applications", "0006_contact_changes_after_the_deadline")]
    operations = [
        AddFields(
            {
                "paperentry": _time(),
                "paperentryevent": _time(),
                "searchentry": {
                    "is_unsigned": models.BooleanField(default=False, db_default=False)
                },
            }
        ),
        AddIndexConcurrently(
            "searchentry",
            models.Index(
                fields=["call", "-received_at", "-application"],
                condition=models.Q(is_unsigned=True),
                name="entries_unsigned",
            ),
        ),
    ]
