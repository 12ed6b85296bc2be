"""The auditor reads the history of every change."""

from django.db import migrations

from core.permissions import store_roles


class Migration(migrations.Migration):
    dependencies = [("core", "0003_history_of_every_change")]

    operations = [migrations.RunPython(store_roles, migrations.RunPython.noop)]
