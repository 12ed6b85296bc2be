"""Nothing: `migrate` fills the search index again whenever its function has changed.

The name stays, since databases know it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_tables")]
    operations = []
