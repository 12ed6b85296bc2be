"""What the access log noted of a page's search, in the words of that page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.utils.text import capfirst

from applications.form.queries.calls import in_display_order
from applications.models import Application, Call
from core.models import AccessEvent
from reports.forms import ExportForm, SearchForm

# What pages note of themselves in a word.
_PAGES = {
    "late": "Those that came late",
    "duplicates": "Possible duplicates",
    "redact": "To blank words for reviewers",
    "review": "To score it",
    "residency": "To check where they live",
    "chosen": "Chosen, to do the same to all of them",
}


@dataclass(frozen=True)
class Opening:
    """One line of the access log; `reference` is "" where it is about no single application."""

    event: AccessEvent
    reference: str
    details: str


def openings(events: Sequence[AccessEvent]) -> list[Opening]:
    """The lines of the log in words."""
    ids = {event.object_id for event in events if event.object_id}
    ids |= {int(found) for event in events for found in _shown(event.query)}
    references = dict(Application.objects.filter(pk__in=ids).values_list("pk", "reference"))
    form = SearchForm(calls=in_display_order(Call.objects.all()))
    return [
        Opening(
            event, references.get(event.object_id, ""), _in_words(event.query, form, references)
        )
        for event in events
    ]


def contains(typed: str) -> str:
    """A regular expression for what the log noted: words are joined in it by any sign."""
    return r"\W?_?".join(map(re.escape, re.split(r"[\W_]+", typed)))


def _shown(query: str) -> list[str]:
    """The ids of the applications that a search found."""
    return [each for each in dict(parse_qsl(query)).get("shown", "").split(",") if each.isdigit()]


def _in_words(query: str, form: SearchForm, references: dict[int, str]) -> str:
    if "=" not in query:
        return _PAGES.get(query) or capfirst(query)
    noted = dict(parse_qsl(query))
    found = [references[int(each)] for each in _shown(query) if int(each) in references]
    parts = [
        *(_filter(form, name, value) for name, value in noted.items() if name in form.fields),
        *(f"{number} searched for" for number in _number_of_words(noted.get("words"))),
        *([f"Found: {', '.join(found)}"] if found else []),
        *([f"With: {_parts(noted['parts'])}"] if noted.get("parts") else []),
        *([f"As {noted['format'].upper()}"] if noted.get("format") else []),
        *([f"Version {noted['revision']}"] if noted.get("revision") else []),
        *(["With the name"] if noted.get("name") else []),
    ]
    return "; ".join(parts)


def _filter(form: SearchForm, name: str, value: str) -> str:
    """ "Neighborhood: Mattapan"; a call that is gone has only its address left."""
    words = dict(form.fields[name].choices).get(value, value)
    return f"{form[name].label}: {words}"


def _number_of_words(count: str | None) -> Iterable[str]:
    if count:
        yield "1 word" if count == "1" else f"{count} words"


def _parts(names: str) -> str:
    """The labels of the parts of an export."""
    labels = {name: field.label for name, field in ExportForm.base_fields.items()}
    return ", ".join(labels.get(name, name).partition(", with")[0] for name in names.split(","))
