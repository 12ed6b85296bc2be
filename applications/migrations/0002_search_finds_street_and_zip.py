"""Fill the search index again: keep_search_entry takes street and ZIP code too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core.database_code import install_functions


def fill_again(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Update the entry of every application by the function as it is now."""
    with editor.connection.cursor() as cursor:
        install_functions(cursor)
        cursor.execute("SELECT count(keep_search_entry(id)) FROM applications_application")


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_tables")]
    operations = [migrations.RunPython(fill_again, migrations.RunPython.noop)]
