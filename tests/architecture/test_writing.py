"""What writes is an action; numbers are never max + 1."""

import importlib

import pytest

from tests.architecture import writing
from tests.architecture.source import expect_none, faults, idle_excuses, planted, site_modules

ACTION = "@action\ndef pay(*, by, amount): pass"


def test_actions_have_the_form_of_one() -> None:
    actions = [module for module in site_modules() if writing.is_action_module(module.path)]
    assert len(actions) > 10
    expect_none(faults(writing.action_form, actions))


def test_actions_run_as_actions() -> None:
    """The decorator read in the source is really core.actions.action."""
    for module in site_modules():
        if writing.is_action_module(module.path) and not module.path.endswith("__init__.py"):
            loaded = importlib.import_module(module.path.removesuffix(".py").replace("/", "."))
            for name, _node in module.functions:
                if not name.startswith("_") and "." not in name:
                    assert getattr(loaded, name).is_action, f"{module.path}::{name}"


@pytest.mark.parametrize(
    "text",
    [
        "def pay(*, by): pass",
        "@other\ndef pay(*, by): pass",
        "@action\ndef pay(by): pass",
        "@action\ndef pay(amount, /, *, by): pass",
        "@action\ndef pay(*amounts, by): pass",
        "@action\ndef pay(*, by, **rest): pass",
        "@action\ndef pay(*, amount): pass",
        "@action\ndef pay(*, by, request): pass",
        "@action\ndef pay(*, by, asked: HttpRequest): pass",
        "@action\nasync def pay(*, by): pass",
    ],
)
def test_action_of_another_form_is_caught(text: str) -> None:
    assert faults(writing.action_form, [planted(text)])


def test_action_of_the_right_form_passes() -> None:
    private = "\ndef _part(anything): pass\nclass Paper: pass"
    assert faults(writing.action_form, [planted(ACTION + private)]) == []


def test_actions_refuse_in_one_way() -> None:
    actions = [module for module in site_modules() if writing.is_action_module(module.path)]
    expect_none(faults(writing.own_exception, actions))
    assert faults(writing.own_exception, [planted("class NotDue(Exception): pass")])
    assert not faults(writing.own_exception, [planted("class Paper: pass")])


def test_only_actions_write() -> None:
    others = [module for module in site_modules() if not writing.is_action_module(module.path)]
    found = [
        fault
        for module in others
        if module.path not in writing.MAY_WRITE
        for fault in faults(writing.orm_write, [module], writing.MAY_WRITE)
    ]
    expect_none(found)


def test_writers_besides_actions_still_write() -> None:
    named = {place.split("::")[0] for place in writing.MAY_WRITE}
    writers = {m.path for m in site_modules() if list(writing.orm_write(m))}
    assert named <= writers
    functions = {place: reason for place, reason in writing.MAY_WRITE.items() if "::" in place}
    assert idle_excuses(writing.orm_write, site_modules(), functions) == set()


@pytest.mark.parametrize(
    "line",
    [
        "row.save()",
        "form.save(commit=True)",
        "super().save(*args, **kwargs)",
        "Row.objects.create(a=1)",
        "Row.objects.bulk_create(rows)",
        "Row.objects.bulk_update(rows, ['a'])",
        "Row.objects.filter(a=1).update(a=2)",
        "Row.objects.filter(a=1).update(**values)",
        "rows.delete()",
        "Row.objects.get_or_create(a=1)",
        "Row.objects.update_or_create(a=1)",
        "await Row.objects.acreate(a=1)",
        "user.groups.set(groups)",
        "user.groups.add(group)",
        "User.objects.create_user('a', 'b')",
    ],
)
def test_orm_write_outside_actions_is_caught(line: str) -> None:
    assert faults(writing.orm_write, [planted(f"async def f():\n    {line}")])


@pytest.mark.parametrize("line", ["digest.update(b'')", "book.save(path)", "seen.add(1)"])
def test_orm_write_is_told_from_other_calls(line: str) -> None:
    assert faults(writing.orm_write, [planted(line)]) == []


def test_numbers_are_never_max_plus_one() -> None:
    expect_none(faults(writing.next_number, site_modules()))


@pytest.mark.parametrize(
    "text",
    [
        "rows.aggregate(Max('number'))",
        "rows.aggregate(models.Max('number'))",
        "number = max(row.number for row in rows) + 1",
        "number = 1 + max(numbers, default=0)",
        "number = revisions.count() + 1",
    ],
)
def test_number_by_max_plus_one_is_caught(text: str) -> None:
    assert faults(writing.next_number, [planted(text)])
