"""Mail that could not be delivered for long is given up, and keeps no words."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("core", "0003_security_events")]

    operations = [
        migrations.AddField(
            "outgoingmail",
            "given_up_at",
            models.DateTimeField(
                null=True,
                help_text="When we stopped trying: it could not be delivered for so long.",
            ),
        ),
        migrations.RemoveIndex("outgoingmail", "mail_waiting_by_time"),
        migrations.AddIndex(
            "outgoingmail",
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at=None, given_up_at=None),
                name="mail_waiting_by_time",
            ),
        ),
        migrations.AddConstraint(
            "outgoingmail",
            models.CheckConstraint(
                condition=Q(given_up_at=None) | Q(sent_at=None, body="", attempts__gt=0),
                name="mail_given_up_was_never_sent_and_keeps_no_words",
            ),
        ),
    ]
