"""Mail that let somebody in keeps no words once it is sent."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AddField(
            "outgoingmail",
            "holds_secret",
            models.BooleanField(
                default=True,
                help_text="Whether the body may hold a link that lets somebody in. It goes once it "
                "is sent.",
            ),
        ),
        migrations.RunSQL(
            "UPDATE core_outgoingmail SET body = '' WHERE sent_at IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            "outgoingmail",
            models.Index(
                fields=["sent_at"],
                condition=Q(sent_at__isnull=False) & ~Q(body=""),
                name="mail_to_purge_by_time",
            ),
        ),
        migrations.AddConstraint(
            "outgoingmail",
            models.CheckConstraint(
                condition=Q(holds_secret=False) | Q(sent_at=None) | Q(body=""),
                name="sent_mail_holds_no_secret",
            ),
        ),
    ]
