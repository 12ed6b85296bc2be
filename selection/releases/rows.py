"""Decisions as a page shows them: score, neighborhood, and what each does to the targets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import F, OuterRef, QuerySet, Subquery

from applications.duplicates.queries import states_of
from applications.enums import ApplicationStatus, DuplicateState, ResidencyStatus
from applications.form.queries import contacts_of
from applications.models import Application, Neighborhood
from applications.records.queries import search_entries
from reviewers.models import ScoreLine
from selection.attributes import Values, attributes_of, values_of
from selection.board import current_targets, seats_of
from selection.enums import Outcome
from selection.models import Decision, Release, RunPerson
from selection.panels import PanelDetails, details_of
from selection.pool import scored_in, unit_of
from selection.queries import seated
from selection.releases.texts import OwnLetter
from selection.representation import TargetRow, counted, rows_of


@dataclass(frozen=True)
class Row:
    """One decision, numbered as it stands in the release. `name` is "" while it is barred.

    `targets` are those that would fall short without a member, or that a reserve can step in for.
    `missing` are the points that somebody who was not chosen lacked at least.
    """

    number: int
    decision: Decision
    neighborhood: Neighborhood | None
    residency: ResidencyStatus
    duplicate: DuplicateState | None
    score: Decimal | None
    error: int | None
    targets: Sequence[str]
    missing: Decimal | None
    name: str
    letter: OwnLetter | None

    @property
    def application(self) -> Application:
        """Whom it is about."""
        return self.decision.application

    @property
    def reference(self) -> str:
        """The same as people write it."""
        return self.application.reference

    @property
    def has_withdrawn(self) -> bool:
        """Whether they are left out."""
        return self.application.status == ApplicationStatus.WITHDRAWN


class Rows:
    """Makes rows of one release; what it is measured by is read once."""

    def __init__(
        self,
        release: Release,
        opened: Application | None = None,
        letters: Mapping[int, OwnLetter] | None = None,
    ) -> None:
        self.release, self.opened, self.letters = release, opened, letters or {}
        self.call, self.scores = release.call, release.score_version

    def of(self, decisions: Sequence[Decision], numbers: Iterable[int]) -> list[Row]:
        """In their order and with these numbers; a fixed number of queries."""
        ids = [each.application_id for each in decisions]
        entries = search_entries({}).filter(pk__in=ids).in_bulk()
        duplicates = states_of(ids)
        scored = scored_in(self.scores, ids) if self.scores else {}
        unit = unit_of(self.scores) if self.scores else 1
        missing = self._missing(ids)
        names = contacts_of([self.opened]) if self.opened else {}
        return [
            Row(
                number=number,
                decision=each,
                neighborhood=entries[each.application_id].neighborhood,
                residency=ResidencyStatus(entries[each.application_id].residency),
                duplicate=duplicates.get(each.application_id),
                score=Decimal(found.score) / unit if found else None,
                error=round(found.error / unit) if found and found.error else None,
                targets=self._targets(each),
                missing=missing.get(each.application_id),
                name=names[each.application_id].name if each.application_id in names else "",
                letter=self.letters.get(each.pk),
            )
            for number, each in zip(numbers, decisions, strict=True)
            for found in [scored.get(each.application_id)]
        ]

    @cached_property
    def members(self) -> list[int]:
        """Application ids of all members once this is released."""
        own = Decision.objects.filter(release=self.release, outcome=Outcome.MEMBER)
        own = own.exclude(application__status=ApplicationStatus.WITHDRAWN).order_by()
        before = seated(self.call).order_by().values_list("application", flat=True)
        return list({*own.values_list("application", flat=True), *before})

    @property
    def empty_seats(self) -> int:
        """How many seats of the call nobody gets with it."""
        return max(seats_of(self.call).most - len(self.members), 0)

    @cached_property
    def _reserves(self) -> list[int]:
        own = Decision.objects.filter(release=self.release, outcome=Outcome.RESERVE).order_by()
        return list(own.values_list("application", flat=True))

    @cached_property
    def _measure(self) -> tuple[list[TargetRow], Values]:
        panel = self.release.panel
        targets = (panel.target_set if panel else None) or current_targets(self.call)
        if targets is None:
            return [], {}
        attributes = attributes_of(self.call)
        values = values_of(self.call, attributes.by_id, [*self.members, *self._reserves])
        return rows_of(targets, attributes, self.members, values=values), values

    @property
    def target_rows(self) -> list[TargetRow]:
        """Each target with how many members count toward it."""
        return self._measure[0]

    @property
    def met(self) -> int:
        """How many targets are met."""
        return sum(not row.missed_by for row in self.target_rows)

    @property
    def missed(self) -> list[str]:
        """ "Dorchester: short 1"."""
        return [f"{row.title}: {row.missed_by}" for row in self.target_rows if row.missed_by]

    def _targets(self, decision: Decision) -> list[str]:
        """Those that are only just met, and that somebody counts toward."""
        if decision.outcome not in (Outcome.MEMBER, Outcome.RESERVE):
            return []
        rows, values = self._measure
        return [
            f"{row.title} {row.chosen} of {row.target.wanted}"
            for row in rows
            if row.target.minimum
            and row.chosen <= row.target.minimum
            and counted(row.target, [decision.application_id], values)
        ]

    def _missing(self, ids: Sequence[int]) -> dict[int, Decimal]:
        # Only the prices of a proposal with the same people say what others lacked.
        run = self.details.proposal.run if self.details and self.details.is_best else None
        if run is None:
            return {}
        prices = RunPerson.objects.filter(
            run=run, is_member=False, price__isnull=False, application__in=ids
        ).order_by()
        unit = unit_of(run.score_version)
        return {
            pk: Decimal(price) / unit for pk, price in prices.values_list("application", "price")
        }

    @cached_property
    def details(self) -> PanelDetails | None:
        """What is known of its panel; None without one."""
        return details_of(self.release.panel) if self.release.panel else None


def with_place(release: Release, outcomes: Iterable[str]) -> QuerySet[Decision]:
    """Decisions of these outcomes with their `place` by score, the best first."""
    lines = ScoreLine.objects.filter(
        version=release.score_version_id, application=OuterRef("application")
    ).order_by()
    decisions = Decision.objects.filter(release=release, outcome__in=list(outcomes))
    decisions = decisions.annotate(place=Subquery(lines.values("place")[:1]))
    return decisions.select_related("application", "decided_by", "replaces").order_by(
        F("rank").asc(nulls_last=True), F("place").asc(nulls_last=True), "application__reference"
    )
