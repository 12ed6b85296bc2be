"""The fewest further applicants that would make an open call's targets reachable."""

from dataclasses import dataclass

import numpy as np

from solver.clock import Clock
from solver.model import Extra, Model, Row, panel_model
from solver.problem import Problem, Target
from solver.tree import solve

ANYBODY = ""  # a value that no target names


@dataclass(frozen=True)
class Outreach:
    """How many more people are needed, and how many of them with which value of an attribute."""

    people: int
    needed: dict[tuple[str, str], int]  # (attribute, value) → people


def further_applicants(problem: Problem, clock: Clock | None = None) -> Outreach | None:
    """0 people when a panel exists already; None when no number of people helps.

    A newcomer has one value of each attribute, in any combination, and shares no household.
    """
    clock = clock or Clock()
    clock.report("outreach")
    base = panel_model(problem).without_gains()
    features = sorted({target.feature for target in problem.targets})
    values = [
        (feature, value)
        for feature in features
        for value in [*_named(problem.targets, feature), ANYBODY]
    ]
    model = _model(problem, base, features, values)
    _, _, found = solve(model, clock)
    if found.best is None or not found.is_closed:
        return None
    extra = found.best[base.people :]
    needed = {
        pair: int(count)
        for pair, count in zip(values, extra[1:], strict=True)
        if count and pair[1] != ANYBODY
    }
    return Outreach(int(extra[0]), needed)


def _model(
    problem: Problem, base: Model, features: list[str], values: list[tuple[str, str]]
) -> Model:
    """The model with newcomers: they fill seats, and their values of each attribute add up."""
    first = len(base.rows)
    rows = [
        Row(f"newcomers by {feature}", 0, 0, np.zeros(0, np.int64), np.zeros(0, np.int64))
        for feature in features
    ]
    balance = {feature: first + at for at, feature in enumerate(features)}
    seats = problem.seats
    per_person = seats * len(features) + 1  # one person fewer comes before all values together
    entries = ((0, 1), *((at, -1) for at in balance.values()))
    extras = [Extra("newcomers", -per_person, seats, entries)]
    for feature, value in values:
        counted = [
            (at, 1)
            for at, target in enumerate(problem.targets, start=1)
            if target.feature == feature and target.counts([value])
        ]
        gain = 0 if value == ANYBODY else -1
        name = f"newcomers {feature}={value}"
        extras.append(Extra(name, gain, seats, (*counted, (balance[feature], 1))))
    return base.extended(extras, rows)


def _named(targets: tuple[Target, ...], feature: str) -> list[str]:
    """The values of an attribute that targets name."""
    return sorted({v for target in targets if target.feature == feature for v in target.named})
