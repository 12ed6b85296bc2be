"""No link to an address that staff typed opens the about-you answers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_sane_dates")]

    operations = [
        migrations.RunSQL(
            "UPDATE applications_revision SET email_opens_about_you = false"
            " WHERE email_opens_about_you"
            " AND id IN (SELECT revision_id FROM applications_paperentry)",
            migrations.RunSQL.noop,
        ),
    ]
