"""Every field is classified for privacy, and in the history or left out of it on purpose."""

import pytest
from django.db import models
from django.test.utils import isolate_apps
from pghistory.models import Event

from applications.models import Call, Contact, Question
from core import privacy
from core.models import AccessEvent, User
from reviewers.models import Score
from tests.architecture import tracking
from tests.architecture.planting import Model, planted_model
from tests.architecture.source import expect_none
from tests.architecture.tables import our_models

RECORD, PERSONAL = privacy.RECORD, privacy.PERSONAL


def _histories() -> list[type[Event]]:
    return [model for model in tracking.all_models() if issubclass(model, Event)]


def _history(model: Model) -> type[Event]:
    return tracking.histories_of(model)[0]


def test_privacy_of_every_field_is_declared_once() -> None:
    assert len(_histories()) > 15
    expect_none(
        fault for model in tracking.all_models() for fault in tracking.privacy_faults(model)
    )


def test_privacy_of_third_party_tables_is_of_tables_that_exist() -> None:
    assert tracking.idle_third_party(privacy.THIRD_PARTY) == set()
    assert tracking.idle_third_party({"gone.Table": RECORD}) == {"gone.Table"}


@pytest.mark.parametrize(
    "declared",
    [
        None,
        {},
        {RECORD: ["id"]},
        {RECORD: ["id", "name"], PERSONAL: ["name"]},
        {RECORD: ["id", "name", "name"]},
        {RECORD: ["id", "name", "nickname"]},
    ],
)
@isolate_apps("core")
def test_privacy_mistake_is_caught(declared: dict | None) -> None:
    attributes = {} if declared is None else {"privacy": declared}
    assert list(tracking.privacy_faults(planted_model(name=models.TextField(), **attributes)))


@isolate_apps("core")
def test_privacy_declared_once_passes() -> None:
    model = planted_model(name=models.TextField(), privacy={RECORD: ["id"], PERSONAL: ["name"]})
    assert list(tracking.privacy_faults(model)) == []


def test_privacy_of_a_translated_column_is_its_base_fields() -> None:
    assert tracking.classes_of(Call, "title_es") == [privacy.CONFIGURATION]


def test_privacy_missing_for_a_translated_field_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Question, "privacy", {RECORD: ["id"]})
    assert any("text_es" in fault for fault in tracking.privacy_faults(Question))


def test_privacy_of_a_history_is_its_models(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tracking.classes_of(_history(Score), "points") == [privacy.STAFF]
    assert tracking.classes_of(_history(Score), "pgh_id") == [RECORD]
    monkeypatch.setattr(Score, "privacy", {RECORD: ["id", "review", "criterion"]})
    assert any("points" in fault for fault in tracking.privacy_faults(_history(Score)))


def test_privacy_missing_for_a_packages_table_is_caught() -> None:
    group = User.groups.rel.model
    known = {name: kind for name, kind in privacy.THIRD_PARTY.items() if name != "auth.Group"}
    assert list(tracking.privacy_faults(group)) == []
    assert list(tracking.privacy_faults(group, known))


def test_permissions_are_only_our_own() -> None:
    assert [model for model in our_models() if tracking.automatic_permissions(model)] == []


@isolate_apps("core")
def test_permissions_made_by_django_are_caught() -> None:
    assert tracking.automatic_permissions(planted_model(meta={"default_permissions": ("add",)}))


def test_history_holds_every_field_or_says_why_not() -> None:
    expect_none(fault for model in our_models() for fault in tracking.history_faults(model))


def test_history_of_many_to_many_tables_exists() -> None:
    through = [model for model in tracking.tracked_models() if model._meta.auto_created]
    assert User.groups.through in through
    expect_none(fault for model in through for fault in tracking.history_faults(model))


@isolate_apps("core")
def test_history_that_is_missing_is_caught() -> None:
    assert list(tracking.history_faults(planted_model("Silent")))
    assert list(tracking.history_faults(planted_model("Untracked", history_leaves_out=())))
    assert list(tracking.history_faults(planted_model("Log", history_leaves_out="all"))) == []


@pytest.mark.parametrize(
    ("model", "left_out", "expected"),
    [
        (Score, ("points",), "points is tracked against its word"),
        (Score, ("point",), "leaves out point, no field"),
        (Score, "all", "leaves out all, and has"),
        (Contact, (), "email is not tracked"),
        (Call, ("title",), "title_es is tracked against its word"),
    ],
)
def test_history_that_differs_from_its_word_is_caught(
    model: Model, left_out: object, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "history_leaves_out", left_out)
    assert any(expected in fault for fault in tracking.history_faults(model))


def test_history_without_a_translated_column_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tracking.fields_of(_history(Call))
    assert "title_es" in seen
    columns = [f for f in _history(Call)._meta.concrete_fields if f.name != "title_es"]
    monkeypatch.setitem(_history(Call)._meta.__dict__, "concrete_fields", columns)
    assert list(tracking.history_faults(Call)) == ["applications.Call.title_es is not tracked"]


def test_history_without_deletions_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    history = _history(Score)
    monkeypatch.setattr(history, "pgh_trackers", history.pgh_trackers[:2])
    assert list(tracking.history_faults(Score)) == ["reviewers.Score: no DeleteEvent"]


def test_history_holds_nothing_that_is_erased() -> None:
    expect_none(fault for model in _histories() for fault in tracking.exposed_in_history(model))


@pytest.mark.parametrize(
    "kind", sorted(tracking.NOT_IN_HISTORY, key=str), ids=lambda kind: kind.name
)
def test_history_of_what_is_erased_is_caught(
    kind: privacy.Privacy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Score, "privacy", {RECORD: ["id", "review", "criterion"], kind: ["points"]})
    assert list(tracking.exposed_in_history(_history(Score)))


def test_access_log_leaves_out_all() -> None:
    assert tracking.histories_of(AccessEvent) == []


def test_erasing_reaches_every_table_that_it_must() -> None:
    expect_none(fault for model in our_models() for fault in tracking.unreachable(model))
    for trace in privacy.traces():  # every path is one that the database can follow
        for path in trace.paths:
            assert str(trace.model.objects.filter(**{path: None}).query)


@isolate_apps("core")
def test_table_that_erasing_would_miss_is_caught() -> None:
    lost = {"name": models.TextField(), "privacy": {RECORD: ["id"], PERSONAL: ["name"]}}
    assert list(tracking.unreachable(planted_model("Lost", **lost)))
    assert not list(tracking.unreachable(planted_model("Found", leads_to_applicant="id", **lost)))
