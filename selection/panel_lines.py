"""Saved panels as their list shows them: each with its total and the targets that it meets."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from applications.models import Call
from selection.attributes import Values, values_of
from selection.board import board_of, pool_of
from selection.models import Panel, PanelPerson, Target
from selection.pool import scored_in, unit_of
from selection.representation import counted
from selection.standing import fixed_in


class PanelLine(NamedTuple):
    """A panel by the targets and scores that it was saved with; `total` is None without scores.

    `broken` are sentences: which locks and pairs it breaks. `is_on_board`: the same people are on
    the board now.
    """

    panel: Panel
    people: int
    total: Decimal | None
    met: int
    targets: int
    broken: Sequence[str]
    is_on_board: bool


def lines_of(call: Call, panels: Sequence[Panel]) -> list[PanelLine]:
    """In as many queries for many panels; one more for each version of the scores."""
    prefetch_related_objects(panels, "target_set__targets")
    able = pool_of(call).order_by().values("pk")
    seated = PanelPerson.objects.filter(panel__in=panels, application__in=able).order_by()
    people: dict[int, list[int]] = defaultdict(list)
    for panel, application in seated.values_list("panel", "application"):
        people[panel].append(application)
    everybody = sorted({pk for each in people.values() for pk in each})
    named = {each.attribute_id for panel in panels for each in _targets(panel)}
    values = values_of(call, sorted(named), everybody)
    scores = {
        version: scored_in(version, everybody)
        for version in {panel.score_version for panel in panels if panel.score_version}
    }
    fixed = fixed_in(call)
    board = PanelPerson.objects.filter(panel=board_of(call).pk, application__in=able)
    on_board = set(board.order_by().values_list("application", flat=True))
    lines = []
    for panel in panels:
        sits, version = people[panel.pk], panel.score_version
        units = (
            [scores[version][pk].score for pk in sits if pk in scores[version]] if version else []
        )
        lines.append(
            PanelLine(
                panel=panel,
                people=len(sits),
                total=Decimal(sum(units)) / unit_of(version) if version else None,
                met=sum(_is_met(each, sits, values) for each in _targets(panel)),
                targets=len(_targets(panel)),
                broken=fixed.broken_by(panel, sits),
                is_on_board=set(sits) == on_board,
            )
        )
    return lines


def _targets(panel: Panel) -> list[Target]:
    return list(panel.target_set.targets.all()) if panel.target_set else []


def _is_met(target: Target, people: Sequence[int], values: Values) -> bool:
    chosen, most = counted(target, people, values), target.maximum
    return target.minimum <= chosen and (most is None or chosen <= most)
