"""No join leads from an application to personal data, and only listed modules name its models."""

import ast

import pytest
from django.core.exceptions import FieldError
from django.db import models
from django.test.utils import isolate_apps

from applications.models import Application, Revision
from core.models import User
from tests.architecture import joins
from tests.architecture.planting import Model, planted_model
from tests.architecture.source import (
    ROOT,
    Check,
    expect_none,
    faults,
    planted,
    relative,
    site_modules,
)

GUARDED = sorted(joins.guarded_models(), key=lambda model: model.__name__)
STARTS = [Application, Revision]


@pytest.mark.parametrize("start", STARTS)
def test_join_from_an_application_reaches_no_person(start: Model) -> None:
    assert joins.joins_from(start)[User]  # the walk does go far
    expect_none(joins.joins_to_persons(start, joins.guarded_models()))


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("guarded", GUARDED)
def test_join_by_the_models_name_is_refused(start: Model, guarded: Model) -> None:
    name = guarded._meta.model_name
    before = "" if start is Revision else "revisions__"
    for path in (name, f"{name}s", f"{name}_set"):
        assert not hasattr(start, path)
        with pytest.raises(FieldError):
            start.objects.filter(**{f"{before}{path}__pk": 1})


def test_name_that_a_rule_forbids_is_defined_somewhere() -> None:
    defined = {
        node.name
        for module in site_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    ruled = joins.CONTACTS | joins.ABOUT_YOU | joins.DOORS_TO_CONTACTS | joins.DOORS_TO_ANSWERS
    allowed = set().union(*(names for names, _places in joins.MAY_NAME))
    assert (ruled | allowed) - defined == set()


def test_join_by_a_hidden_name_is_written_nowhere() -> None:
    expect_none(faults(joins.hidden_joins, site_modules()))


@pytest.mark.parametrize(
    "text",
    [
        "rows.filter(**{'revisions__+__pk': 1})",
        "rows.values('+__full_name')",
        "rows.filter(**{'+': 1})",
    ],
)
def test_join_by_a_hidden_name_is_caught(text: str) -> None:
    assert faults(joins.hidden_joins, [planted(text)])


def test_hidden_relation_itself_passes() -> None:
    assert faults(joins.hidden_joins, [planted("ForeignKey(Revision, related_name='+')")]) == []


@pytest.mark.parametrize(("related_name", "is_joined"), [("person", True), ("+", False)])
@isolate_apps("core")
def test_join_that_is_planted_is_caught(related_name: str, is_joined: bool) -> None:
    start = planted_model("Start")
    middle = planted_model("Middle", start=models.ForeignKey(start, models.PROTECT))
    to_middle = models.OneToOneField(middle, models.PROTECT, related_name=related_name)
    person = planted_model("Person", middle=to_middle)
    assert bool(list(joins.joins_to_persons(start, {person}))) is is_joined


def test_persons_are_named_only_where_they_may_be() -> None:
    expect_none(faults(joins.person_names, site_modules()))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("reports/queries.py", "from applications.models import Contact"),
        ("reports/queries.py", "from applications import models\nmodels.Support.objects.all()"),
        ("reports/queries.py", "apps.get_model('applications', 'Contact')"),
        ("reports/queries.py", "apps.get_model('applications.Contact')"),
        ("applications/urls.py", "from applications.models.contact import Contact as C"),
        ("applications/records/views/staff.py", "AboutYouAnswer.objects.all()"),
        ("applications/form/queries/__init__.py", "AboutYouDraft.objects.all()"),
        ("selection/pool.py", "AboutYouAnswer.objects.all()"),
        ("applications/records/views/staff.py", "about_you_as_sent(revision)"),
    ],
)
def test_person_named_elsewhere_is_caught(path: str, text: str) -> None:
    assert faults(joins.person_names, [planted(text, path)])


def test_person_named_where_allowed_passes() -> None:
    text = "from applications.models import Contact"
    assert faults(joins.person_names, [planted(text, "applications/records/views/staff.py")]) == []


def _of(app: str) -> list:
    found = [module for module in site_modules() if module.path.startswith(f"{app}/")]
    assert found
    return found


@pytest.mark.parametrize(
    ("rule", "app"),
    [(joins.reviewer_names, "reviewers"), (joins.money_names, "stipends")],
)
def test_answers_stay_behind_their_door(rule: Check, app: str) -> None:
    expect_none(faults(rule, _of(app)))


def test_answers_do_come_through_blind() -> None:
    blind = [module for module in site_modules() if module.path == joins.BLIND]
    assert faults(joins.money_names, blind)


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (joins.reviewer_names, "reviewers/views/scoring.py", "queries.answers_of(application)"),
        (
            joins.reviewer_names,
            "reviewers/views/scoring.py",
            "from applications.models import Answer",
        ),
        (joins.reviewer_names, "reviewers/views/scoring.py", "revision.answers.all()"),
        (
            joins.reviewer_names,
            "reviewers/queries.py",
            "filter(application__revisions__pk=1)",
        ),
        (
            joins.reviewer_names,
            "reviewers/queries.py",
            "values('application__revisions__pk')",
        ),
        (joins.reviewer_names, "reviewers/blind.py", "queries.contacts_of([application])"),
        (
            joins.reviewer_names,
            "reviewers/blind.py",
            "from applications.models import Support",
        ),
        (
            joins.reviewer_names,
            "reviewers/blind.py",
            "import applications.models as m\nm.Contact",
        ),
        (joins.money_names, "stipends/views/paying.py", "from applications.models import Contact"),
        (joins.money_names, "stipends/queries.py", "queries.answers_of(application)"),
        (
            joins.money_names,
            "stipends/queries.py",
            "F('decision__application__revisions__pk')",
        ),
    ],
)
def test_answers_taken_past_their_door_are_caught(rule: Check, path: str, text: str) -> None:
    assert faults(rule, [planted(text, path)])


def test_templates_of_reviewers_and_money_walk_to_nobody() -> None:
    pages = [
        path for app in ("reviewers", "stipends") for path in ROOT.glob(f"templates/{app}/**/*.*")
    ]
    expect_none(
        str(fault)
        for path in pages
        for fault in joins.template_joins(relative(path), path.read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("text", ["{{ application.revisions.first.language }}", "{{ r.contact }}"])
def test_template_that_walks_to_somebody_is_caught(text: str) -> None:
    assert list(joins.template_joins("templates/reviewers/planted.html", text))
