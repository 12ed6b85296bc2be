"""What duplicates are looked for by has the name that says so."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applications", "0008_addresses_from_paper")]

    operations = [
        migrations.RenameModel("MatchEntry", "DuplicateKey"),
        migrations.AlterModelOptions("duplicatekey", {"default_permissions": ()}),
        migrations.RunSQL(
            "DROP FUNCTION IF EXISTS keep_match_entry(bigint)", migrations.RunSQL.noop
        ),
    ]
