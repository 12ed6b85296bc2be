"""The roles, as groups with their permissions."""

from django.db import migrations

from core.permissions import store_roles


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(store_roles, migrations.RunPython.noop)]
