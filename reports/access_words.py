"""The lines of the access log, in the words of the pages that noted them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qsl

from django.db.models import Exists, OuterRef, Q, QuerySet
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


AT_ONCE = timedelta(milliseconds=10)  # a page writes its events in one statement
MOST_AT_ONCE = 100  # events of one page


@dataclass(frozen=True)
class Opening:
    """One line of the access log: an event, or all that a page noted, one for each application.

    `references` are those applications; none where it is about a list.
    """

    event: AccessEvent
    references: Sequence[str]
    count: int
    details: str


def with_along(found: QuerySet[AccessEvent]) -> QuerySet[AccessEvent]:
    """With `is_along`: whether the same page noted the next event about another application.

    So that a page of 25 addresses is one line: the one of its last event.
    """
    same = {name: OuterRef(name) for name in ("by", "what", "query", "reason")}
    following = found.filter(
        **same,
        pk=OuterRef("pk") + 1,
        at__lt=OuterRef("at") + AT_ONCE,
        object_id__isnull=False,
    )
    return found.annotate(is_along=Q(object_id__isnull=False) & Exists(following))


def openings(events: Sequence[AccessEvent], found: QuerySet[AccessEvent]) -> list[Opening]:
    """The lines of the log in words. `found` are all of its events, `with_along`."""
    objects = _objects(events, found)
    ids = {each for of_one in objects.values() for each in of_one if each}
    ids |= {int(found) for event in events for found in _shown(event.query)}
    references = dict(Application.objects.filter(pk__in=ids).values_list("pk", "reference"))
    form = SearchForm(calls=in_display_order(Call.objects.all()))
    return [
        Opening(
            event,
            [references[each] for each in objects[event.pk] if each in references],
            max(event.count, len(objects[event.pk])),
            _in_words(event.query, form, references),
        )
        for event in events
    ]


def _objects(
    events: Sequence[AccessEvent], found: QuerySet[AccessEvent]
) -> dict[int, list[int | None]]:
    """What each event is about, with those along with it."""
    about: dict[int, list[int | None]] = {event.pk: [] for event in events}
    if not events:
        return about
    near = found.filter(pk__lte=events[0].pk, pk__gt=events[-1].pk - MOST_AT_ONCE)
    line = 0
    for pk, object_id, is_along in near.order_by("-pk").values_list("pk", "object_id", "is_along"):
        line = line if is_along else pk
        if line in about:
            about[line].insert(0, object_id)
    return about


def may_include(application: Application) -> Q:
    """Lists, searches, exports and the like that may have shown an application since it came.

    Those of its call, and those that name no call. A search that found a few noted whom, but the
    log cuts what is long.
    """
    call, cut = re.escape(application.call.slug), AccessEvent._meta.get_field("query").max_length
    of_a_call, of_its_call = r"(^|[& ])call=", rf"(^|[& ])call={call}([& ]|$)"
    found = rf"(^|&)shown=([0-9]+,)*{application.pk}(,|&|$)"
    is_list = Q(object_id=None, count__gt=0, at__gte=application.received_at)
    is_its_call = ~Q(query__regex=of_a_call) | Q(query__regex=of_its_call)
    is_found = ~Q(query__regex=r"(^|&)shown=") | Q(query__regex=found)
    return is_list & is_its_call & (is_found | Q(query__regex=rf"^.{{{cut}}}$"))


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
        *([f"File {noted['file']}"] if noted.get("file") else []),
        *([f"Row {noted['row']}"] if noted.get("row") else []),
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
