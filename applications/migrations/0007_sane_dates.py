"""Dates that people type are from 2000 to 2099; what stands outside is brought to the nearest end."""

from datetime import UTC, date, datetime, timedelta

import pgtrigger
from django.db import migrations
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import TruncDate

from core.migration_operations import AddConstraints

DAYS = date(2000, 1, 1), date(2099, 12, 31)
MOMENTS = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, 12, tzinfo=UTC)
NEVER = MOMENTS[1]


def between(ends, *fields, name):
    return CheckConstraint(condition=Q(**{f"{field}__range": ends for field in fields}), name=name)


# Tables with what people typed in them, and what is made of it.
TYPED_MOMENTS = {
    "application": ["received_at"],
    "revision": ["received_at"],
    "searchentry": ["received_at"],
    "contactlogentry": ["happened_at"],
}
TYPED_DAYS = {
    "call": ["answers_until", "meets_from", "meets_until"],
    "notice": ["starts_on", "ends_on"],
    "paperentry": ["postmarked_on"],
}
# Both ends at once, so that one stays before the other where both are outside.
DEADLINES = [
    """
    UPDATE applications_call
    SET opens_at = LEAST(GREATEST(opens_at, '2000-01-01 00:00+00'), '2099-12-31 12:00+00'),
        closes_at = LEAST(GREATEST(closes_at, '2000-01-02 00:00+00'), '2100-01-01 12:00+00')
    WHERE opens_at NOT BETWEEN '2000-01-01 00:00+00' AND '2099-12-31 12:00+00'
       OR closes_at NOT BETWEEN '2000-01-01 00:00+00' AND '2100-01-01 12:00+00'
    """,
    """
    UPDATE applications_deadlineextension
    SET was_closing_at =
            LEAST(GREATEST(was_closing_at, '2000-01-01 00:00+00'), '2099-12-31 12:00+00'),
        closes_at = LEAST(GREATEST(closes_at, '2000-01-02 00:00+00'), '2100-01-01 12:00+00')
    WHERE was_closing_at NOT BETWEEN '2000-01-01 00:00+00' AND '2099-12-31 12:00+00'
       OR closes_at NOT BETWEEN '2000-01-01 00:00+00' AND '2100-01-01 12:00+00'
    """,
]


def bring_inside(apps, schema_editor):
    """Python cannot read some of these, so the database itself does it.

    They come to where everybody sees that they cannot be meant, and pages mend them. A deadline at
    the last end may be moved earlier.
    """
    with pgtrigger.ignore(), schema_editor.connection.cursor() as cursor:
        for statement in DEADLINES:
            cursor.execute(statement)
        for ends, typed in ((MOMENTS, TYPED_MOMENTS), (DAYS, TYPED_DAYS)):
            for table, columns in typed.items():
                for column in columns:
                    cursor.execute(
                        f"UPDATE applications_{table} SET {column} ="
                        f" LEAST(GREATEST({column}, %s), %s)"
                        f" WHERE {column} NOT BETWEEN %s AND %s",
                        [*ends, *ends],
                    )
        cursor.execute(
            "UPDATE applications_revision SET received_at = stored_at"
            " WHERE received_at > stored_at + interval '5 minutes'"
        )
        cursor.execute(
            "UPDATE applications_paperentry SET postmarked_on = (entered_at AT TIME ZONE 'UTC')::date"
            " WHERE postmarked_on > (entered_at AT TIME ZONE 'UTC')::date"
        )


class Migration(migrations.Migration):
    dependencies = [("applications", "0006_drafts_hold_what_is_typed")]

    operations = [
        migrations.RunPython(bring_inside, migrations.RunPython.noop),
        migrations.RemoveConstraint("deadlineextension", "an_extension_is_later"),
        AddConstraints(
            {
                "application": [
                    between(
                        MOMENTS, "received_at", name="an_application_came_between_2000_and_2099"
                    )
                ],
                "revision": [
                    between(MOMENTS, "received_at", name="a_revision_came_between_2000_and_2099"),
                    CheckConstraint(
                        condition=Q(received_at__lte=F("stored_at") + timedelta(minutes=5)),
                        name="what_is_stored_has_come",
                    ),
                ],
                "call": [
                    between(
                        MOMENTS, "opens_at", "closes_at",
                        name="a_call_opens_and_closes_between_2000_and_2099",
                    ),
                    between(
                        DAYS, "answers_until", "meets_from", "meets_until",
                        name="a_call_promises_days_between_2000_and_2099",
                    ),
                ],
                "deadlineextension": [
                    CheckConstraint(
                        condition=Q(closes_at__gt=F("was_closing_at")) | Q(was_closing_at=NEVER),
                        name="an_extension_is_later",
                    ),
                    between(
                        MOMENTS, "was_closing_at", "closes_at",
                        name="an_extension_is_to_a_day_between_2000_and_2099",
                    ),
                ],
                "notice": [
                    between(
                        DAYS, "starts_on", "ends_on", name="a_notice_stands_between_2000_and_2099"
                    )
                ],
                "paperentry": [
                    between(DAYS, "postmarked_on", name="a_postmark_is_between_2000_and_2099"),
                    CheckConstraint(
                        condition=Q(postmarked_on=None)
                        | Q(postmarked_on__lte=TruncDate("entered_at", tzinfo=UTC)),
                        name="a_postmark_is_older_than_its_entry",
                    ),
                ],
                "contactlogentry": [
                    between(MOMENTS, "happened_at", name="a_contact_was_between_2000_and_2099")
                ],
            }
        ),
    ]  # fmt: skip
