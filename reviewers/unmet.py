"""What an assignment could not meet, in sentences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from applications.models import Application
from applications.translations.queries import without_english
from core.languages import english_name
from core.models import User
from core.text import number_of
from reviewers.enums import ReaderRole

NAMED = 10  # sentences of one kind before the rest are only counted
NOT_TRANSLATED = "Not all of it is translated, so nobody could score it now."


def unmet_in_words(unmet: Iterable[Mapping[str, Any]]) -> list[str]:
    """What could not be met, the gravest first; many of one kind are counted."""
    rows = list(unmet)
    of_reader = {"load_unmet"}
    applications = Application.objects.in_bulk(
        {int(row["id"]) for row in rows if "id" in row and row["code"] not in of_reader}
    )
    readers = User.objects.in_bulk({int(row["id"]) for row in rows if row["code"] in of_reader})
    unread = [int(row["id"]) for row in rows if row["code"] == "language_unmet"]
    untranslated = without_english(unread[:NAMED])
    by_code: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        known = readers if row["code"] in of_reader else applications
        named = known.get(int(row["id"])) if "id" in row else ""
        if named is not None:
            needs_it = row["code"] == "language_unmet" and named.pk in untranslated
            sentence = _SENTENCES[row["code"]](row, named)
            by_code[row["code"]].append(f"{sentence} {NOT_TRANSLATED}" if needs_it else sentence)
    found = []
    for sentences in by_code.values():
        found += sentences[:NAMED]
        if len(sentences) > NAMED:
            found.append(f"The same holds for {len(sentences) - NAMED} more.")
    return found


def _readings(number: int) -> str:
    return number_of(number, "reading")


def readers_in_words(application: Application, has: int, wanted: int) -> str:
    """How many readers it has, where that is not the number wanted."""
    if has < wanted:
        return f"{application.reference} has {has} of {number_of(wanted, 'reader')}."
    is_wanted = "is wanted" if wanted == 1 else "are wanted"
    return f"{application.reference} has {number_of(has, 'reader')}, where {wanted} {is_wanted}."


_SENTENCES = {
    "readings_above_places": lambda row, _: (
        f"{_readings(row['readings']).capitalize()} more than all readers’ limits together allow."
    ),
    "by_hand": lambda row, of: readers_in_words(of, row["readings"], row["wanted"]),
    "unread": lambda row, of: f"{of.reference} lacks {_readings(row['readings'])}.",
    "language_unmet": lambda row, of: (
        f"{of.reference} has no reader of {english_name(row['language'])}."
    ),
    "role_unmet": lambda row, of: (
        f"{of.reference} has no reader with {ReaderRole(row['role']).label}."
    ),
    "load_unmet": lambda row, of: (
        f"{of} reads {row['load']}, where {row['min']} to {row['max']} would be even."
    ),
}
