"""The candidates of the board: which are listed, how they are found and sorted, and each row."""

from collections.abc import Sequence, Set

from django.db import connection
from django.db.models import Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.expressions import OuterRef, RawSQL
from django.db.models.functions import Replace

from applications.models import Application, Call
from applications.records.queries import search_entries
from reviewers.models import ScoreLine
from selection.attributes import Attributes, attributes_of
from selection.board import BoardNow, pool_of
from selection.enums import AttributeSource, AttributeUse, LockKind
from selection.models import RunPerson, Target
from selection.proposal import NEARLY_IN, Proposal

SHORTEST_END = 4  # of a reference
PLACES = (AttributeSource.NEIGHBORHOOD, AttributeSource.CLUSTER)


class Tab(TextChoices):
    """Which candidates are listed."""

    ALL = "", "All"
    CHOSEN = "chosen", "Chosen"
    NEARLY = "nearly", "Nearly in"
    LOCKED = "locked", "Locked"
    CANNOT = "cannot", "Cannot be chosen"


def listed(now: BoardNow, tab: Tab, proposal: Proposal | None) -> QuerySet[Application]:
    """The applications on a tab, with what they are sorted by."""
    found = _of_tab(now, tab, proposal)
    current = proposal.run if proposal and proposal.is_current else None
    people = RunPerson.objects.filter(run=current, application=OuterRef("pk")).order_by()
    return _by_score(found, now).annotate(cost=Subquery(people.values("price")))


def _of_tab(now: BoardNow, tab: Tab, proposal: Proposal | None) -> QuerySet[Application]:
    if tab == Tab.CHOSEN:
        return Application.objects.filter(pk__in=list(now.people))
    able = pool_of(now.call)
    if tab == Tab.CANNOT:
        everybody = Application.objects.filter(call=now.call)
        return everybody.exclude(pk__in=able.order_by().values("pk"))
    if tab == Tab.NEARLY:
        return able.filter(pk__in=nearly_in(now, proposal))
    if tab == Tab.LOCKED:
        return able.filter(pk__in=now.tied)
    return able


def _by_score(found: QuerySet[Application], now: BoardNow) -> QuerySet[Application]:
    lines = ScoreLine.objects.filter(version=now.version, application=OuterRef("pk")).order_by()
    return found.annotate(score=Value(0) - Subquery(lines.values("place")))  # the best place is 1


def with_reference(call: Call, written: str) -> list[Application]:
    """Those of a call whose reference this is, or ends so (4 signs at least); two at most."""
    wanted = "".join(sign for sign in written.upper() if sign.isalnum())
    if len(wanted) < SHORTEST_END:
        return []
    plain = Replace("reference", Value("-"), Value(""))
    found = Application.objects.annotate(plain=plain).filter(call=call, plain__endswith=wanted)
    return list(found[:2])


def nearly_in(now: BoardNow, proposal: Proposal | None) -> set[int]:
    """Those outside who sit in many redraws of the scores."""
    if proposal is None or not proposal.is_current or proposal.explained is None:
        return set()
    often = RunPerson.objects.filter(run=proposal.explained, firmness__gte=10 * NEARLY_IN)
    return set(often.order_by().values_list("application", flat=True)) - now.people.keys()


def counts_of(now: BoardNow, nearly: Set[int], pool: int, barred: Set[int]) -> dict[Tab, int]:
    """How many each tab lists.

    `pool` is how many can be chosen; `barred` are those who cannot, of those nearly in and locked.
    """
    return {
        Tab.ALL: pool,
        Tab.CHOSEN: len(now.people),
        Tab.NEARLY: len(nearly - barred),
        Tab.LOCKED: len(now.tied - barred),
        Tab.CANNOT: Application.objects.filter(call=now.call).count() - pool,
    }


def found_by(
    call: Call, found: QuerySet[Application], words: str, target: Target | None
) -> QuerySet[Application]:
    """Those of them who count toward a target, and whom all words of a search are about.

    A word is a part of a reference, or of the label of a value that people are balanced by.
    """
    if target is not None:
        having = _having(call, [(target.attribute_id, value) for value in target.values])
        found = found.exclude(having) if target.is_negated else found.filter(having)
    if words:
        attributes = attributes_of(call, [AttributeUse.TARGET])
        found = found.annotate(symbols=Replace("reference", Value("-"), Value("")))
        for word in words.split():
            found = found.filter(_about(call, word, attributes))
    return found


def _about(call: Call, word: str, attributes: Attributes) -> Q:
    part = "".join(filter(str.isalnum, word)).upper()
    about = Q(symbols__contains=part) if part else Q()
    values = [
        (attribute, value)
        for attribute, labels in attributes.labels.items()
        if attributes.by_id[attribute].source not in PLACES  # their own neighborhood is shown
        for value, label in labels.items()
        if word.casefold() in str(label).casefold()
    ]
    if {each.source for each in attributes.rows} & set(PLACES):
        entries = search_entries({"call": call.slug}).filter(neighborhood__name__icontains=word)
        about |= Q(pk__in=entries.order_by().values("pk"))
    return about | _having(call, values) if values else about


_HAVING = """
    SELECT application_id FROM attribute_values(%s) AS had
    JOIN unnest(%s::bigint[], %s::text[]) AS named(attribute_id, value)
        USING (attribute_id, value)
"""


def _having(call: Call, values: Sequence[tuple[int, str]]) -> Q:
    """Having one of these values of attributes."""
    attributes, named = [each[0] for each in values], [each[1] for each in values]
    return Q(pk__in=RawSQL(_HAVING, [call.pk, attributes, named]))  # noqa: S611 (no text of ours)


SORTS = {
    "score": ("score", "-reference"),
    "cost": ("cost", "reference"),
    "reference": ("reference",),
}


_FILLERS = """
    SELECT application_id FROM (
        SELECT had.application_id, row_number() OVER (
            PARTITION BY target.id ORDER BY line.place, had.application_id
        ) AS number
        FROM selection_target AS target
        JOIN attribute_values(%s) AS had
            ON had.attribute_id = target.attribute_id AND had.value = ANY(target.values)
        JOIN reviewers_scoreline AS line
            ON line.application_id = had.application_id AND line.version_id = %s
        WHERE target.target_set_id = %s AND NOT target.is_negated AND line.place IS NOT NULL
            AND had.application_id IN ({pool})
    ) AS ranked
    WHERE number <= %s
"""


def who_could_come(now: BoardNow, best: int, best_of_target: int) -> list[int]:
    """The best of those outside who can be chosen, and the best of them for each target."""
    busy = [*now.people, *(pk for pk, lock in now.locks.items() if lock.kind == LockKind.OUT)]
    pool = pool_of(now.call).order_by()
    found = _by_score(pool, now).exclude(pk__in=busy).exclude(score=None)
    first = list(found.order_by("-score", "reference").values_list("pk", flat=True)[:best])
    if now.targets is None or now.version is None:
        return first
    sql, of_pool = pool.exclude(pk__in=busy).values("pk").query.sql_with_params()
    given = [now.call.pk, now.version.pk, now.targets.pk, *of_pool, best_of_target]
    with connection.cursor() as cursor:
        cursor.execute(_FILLERS.format(pool=sql), given)
        fillers = [pk for (pk,) in cursor.fetchall()]
    return list(dict.fromkeys([*first, *fillers]))
