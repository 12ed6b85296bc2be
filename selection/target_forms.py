"""The page that sets targets: seats, a row for each group, and why they change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.text import capfirst

from applications.enums import QuestionKind
from applications.models import Call
from core.form_fields import LineField, TextField
from core.staff_forms import Part, SeenForm, StaffForm
from selection.attributes import attributes_of
from selection.board import Seats, current_targets, pool_of
from selection.enums import AttributeSource, AttributeUse
from selection.models import Attribute, Target, TargetSet
from selection.representation import kept_out_toward
from selection.suggestions import ROUNDED, shares_of_places, suggested
from selection.supply import supply_toward
from selection.typed_targets import MOST_SEATS, number_in, put_row, seats_typed
from selection.value_boxes import ValueBoxes

MOST_ROWS = 100
SEVERAL = QuestionKind.SEVERAL_CHOICES
GONE = (
    "Rows for what is not used for targets any more are gone from this page. "
    "Look at the others again before you save."
)
OTHER_FIGURES = "That source gave other figures. Say where these are from."
SMALL = {"inputmode": "numeric", "autocomplete": "off"}


def number_field(label: str, least: int, **options: Any) -> forms.IntegerField:
    """A box for a number of seats."""
    widget = forms.NumberInput(attrs=SMALL)
    field = forms.IntegerField(
        label=label, min_value=least, max_value=MOST_SEATS, widget=widget, **options
    )
    field.error_messages |= {
        "required": f"Give a number, {least} or more.",
        "invalid": "Give a whole number, in digits.",
    }
    field.validators = [
        MinValueValidator(least, f"{least} is the least there can be."),
        MaxValueValidator(MOST_SEATS, f"{MOST_SEATS} is the most there can be."),
    ]
    return field


class TargetSetForm(SeenForm, StaffForm):
    """Seats, and from the second version on why it is made."""

    seats_least = number_field("Fewest seats", 1)
    seats_most = number_field("Most seats", 1)
    reason = TextField(
        label="Why they change",
        rows=2,
        max_length=1000,
        help_text="It stays with this version. Other coordinators and the auditor read it.",
        error_messages={"required": "Say why they change."},
    )

    def __init__(self, *args: Any, last: TargetSet | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if last is None:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """The range is one."""
        least, most = (self.cleaned_data.get(name) for name in ("seats_least", "seats_most"))
        if least and most and most < least:
            self.add_error("seats_most", f"This is fewer than the fewest, {least}.")
        return self.cleaned_data


class TargetForm(StaffForm):
    """One target: for any of some values of an attribute, or for everybody else."""

    values = forms.MultipleChoiceField(
        label="Group",
        widget=ValueBoxes,
        error_messages={"required": "Choose at least one."},
    )
    is_negated = forms.BooleanField(label="Everybody but these", required=False)
    minimum = number_field("Fewest", 0)
    maximum = number_field("Most", 0, required=False)
    source = LineField(
        label="Where the figures are from",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),  # wide enough to read it
        error_messages={"required": "Say where the figures are from."},
    )
    leave_out = forms.BooleanField(label="Leave out", required=False)

    def __init__(
        self, data: QueryDict | None, raw: QueryDict, key: str, attribute: Attribute, labels: Any
    ) -> None:
        prefix = f"row-{key}"
        chosen = [each for each in raw.getlist(f"{prefix}-values") if each in labels]
        names = ("is_negated", "minimum", "maximum", "source", "leave_out")
        initial = {name: raw.get(f"{prefix}-{name}", "") for name in names} | {"values": chosen}
        super().__init__(data, prefix=prefix, initial=initial)
        self.key, self.attribute, self.is_new = key, attribute, not chosen
        self.fields["values"].choices = labels.items()
        self.target = Target(
            attribute=attribute, values=chosen, is_negated=bool(initial["is_negated"])
        )
        self.is_left_out = bool(initial["leave_out"])
        self.supply = self.kept_out = 0
        self.is_asked_for = key in raw.getlist("open")

    @property
    def is_open(self) -> bool:
        """Whether its group can be changed: a page has hundreds of values, so most rows fold."""
        return self.is_new or self.is_asked_for or bool(self.is_bound and self["values"].errors)

    def name(self, title: str) -> None:
        """Labels say which row they belong to, for the summary of errors and for screen readers."""
        self.title = title or f"New target: {self.attribute}"
        for field in self.fields.values():
            field.label = f"{field.label}: {self.title}"

    def clean(self) -> dict[str, Any]:
        """The most is not below the fewest."""
        minimum, maximum = (self.cleaned_data.get(name) for name in ("minimum", "maximum"))
        if minimum is not None and maximum is not None and maximum < minimum:
            self.add_error("maximum", f"This is fewer than the fewest, {minimum}.")
        return self.cleaned_data

    @property
    def group(self) -> tuple[int, frozenset[str], bool]:
        """What no other row may have."""
        named = frozenset(self.cleaned_data.get("values", ()))
        return self.attribute.pk, named, self.cleaned_data.get("is_negated", False)


@dataclass(frozen=True)
class TargetGroup:
    """The rows about one attribute."""

    attribute: Attribute
    rows: list[TargetForm]

    @property
    def fewest(self) -> int | None:
        """What the fewest add up to; None where somebody may count for two of the rows."""
        kept = [row for row in self.rows if not row.is_left_out]
        values = [value for row in kept for value in row.target.values]
        several = self.attribute.question and self.attribute.question.kind == SEVERAL
        is_split = len(values) == len(set(values)) and not any(r.target.is_negated for r in kept)
        if several or not is_split:
            return None
        return sum(number_in(str(row["minimum"].value() or "")) for row in kept)


class TargetEditor:
    """The whole page, as it was typed so far; with `is_checked` its forms say what is wrong."""

    def __init__(self, call: Call, typed: QueryDict, *, is_checked: bool = False) -> None:
        self.call, self.last, self.typed = call, current_targets(call), typed
        self.attributes = attributes_of(call, [AttributeUse.TARGET])
        now = self.last.number if self.last else 0
        seen = now if is_checked else typed.get("seen", now)  # checked, it follows once refused
        self.form = TargetSetForm(
            typed if is_checked else None, initial={**typed.dict(), "seen": seen}, last=self.last
        )
        self.rows = list(self._rows(typed if is_checked else None))
        targets = [row.target for row in self.rows]
        supply = supply_toward(call, targets, pool_of(call).count())
        kept_out = kept_out_toward(call, targets)
        for row, count, out in zip(self.rows, supply, kept_out, strict=True):
            row.supply, row.kept_out = count, out

    def _rows(self, data: QueryDict | None) -> Iterator[TargetForm]:
        for key in dict.fromkeys(self.typed.getlist("row")[:MOST_ROWS]):
            attribute = self.attributes.by_id.get(number_in(self.typed.get(f"row-{key}-attribute")))
            if attribute and key.isalnum():
                labels = self.attributes.labels[attribute.pk]
                row = TargetForm(data, self.typed, key, attribute, labels)
                row.name(self.attributes.title_of(row.target) if row.target.values else "")
                yield row

    @property
    def by_attribute(self) -> list["TargetGroup"]:
        """The rows below their attribute."""
        groups = [
            TargetGroup(each, [row for row in self.rows if row.attribute == each])
            for each in self.attributes.rows
        ]
        return [group for group in groups if group.rows]

    @property
    def has_places(self) -> bool:
        """Whether the population can suggest anything."""
        places = (AttributeSource.CLUSTER, AttributeSource.NEIGHBORHOOD)
        return any(each.source in places for each in self.attributes.rows)

    @property
    def is_stale(self) -> bool:
        """Whether somebody has made a version since this page was opened."""
        return bool(self.last) and number_in(self.typed.get("seen", "")) < self.last.number

    @property
    def seats(self) -> Seats:
        """As they are typed."""
        return seats_typed(self.typed, self.call)

    @property
    def next_number(self) -> int:
        """Of the version that saving makes."""
        return self.last.number + 1 if self.last else 1

    @property
    def kept_rows(self) -> list[TargetForm]:
        """Those that are not to be left out, in the order in which the page has them."""
        rows = (row for group in self.by_attribute for row in group.rows)
        return [row for row in rows if not row.is_left_out]

    @property
    def in_order(self) -> list[Part | TargetForm]:
        """All forms of the page, from its top to its end."""
        seats = Part(
            [self.form["seats_least"], self.form["seats_most"]], self.form.non_field_errors()
        )
        reason = [Part([self.form["reason"]])] if "reason" in self.form.fields else []
        return [seats, *self.kept_rows, *reason]

    @property
    def has_errors(self) -> bool:
        """Whether anything on the page is wrong."""
        return any(each.is_bound and each.errors for each in (self.form, *self.kept_rows))

    def is_valid(self) -> bool:
        """Each field by itself, and the rows beside each other and the seats, all at once."""
        self.form.is_valid()
        if len(self.rows) < len(set(self.typed.getlist("row"))):
            self.form.add_error(None, GONE)
        most = number_in(self.typed.get("seats_most")) or MOST_SEATS
        seen: set[tuple[int, frozenset[str], bool]] = set()
        for row in self.kept_rows:
            row.is_valid()
            if self._has_another_source(row):
                row.add_error("source", OTHER_FIGURES)
            if row.cleaned_data.get("minimum", 0) > most:
                row.add_error("minimum", f"There are only {most} seats.")
            if "values" in row.cleaned_data:
                if row.group in seen:
                    row.add_error("values", "There is a target for this group already.")
                seen.add(row.group)
        return not self.has_errors

    def _has_another_source(self, row: TargetForm) -> bool:
        """Whether the figures were changed and are still said to be what was suggested."""
        given, last = row.cleaned_data, self.last.targets.all() if self.last else ()
        if not given.keys() >= {"minimum", "maximum", "source"}:
            return False
        figures = given["minimum"], given["maximum"]
        return given["source"].endswith(ROUNDED) and any(
            target.source == given["source"] and (target.minimum, target.maximum) != figures
            for target in last
        )


def put_suggestions(typed: QueryDict, editor: TargetEditor) -> int:
    """Figures for every row of places; where there is none yet, a row for each group first.

    Returns how many rows have figures now.
    """
    seats = seats_typed(typed, editor.call)
    rows = [(row.key, row.attribute, row.target) for row in editor.rows]
    cluster = next(
        (each for each in editor.attributes.rows if each.source == AttributeSource.CLUSTER), None
    )
    if cluster and not any(target.attribute == cluster for _, _, target in rows):
        for slug in editor.attributes.labels[cluster.pk]:
            key = put_row(typed, cluster.pk, values=[slug])
            rows.append((key, cluster, Target(attribute=cluster, values=[slug])))
    shares, filled = shares_of_places(), 0
    for key, attribute, target in rows:
        found = suggested(
            shares, attribute.source, target.values, seats, is_negated=target.is_negated
        )
        if found:
            filled += 1
            typed[f"row-{key}-minimum"] = str(found.minimum)
            typed[f"row-{key}-maximum"] = str(found.maximum)
            typed[f"row-{key}-source"] = found.source
    return filled


def attributes_to_add(editor: TargetEditor) -> list[tuple[int, str]]:
    """What a new row can be about."""
    return [(each.pk, capfirst(str(each))) for each in editor.attributes.rows]
