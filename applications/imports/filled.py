"""What columns fill: what is wrong with that, which are joined, and which fill nothing."""

from collections.abc import Mapping, Sequence

from applications.imports.targets import RECEIVED, Targets
from core.reading.limits import column_letter

NO_TIME = (
    "No column says when each application was received, and the deadline is judged by that. If the "
    "file has no such column, add one to it and upload it again."
)
TWICE = "Columns {columns} both fill “{label}”. Choose one of them."


def faults(
    fills: Mapping[str, str], headings: Sequence[str], targets: Targets
) -> dict[str | None, str]:
    """Place of a column → what is wrong with what it fills; None → what no column fills."""
    found: dict[str | None, str] = {}
    if RECEIVED not in fills.values():
        found[None] = NO_TIME
    for key, places in _places(fills).items():
        if len(places) > 1 and not targets.by_key[key].may_be_joined:
            columns = " and ".join(_named(place, headings) for place in places)
            label = targets.by_key[key].label
            found[str(places[-1])] = TWICE.format(columns=columns, label=label)
    return found


def joined(
    fills: Mapping[str, str], headings: Sequence[str], targets: Targets
) -> list[tuple[str, str]]:
    """(columns, label of the one question that they fill), where several fill one."""
    return [
        (", ".join(_named(place, headings) for place in places), targets.by_key[key].label)
        for key, places in _places(fills).items()
        if len(places) > 1 and key in targets.by_key
    ]


def left_out(fills: Mapping[str, str], headings: Sequence[str]) -> list[str]:
    """The columns that fill nothing."""
    return [_named(place, headings) for place in range(len(headings)) if str(place) not in fills]


def _places(fills: Mapping[str, str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, key in sorted(fills.items(), key=lambda each: int(each[0])):
        places.setdefault(key, []).append(int(place))
    return places


def _named(place: int, headings: Sequence[str]) -> str:
    return f"{column_letter(place)} “{headings[place][:60]}”"
