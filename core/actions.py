"""The decorator of actions: one transaction, keywords only, name and user in the history."""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.contrib.messages import constants
from django.db import transaction
from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

NAMES: set[str] = set()  # of all actions of the site, as the history stores them


class Refused(Exception):
    """An action did not do what was asked: `message` is the sentence that the person reads.

    `code` tells refusals apart, for tests and for callers that do something else about one.
    `field` is the form field that it is about, where it is about one; `level` says how a message
    of it looks, as in django.contrib.messages. Logs get the code alone: a message may name people.
    """

    def __init__(
        self, message: str, code: str, *, field: str | None = None, level: int = constants.ERROR
    ) -> None:
        super().__init__(code)
        self.message, self.code = message, code
        self.field, self.level = field, level


CHANGED = "Somebody else changed this since you opened it. Nothing is saved; look again first."


CHANGED_MEANWHILE = "changed_meanwhile"  # the code of this refusal, and of errors that say it


class ChangedMeanwhile(Refused):
    """Somebody else saved the same thing since it was opened; nothing was written.

    A class of its own, since it may carry what a page shows beside what was typed: `rows` as they
    are now, each with the names of the values that are others.
    """

    def __init__(
        self, message: str = CHANGED, *, rows: Sequence[tuple[Model, list[str]]] = (), **kwargs: Any
    ) -> None:
        super().__init__(message, CHANGED_MEANWHILE, **kwargs)
        self.rows = rows


class SomeRefused(Refused):
    """Of several things to be done together some were refused, so nothing was done to any.

    `refusals` are those, each with its refusal.
    """

    def __init__(self, refusals: Sequence[tuple[Any, Refused]]) -> None:
        super().__init__("Nothing is saved: some were refused.", "some_refused")
        self.refusals = refusals


def do_to_each(things: Iterable[T], do: Callable[[T], Any]) -> None:
    """Call an action for each thing, inside an action for all of them.

    Raises SomeRefused with every refusal, not the first alone.
    """
    refusals = []
    for thing in things:
        try:
            do(thing)
        except Refused as refused:
            refusals.append((thing, refused))
    if refusals:
        raise SomeRefused(refusals)


def tried(do: Callable[[], R]) -> tuple[R | None, Sequence[tuple[Any, Refused]]]:
    """What an action for several would return, and whom it would refuse.

    It is done, and all of it taken back.
    """
    try:
        with transaction.atomic():
            result = do()
            transaction.set_rollback(True)
    except SomeRefused as refused:
        return None, refused.refusals
    return result, ()


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in a transaction; the history rows that it writes name it and its `by=`.

    Inside another action, the history keeps the outer action's name, and its user if it has one.
    `by` is a staff User, or None when residents act for themselves or the worker acts.
    Call with keywords only.
    """
    name = f"{function.__module__.removesuffix('.' + function.__name__)}.{function.__name__}"
    NAMES.add(name)

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        by = kwargs["by"]
        with transaction.atomic(), pghistory.context() as context:
            for key, value in (("action", name), ("user", by and by.pk)):
                if context.metadata.get(key) is None:
                    context.metadata[key] = value
            return function(*args, **kwargs)

    run.is_action = True
    return run
