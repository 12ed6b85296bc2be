"""Guess the language of the answers that were sent before this was done as they are stored."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core.language_guess import seems_other


def guess_languages(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Writes only where a text seems to be in another language than its form was."""
    answers = apps.get_model("applications", "Answer").objects
    written = answers.exclude(text="").values_list("pk", "text", "revision__language")
    for pk, text, language in written.iterator():
        if found := seems_other(text, language):
            answers.filter(pk=pk).update(looks_like=found)


class Migration(migrations.Migration):
    dependencies = [("applications", "0008_translations")]

    operations = [migrations.RunPython(guess_languages, migrations.RunPython.noop)]
