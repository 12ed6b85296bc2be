"""Fill the search index again, by street and ZIP code too: the next one does it.

The function writes columns that only the next one adds.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_tables")]
    operations = []
