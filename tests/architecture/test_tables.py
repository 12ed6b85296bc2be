"""Constraint names are sentences; money is in cents; who and when come in pairs."""

from collections.abc import Callable, Iterable

import pgtrigger
import pytest
from django.db import models
from django.db.models import Q
from django.test.utils import isolate_apps

from tests.architecture import tables
from tests.architecture.planting import planted_model
from tests.architecture.source import expect_none
from tests.architecture.tables import Model

Rule = Callable[[Model], Iterable[str]]
RULES = [tables.constraint_names, tables.money_fields, tables.pairs]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_table_rule_holds(rule: Rule) -> None:
    expect_none(fault for model in tables.our_models() for fault in rule(model))


def test_our_models_are_all_seen() -> None:
    labels = {model._meta.label for model in tables.our_models()}
    assert {"core.User", "applications.Contact", "stipends.LedgerEntry"} <= labels
    assert not {label for label in labels if label.endswith("Event")} - {
        "core.AccessEvent",
        "core.SecurityEvent",
    }


@pytest.mark.parametrize(
    "name", ["number_check", "core_planted_number_check", "one_number_a1b2c3d4", "Number_is_one"]
)
@isolate_apps("core")
def test_constraint_name_is_caught(name: str) -> None:
    rule = models.CheckConstraint(condition=Q(number=1), name=name)
    model = planted_model(number=models.IntegerField(), meta={"constraints": [rule]})
    assert list(tables.constraint_names(model))


@isolate_apps("core")
def test_constraint_name_of_a_table_is_caught() -> None:
    rule = models.UniqueConstraint(fields=["number"], name="core_planted_is_unique")
    model = planted_model(number=models.IntegerField(), meta={"constraints": [rule]})
    assert list(tables.constraint_names(model))


@isolate_apps("core")
def test_trigger_name_is_caught() -> None:
    rule = pgtrigger.Protect(name="protect", operation=pgtrigger.Delete)
    assert list(tables.constraint_names(planted_model(meta={"triggers": [rule]})))


@isolate_apps("core")
def test_unique_together_is_caught() -> None:
    numbers = {"a": models.IntegerField(), "b": models.IntegerField()}
    model = planted_model(**numbers, meta={"unique_together": {("a", "b")}})
    assert list(tables.constraint_names(model))


@isolate_apps("core")
def test_constraint_name_as_a_sentence_passes() -> None:
    rule = models.CheckConstraint(condition=Q(number=1), name="the_number_is_one")
    model = planted_model(number=models.IntegerField(), meta={"constraints": [rule]})
    assert list(tables.constraint_names(model)) == []


@pytest.mark.parametrize(
    "field",
    [
        {"amount": models.PositiveIntegerField()},
        {"stipend_dollars": models.PositiveIntegerField()},
        {"amount_cents": models.DecimalField(max_digits=8, decimal_places=2)},
        {"total": models.DecimalField(max_digits=8, decimal_places=2)},
        {"share_percent": models.FloatField()},
    ],
)
@isolate_apps("core")
def test_money_that_is_not_in_cents_is_caught(field: dict[str, models.Field]) -> None:
    assert list(tables.money_fields(planted_model(**field)))


@isolate_apps("core")
def test_money_in_whole_cents_passes() -> None:
    assert (
        list(tables.money_fields(planted_model(amount_cents=models.PositiveIntegerField()))) == []
    )


def _person(**options: object) -> models.Field:
    return models.ForeignKey("core.User", models.PROTECT, related_name="+", **options)


@pytest.mark.parametrize("name", ["by", "decided_by"])
@isolate_apps("core")
def test_who_without_when_is_caught(name: str) -> None:
    day = models.DateField()  # a day is no moment
    assert list(tables.pairs(planted_model("Alone", **{name: _person()})))
    assert list(tables.pairs(planted_model("Dated", **{name: _person(), f"{name[:-2]}at": day})))


@isolate_apps("core")
def test_who_that_may_be_missing_without_when_is_caught() -> None:
    assert list(tables.pairs(planted_model(by=_person(null=True), at=models.DateTimeField())))


@isolate_apps("core")
def test_who_with_when_passes() -> None:
    assert (
        list(tables.pairs(planted_model(sent_by=_person(), sent_at=models.DateTimeField()))) == []
    )
