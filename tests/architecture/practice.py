"""Only a few files may read practice applications, through `with_practice`."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch

from django.apps import apps
from django.db import models
from pghistory.models import Event

from applications.models import Application
from applications.models.practice import WithoutPractice
from tests.architecture.source import Fault, Module

DOORS = {
    "with_practice",
    "practice_applications",
    "practice_answers",
    "practice_contacts",
    "_base_manager",
}
MAY_OPEN = (
    "applications/models/*",
    "applications/form/queries/__init__.py",
    "applications/practice/queries.py",
    "applications/practice/actions/practice.py",
    "applications/calls/actions/change_rows.py",  # configuration: practice has none
    "applications/practice/views.py",
)
# Models only reached from a given application or review, or that triggers refuse to practice
# applications: "app.Model" → reason
NOT_KEPT_APART = {
    "applications.Draft": "drafts are residents' own, and practice is typed in by staff",
    "applications.AboutYouDraft": "the same",
    "applications.SearchEntry": "the database's function writes none about practice",
    "applications.ResidencyCheck": "the database refuses one about practice",
    "applications.ContactLogEntry": "the same",
    "applications.ContactChange": "the same",
    "applications.WithdrawalRequest": "the same",
    "applications.LegalHold": "the same",
    "applications.Erasure": "the same",
    "applications.Redaction": "the same",
    "applications.LateEntry": "the same",
    "applications.ScannedPage": "the same",
    "applications.AnswerLanguage": "the same",
    "applications.Translation": "the same",
    "applications.HandedOutAnswer": "the same",
    "applications.PossibleDuplicate": "the same",
    "applications.DuplicateMark": "the same",
    "applications.DuplicateKey": "the database's function writes none about practice",
    "reviewers.Review": "the database refuses one about practice",
    "reviewers.Score": "belongs to a review",
    "reviewers.Remark": "belongs to a review",
    "reviewers.Conflict": "the database refuses one about practice",
    "reviewers.ListedPerson": "the same: a person is found by name among those who count",
    "reviewers.OtherPerson": "the database refuses one about practice",
    "reviewers.WantedReadings": "the same",
    "reviewers.ScoreLine": "the same",
    "reviewers.Disagreement": "belongs to a review",
    "selection.Letter": "belongs to a decision",
    "selection.Lock": "the database refuses one about practice",
    "selection.Apart": "the same",
    "selection.RunPerson": "the same",
    "selection.PanelPerson": "the same",
    "selection.MovePerson": "belongs to a move of somebody on the board",
    "selection.Decision": "the database refuses one about practice",
    "selection.Offer": "belongs to a decision",
    "selection.OfferStep": "belongs to an offer",
    "selection.Acceptance": "belongs to an offer",
    "selection.Seat": "belongs to an offer",
    "selection.AskedReserve": "the database refuses one about practice",
    "selection.Attendance": "belongs to a seat",
    "selection.NeedInEnglish": "the same",
    "stipends.Agreement": "the database refuses one about practice",
    "stipends.Installment": "belongs to an agreement",
    "stipends.LedgerEntry": "the same",
    "stipends.PaidFromFile": "belongs to a ledger line",
    "stipends.LeftOutRow": "of a file of payments, beside a part of an agreement",
}


def opened_doors(module: Module) -> Iterator[Fault]:
    """Uses of the practice managers where only applications that count may be read."""
    if any(fnmatch(module.path, place) for place in MAY_OPEN):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in DOORS:
            yield module.fault(node, f"opens {node.attr}")


def open_tables() -> Iterator[str]:
    """Tables about applications whose first manager does see practice, and no reason why."""
    for model in apps.get_models():
        is_ours = not issubclass(model, Event) and not model._meta.proxy
        if is_ours and leads_to_application(model):
            is_shut = isinstance(model._default_manager, WithoutPractice)
            if not is_shut and model._meta.label not in NOT_KEPT_APART:
                yield f"{model._meta.label} shows practice among what counts"


def leads_to_application(model: type[models.Model]) -> bool:
    """Whether its rows are about an application, however many tables away."""
    waiting, seen = [model], set()
    while waiting:
        here = waiting.pop()
        if here is Application:
            return True
        if here not in seen:
            seen.add(here)
            waiting += [f.related_model for f in here._meta.concrete_fields if f.is_relation]
    return False
