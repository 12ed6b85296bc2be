"""`./run manage messages_out es FILE`: the site's messages as a spreadsheet for a translator."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications.form.wording_checks import checked_digests
from applications.words import workbook
from applications.words.messages import Catalogue, language_of
from core.text import number_of


class Command(BaseCommand):
    help = (
        "Write the site’s messages in one language into a spreadsheet (XLSX) for a translator. "
        "messages_back reads it once the translator has filled it in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", type=language_of, help="its code, such as es or pt-br")
        parser.add_argument("file", type=Path, help="the new file, such as messages-es.xlsx")
        fewer = parser.add_mutually_exclusive_group()
        fewer.add_argument("--missing", action="store_true", help="only those without words yet")
        fewer.add_argument("--unchecked", action="store_true", help="only those nobody checked")

    def handle(self, **options: Any) -> None:
        language, path = options["language"], options["file"]
        catalogue = Catalogue(language)
        messages = list(catalogue.messages())
        if options["missing"]:
            messages = [each for each in messages if not each.translation]
        if options["unchecked"]:
            checked = checked_digests()[language.code]
            messages = [each for each in messages if each.text.digest not in checked]
        if not messages:
            raise CommandError("There is no such message, so no file was written.")
        with workbook.written(catalogue.about, messages) as file:
            try:
                with path.open("xb") as there:
                    there.write(file.read())
            except FileExistsError:
                raise CommandError(f"{path} is there already. Name another file.") from None
            except OSError as error:
                raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{number_of(len(messages), 'row')} in {language.english_name}: {path}")
