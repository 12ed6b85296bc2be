"""Coordinators configure calls and write the site's text."""

from django.db import migrations

from core.permissions import Permission, store_roles


class Migration(migrations.Migration):
    dependencies = [("core", "0004_role_changes_permission")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "default_permissions": (),
                "permissions": Permission.choices,
                "verbose_name": "account",
            },
        ),
        migrations.RunPython(store_roles, migrations.RunPython.noop),
    ]
