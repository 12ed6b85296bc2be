"""What somebody said that values of a file mean, here or of a file before, to be changed again."""

from applications.imports import queries
from applications.imports.targets import Target, Targets, fold
from applications.imports.values import said_in
from applications.models import ImportBatch

Said = tuple[str, str, str]  # what is filled, a value, and its meaning


def said_values(batch: ImportBatch, targets: Targets) -> list[Said]:
    """Of the values that stand in this file, each once, in a fixed order."""
    found: dict[tuple[str, str], Said] = {}
    for key, by_hand in sorted(batch.choices.items()):
        target = targets.by_key.get(key)
        if target is None or not by_hand:
            continue
        for cell in _cells(batch, target):
            for value, meaning in said_in(target, cell, by_hand):
                found.setdefault((key, fold(value)), (key, value, meaning))
    return [found[each] for each in sorted(found)]


def _cells(batch: ImportBatch, target: Target) -> list[str]:
    """What its columns say, each once."""
    places = sorted(int(place) for place, key in batch.columns.items() if key == target.key)
    if not places:
        return []
    rows = queries.rows_below(batch).order_by()
    given = rows.values_list(*(f"cells__{place}" for place in places)).distinct()
    return sorted({"\n".join(filter(None, cells)) for cells in given})
