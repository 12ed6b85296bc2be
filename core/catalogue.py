"""The site's own messages and their translations, read from the compiled catalogues."""

from dataclasses import dataclass

import polib
from django.conf import settings
from django.utils.translation import to_locale

from core.languages import Language


@dataclass(frozen=True)
class Message:
    """One message: its English, with its context, and its translation."""

    english: str
    translation: str


def messages(language: Language) -> tuple[Message, ...]:
    """All messages of this language; catalogues are compiled before the site starts."""
    folder = settings.LOCALE_PATHS[0] / to_locale(language.code)
    compiled = polib.mofile(str(folder / "LC_MESSAGES" / "django.mo"))
    return tuple(message_of(entry) for entry in compiled)


def message_of(entry: polib.MOEntry | polib.POEntry) -> Message:
    """An entry of a catalogue, compiled or not; a plural with each of its forms once."""
    english = [entry.msgctxt and f"({entry.msgctxt})", entry.msgid, entry.msgid_plural]
    forms = [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)]
    return Message(" ".join(filter(None, english)), "\n".join(dict.fromkeys(forms)) or entry.msgstr)
