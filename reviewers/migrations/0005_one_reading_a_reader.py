"""One reading of an application by one reader, and the page that saved it last."""

from django.db import migrations, models

from core.migration_operations import ChangeTables

# Of several that stand, the one stays that counts already, or else the calibration.
_END_ALL_BUT_ONE = """
SET CONSTRAINTS ALL IMMEDIATE;
WITH standing AS (
    SELECT id, row_number() OVER (
        PARTITION BY application_id, reviewer_id
        ORDER BY
            purpose = 'counts' AND submitted_at IS NOT NULL DESC,
            purpose = 'calibration' DESC,
            id DESC
    ) AS place
    FROM reviewers_review
    WHERE status IN ('assigned', 'open', 'submitted', 'reopened')
)
UPDATE reviewers_review AS review
SET status = 'taken_back', ended_by_id = assigned_by_id, ended_at = now(),
    end_reason = 'A reader reads an application once.'
FROM standing
WHERE standing.id = review.id AND standing.place > 1;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviewers", "0004_what_a_proposal_rests_on"),
    ]

    operations = [
        ChangeTables(
            [
                migrations.AddField(
                    model_name="review",
                    name="saved_in",
                    field=models.UUIDField(null=True),
                ),
                migrations.RunSQL(_END_ALL_BUT_ONE, migrations.RunSQL.noop),
                migrations.RemoveConstraint(
                    model_name="review",
                    name="a_reader_reads_an_application_once_a_rubric",
                ),
                migrations.AddConstraint(
                    model_name="review",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ("assigned", "open", "reopened", "submitted"))
                        ),
                        fields=("application", "reviewer"),
                        name="a_reader_reads_an_application_once",
                    ),
                ),
            ]
        )
    ]
