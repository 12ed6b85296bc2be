"""Access to personal data that imports cannot show: joins to it, and its models' names."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch

from django.apps import apps
from django.db import models

from tests.architecture.source import Fault, Module

Model = type[models.Model]

CONTACTS = {"Contact", "Support", "SearchEntry", "DuplicateKey"}
ABOUT_YOU = {"AboutYouAnswer", "AboutYouDraft"}
DOORS_TO_CONTACTS = {"contacts_of", "supports_of", "search_entries", "candidates"}
DOORS_TO_ANSWERS = {
    "answers_of",
    "answer_values_of",
    "Answer",
    "Translation",
    "with_translations",
    "written_answers",
    "checked_translations",
    "current_answer",
}
JOINS_TO_ANSWERS = {"answers", "revisions", "revision"}

# Who may name the tables of persons: names → where
MAY_NAME = (
    (
        CONTACTS,
        (
            "applications/models/*",
            "applications/*/actions/*",
            "applications/form/answer_rows.py",
            "applications/form/queries/__init__.py",
            "applications/form/queries/sent.py",
            "applications/form/queries/access.py",
            "applications/paper/queries.py",
            "applications/practice/queries.py",
            "applications/records/queries.py",
            "applications/duplicates/queries.py",
            "applications/duplicates/withdrawn.py",
            "applications/form/emails.py",
            "applications/*/views/*",
            "applications/*/views.py",
            "reports/history_corrections.py",  # what a correction changed, without its words
            "selection/letters/*.py",  # where each letter goes
            "selection/offers/queries.py",  # whom to call, and what a host gets ready
            "selection/members/queries.py",
        ),
    ),
    (
        ABOUT_YOU,
        (
            "applications/models/*",
            "applications/*/actions/*",
            "applications/form/answer_rows.py",
            "applications/form/views/apply.py",
        ),
    ),
    (
        {"about_you_for_staff"},  # for staff, once the reason stands in the access log
        ("applications/models/*", "applications/records/views/records.py"),
    ),
    (
        {"about_you_for_export"},
        ("applications/models/*", "reports/exports.py"),
    ),
    (
        {"about_you_as_sent"},  # the one way back: to whoever sent them, and into a correction
        (
            "applications/models/*",
            "applications/form/actions/correct.py",
            "applications/form/views/my_application.py",
        ),
    ),
)
BLIND = "reviewers/blind.py"


def guarded_models() -> set[Model]:
    """The tables that say who somebody is."""
    return {apps.get_model("applications", name) for name in CONTACTS | ABOUT_YOU}


def joins_from(model: Model) -> dict[Model, str]:
    """Every model that a filter on `model` can reach, with the shortest path there.

    Forward fields and reverse accessors are walked alike. A relation whose name ends in "+"
    has neither accessor nor filter name, so Django leaves it out of get_fields().
    """
    paths = {model: ""}
    waiting = [model]
    while waiting:
        here = waiting.pop(0)
        for field in here._meta.get_fields():
            there = field.related_model if field.is_relation else None
            if there is not None and there not in paths:
                paths[there] = f"{paths[here]}__{field.name}".removeprefix("__")
                waiting.append(there)
    return paths


def joins_to_persons(start: Model, guarded: set[Model]) -> Iterator[str]:
    """Paths from `start` to a guarded model."""
    for model, path in joins_from(start).items():
        if model in guarded:
            yield f"{start.__name__}: {path} leads to {model.__name__}"


def person_names(module: Module) -> Iterator[Fault]:
    """Models of persons named where they may not be."""
    for names, places in MAY_NAME:
        if not any(fnmatch(module.path, place) for place in places):
            yield from _uses(module, names)


def reviewer_names(module: Module) -> Iterator[Fault]:
    """In reviewers/: contacts anywhere, answers anywhere but in blind.py."""
    yield from _uses(module, CONTACTS | ABOUT_YOU | DOORS_TO_CONTACTS)
    if module.path != BLIND:
        yield from _uses(module, DOORS_TO_ANSWERS | JOINS_TO_ANSWERS)


def money_names(module: Module) -> Iterator[Fault]:
    """In stipends/: neither answers nor contacts."""
    yield from _uses(module, CONTACTS | ABOUT_YOU | DOORS_TO_CONTACTS)
    yield from _uses(module, DOORS_TO_ANSWERS | JOINS_TO_ANSWERS)


def hidden_joins(module: Module) -> Iterator[Fault]:
    """Filters by "+": Django answers them with whichever hidden relation was declared last."""
    keys = [key for node in module.nodes(ast.Dict) for key in node.keys]
    for node in module.nodes(ast.Constant):
        text = node.value if isinstance(node.value, str) else ""
        if "__+" in text or "+__" in text or (text == "+" and node in keys):
            yield module.fault(node, f"joins by a hidden name: {text}")


def template_joins(path: str, text: str) -> Iterator[Fault]:
    """Templates for reviewers and finance that walk from an application to what was sent."""
    for number, line in enumerate(text.splitlines(), 1):
        for word in JOINS_TO_ANSWERS - {"answers"} | {"contact", "support"}:
            if f".{word}" in line:
                yield Fault(path, number, f"reads .{word}")


def _uses(module: Module, names: set[str]) -> Iterator[Fault]:
    """Every mention in code: name, import, attribute, keyword, or part of an ORM path."""
    for node in ast.walk(module.tree):
        for mentioned in _mentions(node):
            if mentioned in names:
                yield module.fault(node, f"names {mentioned}")


def _mentions(node: ast.AST) -> list[str]:
    match node:
        case ast.Name():
            return [node.id]
        case ast.Attribute():
            return [node.attr]
        case ast.alias():
            return node.name.split(".")
        case ast.keyword() if node.arg:
            return node.arg.split("__")
        case ast.Constant(value=str()) if node.value.replace(".", "__").isidentifier():
            return node.value.replace(".", "__").split("__")
    return []
