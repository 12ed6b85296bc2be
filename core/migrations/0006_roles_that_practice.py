"""Clerks and coordinators may practice."""

from django.db import migrations

from core.permissions import store_roles


class Migration(migrations.Migration):
    dependencies = [("core", "0005_practice_is_kept_apart")]

    operations = [migrations.RunPython(store_roles, migrations.RunPython.noop)]
