"""Rule 3: invariants are named constraints; money is in cents; who and when come in pairs."""

import re
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models
from pghistory.models import Event

from tests.architecture.source import APPS

Model = type[models.Model]

SENTENCE = re.compile(r"[a-z0-9]+(_[a-z0-9]+){2,}")
GIVEN_BY_A_MACHINE = re.compile(r".*_(uniq|check|idx|pkey|[0-9a-f]{8})")
MONEY = re.compile(r"amount|price|cost|stipend|pay|fee|fund|budget|money|dollar|usd|cents")
NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)

# "app.Model.field" → reason
NOT_MONEY: dict[str, str] = {
    "selection.RunPerson.price": "points of a score",
    "selection.Relaxation.cost": "parts of a seat",
}
WITHOUT_A_TIME: dict[str, str] = {
    "selection.Run.cancelled_by": "ended_at says when",
    "selection.Release.reply_by": "is a day",
    "selection.Offer.reply_by": "a day, not a person",
    "selection.OfferStep.reply_by": "a day, not a person",
    "selection.Acceptance.pay_by": "a way of payment, not a person",
    "stipends.TaxThreshold.noted_by": "the first ones come with the site",
    "stipends.PaymentFile.settled_by": "nobody drops what waits for too long",
    "stipends.LedgerEntry.by": "nobody of the staff where a member declined",
    "stipends.LedgerEntry.approved_by": "the approval says when",
    "selection.AvailabilityRound.answer_by": "a day, not a person",
    "core.Invitation.invited_by": "a command invites the first administrator",
    "applications.Erasure.requested_by": "erased again after a restore: who had asked is lost",
    "selection.LetterTemplate.edited_by": "the city's own letters have no author",
}


def our_models() -> list[Model]:
    """The tables that we wrote: no histories, no proxies, none that Django makes for relations."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not model._meta.proxy and not issubclass(model, Event)
    ]


def constraint_names(model: Model) -> Iterator[str]:
    """Constraints and triggers whose name is no sentence."""
    label = model._meta.label
    for rule in [*model._meta.constraints, *getattr(model._meta, "triggers", [])]:
        if _is_of_history(rule):
            continue
        if not SENTENCE.fullmatch(rule.name) or GIVEN_BY_A_MACHINE.fullmatch(rule.name):
            yield f"{label}: {rule.name} is no sentence"
        elif rule.name.startswith((f"{model._meta.db_table}_", f"{model._meta.app_label}_")):
            yield f"{label}: {rule.name} is named by its table"
    if model._meta.unique_together:
        yield f"{label}: unique_together has no name"


def _is_of_history(rule: object) -> bool:
    """Triggers that pghistory adds are named by it."""
    return type(rule).__module__.startswith("pghistory")


def money_fields(model: Model) -> Iterator[str]:
    """Numbers that sound like money but are not whole cents; floats at all."""
    for field in _numbers(model):
        label = f"{model._meta.label}.{field.name}"
        sounds_like_money = MONEY.search(field.name) and label not in NOT_MONEY
        whole = isinstance(field, models.IntegerField)
        if isinstance(field, models.FloatField):
            yield f"{label} is a float"
        elif sounds_like_money and not (whole and field.name.endswith("_cents")):
            yield f"{label} is money: a whole number that ends in _cents"
        elif not whole and not field.name.endswith("_percent"):
            yield f"{label} is a fraction, and neither percent nor cents"


def _numbers(model: Model) -> Iterable[models.Field]:
    fields = model._meta.local_concrete_fields
    return [f for f in fields if isinstance(f, NUMBERS) and not f.primary_key]


def pairs(model: Model) -> Iterator[str]:
    """Fields that say who without one that says when, or where only one may be missing."""
    fields = {field.name: field for field in model._meta.local_concrete_fields}
    for name, who in fields.items():
        label = f"{model._meta.label}.{name}"
        if name != "by" and not name.endswith("_by") or label in WITHOUT_A_TIME:
            continue
        when = fields.get(name.removesuffix("by") + "at")
        if not isinstance(when, models.DateTimeField):
            yield f"{label} says who, and nothing says when"
        elif who.null != when.null:
            yield f"{label} and {when.name} may be missing one without the other"
