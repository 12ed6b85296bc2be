"""A panel with all that is said about it: its people, its targets, its scores and its proof.

It is measured by the targets and scores that it was saved with; the board by those of now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Count

from applications.enums import PlaceKind
from applications.models import Application, Call, Neighborhood
from applications.records.queries import search_entries
from reviewers.models import ScoreVersion
from reviewers.queries import latest_version
from selection.attributes import YES_NO, Attributes, Values, attributes_of, values_of
from selection.board import current_targets, people_of, pool_of
from selection.enums import AttributeSource, AttributeUse, Balance, RunKind, RunStatus
from selection.found import with_found
from selection.models import LARGE, Panel, Run, RunPerson, Target, TargetSet
from selection.pool import Scored, scored_in, unit_of
from selection.proposal import FIRM, NEARLY_IN, Proposal, proposal_of
from selection.representation import TargetRow, counted, rows_of
from selection.supply import Supply, supply_of

PLACES = (AttributeSource.NEIGHBORHOOD, AttributeSource.CLUSTER)


@dataclass(frozen=True)
class Member:
    """Somebody in a panel as it is shown: no name, and no value that is not a target's."""

    application: Application
    neighborhood: Neighborhood | None
    tags: str
    score: Decimal | None
    error: int | None
    share: int | None  # of the redraws in which they sit, in percent

    @property
    def is_firm(self) -> bool:
        """Whether their seat hardly depends on the noise of the scores."""
        return self.share is not None and self.share >= FIRM


@dataclass(frozen=True)
class PanelDetails:
    """A panel, its `members` who can be chosen now, and `gone`: who cannot be chosen any more.

    `proposal` is the one for the same targets and scores, with the same people if there is such a
    one; `proposed` are its people.
    """

    panel: Panel
    targets: TargetSet | None
    scores: ScoreVersion | None
    attributes: Attributes
    members: list[Member]
    gone: list[Application]
    rows: list[TargetRow]
    values: Values
    supply: Supply
    proposal: Proposal | None
    proposed: frozenset[int]  # application ids

    @cached_property
    def ids(self) -> frozenset[int]:
        """The members' application ids."""
        return frozenset(each.application.pk for each in self.members)

    @property
    def total(self) -> Decimal | None:
        """Points of all members together; None before there are scores."""
        if self.scores is None:
            return None
        return sum((each.score for each in self.members if each.score is not None), Decimal(0))

    @property
    def mean(self) -> Decimal | None:
        """Points of a member."""
        return self.total / len(self.members) if self.members and self.scores else None

    @property
    def met(self) -> int:
        """How many targets are met."""
        return sum(row.balance == Balance.MET for row in self.rows)

    @property
    def missed(self) -> list[TargetRow]:
        """The targets that are short or over."""
        return [row for row in self.rows if row.balance != Balance.MET]

    @property
    def is_firmness_known(self) -> bool:
        """Whether anybody has worked out how firm the seats are."""
        return self.proposal is not None and self.proposal.explained is not None

    @property
    def firm(self) -> int:
        """How many seats are firm."""
        return sum(each.is_firm for each in self.members)

    @property
    def close(self) -> int:
        """How many seats are close."""
        return len(self.members) - self.firm

    @property
    def is_best(self) -> bool:
        """Whether these are the people of the proposal: no panel for these targets totals more."""
        return bool(self.proposed) and self.ids == self.proposed and not self.differing

    @property
    def kept_locks(self) -> str:
        """ "2 locks and 1 pair kept apart": what the proposal is proved within."""
        if self.proposal is None:
            return ""
        locks, pairs = (len(self.proposal.run.basis[name]) for name in ("locks", "pairs"))
        return " and ".join(
            [
                *([f"{locks} {'lock' if locks == 1 else 'locks'}"] if locks else []),
                *([f"{pairs} {'pair' if pairs == 1 else 'pairs'} kept apart"] if pairs else []),
            ]
        )

    @property
    def is_provisional(self) -> bool:
        """Whether ties of the proposal were settled without a lot."""
        return self.proposal is not None and not self.proposal.run.lot

    @property
    def differing(self) -> int:
        """How many of the proposal's people do not sit; whoever was erased does not."""
        if self.proposal is None:
            return 0
        return self.proposal.run.found_seats - len(self.proposed & self.ids)

    @property
    def best_total(self) -> Decimal | None:
        """Points of the proposal's people."""
        if self.proposal is None:
            return None
        return Decimal(self.proposal.run.found_total) / self.proposal.unit

    def count_of(self, target: Target) -> int:
        """How many members count toward a target, of this panel's targets or of others."""
        return counted(target, self.ids, self.values)

    @property
    def neighborhoods(self) -> int:
        """From how many neighborhoods the members are."""
        named = {each.neighborhood for each in self.members}
        return sum(place is not None and place.kind == PlaceKind.PLACE for place in named)


def details_of(panel: Panel, scores: ScoreVersion | None = None) -> PanelDetails:
    """In a fixed number of queries; `scores` are others than the panel's own, to compare it."""
    call = panel.call
    targets = panel.target_set if panel.name else current_targets(call)
    own = scores_of(panel)
    scores = scores or own
    people = [each.application for each in people_of(panel).order_by("application__reference")]
    ids = [each.pk for each in people]
    able = set(pool_of(call).filter(pk__in=ids).values_list("pk", flat=True))
    attributes = attributes_of(call)
    values = values_of(call, attributes.by_id, ids)
    supply = supply_of(call)
    run, proposed = _proposed(panel, targets, own, able)
    proposal = proposal_of(run) if run else None
    members = [each for each in people if each.pk in able]
    return PanelDetails(
        panel=panel,
        targets=targets,
        scores=scores,
        attributes=attributes,
        members=_members(members, attributes, values, scores, proposal),
        gone=[each for each in people if each.pk not in able],
        rows=rows_of(targets, attributes, able, (), supply.pool) if targets else [],
        values=values,
        supply=supply,
        proposal=proposal,
        proposed=proposed,
    )


def scores_of(panel: Panel) -> ScoreVersion | None:
    """The scores that a panel is measured by."""
    return panel.score_version if panel.name else latest_version(panel.call)


def _members(
    people: list[Application],
    attributes: Attributes,
    values: Values,
    scores: ScoreVersion | None,
    proposal: Proposal | None,
) -> list[Member]:
    ids = [each.pk for each in people]
    unit = unit_of(scores) if scores else 1
    scored = scored_in(scores, ids) if scores else {}
    shares = proposal.firmness_of(ids) if proposal else {}
    entries = search_entries({}).filter(pk__in=ids).in_bulk()
    members = [
        Member(
            application=each,
            neighborhood=entries[each.pk].neighborhood,
            tags=_tags(attributes, values.get(each.pk, {})),
            score=_points(scored.get(each.pk), unit),
            error=_error(scored.get(each.pk), unit),
            share=shares.get(each.pk),
        )
        for each in people
    ]
    return sorted(members, key=lambda each: -(each.score or 0))


def _points(scored: Scored | None, unit: int) -> Decimal | None:
    return None if scored is None else Decimal(scored.score) / unit


def _error(scored: Scored | None, unit: int) -> int | None:
    return round(scored.error / unit) if scored and scored.error else None


def _tags(attributes: Attributes, values: dict[int, list[str]]) -> str:
    """The labels of values of attributes that are targets, where they say enough by themselves.

    The neighborhood stands beside them; “Yes” alone says nothing.
    """
    return " · ".join(
        ", ".join(attributes.label_of(attribute.pk, value) for value in values[attribute.pk])
        for attribute in attributes.rows
        if attribute.use == AttributeUse.TARGET
        and attribute.source not in PLACES
        and attributes.labels[attribute.pk] is not YES_NO
        and attribute.pk in values
    )


def _proposed(
    panel: Panel, targets: TargetSet | None, scores: ScoreVersion | None, members: Collection[int]
) -> tuple[Run | None, frozenset[int]]:
    """The newest proposal with these people, or else the newest one; and its people."""
    done = Run.objects.filter(
        call=panel.call,
        kind=RunKind.PROPOSE,
        status=RunStatus.DONE,
        target_set=targets,
        score_version=scores,
    )
    runs = list(with_found(done).select_related("score_version").defer(*LARGE))
    people = defaultdict(set)
    seated = RunPerson.objects.filter(run__in=runs, is_member=True).order_by()
    for run, application in seated.values_list("run", "application"):
        people[run].add(application)
    sits = set(members)
    same = (run for run in runs if people[run.pk] == sits and run.found_seats == len(sits))
    saved_at = panel.saved_at
    before = (run for run in runs if saved_at is None or run.asked_at <= saved_at)
    run = next(same, None) or next(before, None)
    return run, frozenset(people[run.pk]) if run else frozenset()


def nearly_in(details: PanelDetails) -> int:
    """How many of those who do not sit were nearly in."""
    if not details.is_firmness_known:
        return 0
    often = RunPerson.objects.filter(run=details.proposal.explained, firmness__gte=10 * NEARLY_IN)
    return often.exclude(application__in=details.ids).count()


def saved_panels(call: Call) -> list[Panel]:
    """The newest first."""
    panels = Panel.objects.filter(call=call).exclude(name="").order_by("-saved_at")
    panels = panels.select_related("call", "saved_by", "target_set", "score_version", "run")
    return list(panels.annotate(size=Count("people")).defer(*(f"run__{name}" for name in LARGE)))


def comparable_panels(board: Panel, saved: Iterable[Panel]) -> list[Panel]:
    """The panel on the board, once there was a move, and the saved ones."""
    return [*([board] if board.pk else []), *saved]
