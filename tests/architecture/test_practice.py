"""Whoever adds a table or a list need not remember practice: forgetting it fails here."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from applications.models import Application, Cluster, Contact
from tests.architecture import practice
from tests.architecture.planting import planted_model
from tests.architecture.source import expect_none, faults, planted, site_modules


def test_practice_is_seen_only_where_it_is_meant() -> None:
    expect_none(faults(practice.opened_doors, site_modules()))


@pytest.mark.parametrize(
    "text",
    [
        "Application.with_practice.all()",
        "queries.practice_applications()",
        "Contact._base_manager.filter(pk=1)",
    ],
)
def test_practice_seen_elsewhere_is_caught(text: str) -> None:
    assert faults(practice.opened_doors, [planted(text, "reports/queries.py")])
    assert faults(practice.opened_doors, [planted(text, "applications/practice/views.py")]) == []


def test_practice_is_left_out_of_every_table_about_applications() -> None:
    expect_none(practice.open_tables())
    assert practice.leads_to_application(Contact) and not practice.leads_to_application(Cluster)


@isolate_apps("core")
def test_table_that_leads_to_practice_is_known() -> None:
    of_one = planted_model("OfOne", application=models.ForeignKey(Application, models.PROTECT))
    assert practice.leads_to_application(of_one)
    assert not practice.leads_to_application(planted_model("OfNone"))


def test_reasons_for_other_tables_are_still_needed() -> None:
    known = {each.partition(" ")[0] for each in practice.NOT_KEPT_APART}
    labels = {model._meta.label for model in practice.apps.get_models()}
    assert known <= labels
