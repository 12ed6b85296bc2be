"""Proofs as plain values, in the form that `verify.py` reads."""

from collections.abc import Iterable

import numpy as np

from solver.model import PER_POINT, Model, Row
from solver.tree import Leaf, Step

Proof = dict[str, object]


def proof_of(model: Model, claim: int, leaves: Iterable[Leaf]) -> Proof:
    """A proof that nothing gains more than `claim`, with one entry for each case."""
    return {"unit": model.unit, "claim": claim, "leaves": [leaf_of(model, e) for e in leaves]}


def leaf_of(model: Model, leaf: Leaf) -> dict[str, object]:
    """A case with names for columns, its nonzero prices, and the bound that they prove."""
    priced = zip(model.rows, leaf.prices, strict=True)
    prices = {row.key: int(p) for row, p in priced if p and _matters(row, p)}
    return {
        "in": [_step(model, step) for step in leaf.reached],
        "out": [_step(model, step) for step in leaf.below],
        "prices": dict(sorted(prices.items())),
        "bound": leaf.bound,
    }


def _step(model: Model, step: Step) -> str:
    """A person's reference, or `row bound>=number` for a slack."""
    column, number = step
    name = model.names[column]
    return name if column < model.people else f"{name}>={number}"


def upper_of(model: Model, leaves: list[Leaf]) -> int:
    """The best bound of all cases, rounded down to a multiple of the unit."""
    bound = max((leaf.bound for leaf in leaves), default=None)
    if bound is None:
        zero = np.zeros(len(model.rows), dtype=np.int64)
        bound, _ = model.bound(zero, model.low, model.high)
    return bound // PER_POINT // model.unit * model.unit


def _matters(row: Row, price: int) -> bool:
    """Whether the price of a row changes anything: the row counts somebody or has a bound."""
    return len(row.members) > 0 or (row.high if price > 0 else row.low) != 0
