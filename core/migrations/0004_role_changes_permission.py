"""Auditors may read who changed whose roles."""

from django.db import migrations

from core.permissions import store_roles


class Migration(migrations.Migration):
    dependencies = [("core", "0003_accounts")]

    operations = [migrations.RunPython(store_roles, migrations.RunPython.noop)]
