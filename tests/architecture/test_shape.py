"""Files and functions stay small; nothing is left half done."""

from collections.abc import Mapping

import pytest

from tests.architecture import shape
from tests.architecture.source import (
    Check,
    expect_none,
    faults,
    files,
    idle_excuses,
    modules,
    planted,
    relative,
)

HERE = "tests/architecture/"  # plants what the checks look for
RULES: list[tuple[Check, Mapping[str, str]]] = [
    (shape.length, shape.MAY_BE_LONG),
    (shape.vague_name, {}),
    (shape.suppresses_all, {}),
    (shape.metaclass, shape.MAY_MAKE_CLASSES),
    (shape.import_of_a_test, {}),
]
PLANTED = [
    (shape.length, "x = 1\n" * 301),
    (shape.length, "def long():\n" + "    x = 1\n" * 40),
    (shape.length, "class A:\n    def long(self):\n" + "        x = 1\n" * 40),
    (shape.suppresses_all, "with contextlib.suppress(Exception):\n    x()"),
    (shape.metaclass, "class A(metaclass=B):\n    pass"),
    (shape.metaclass, "class A(type):\n    pass"),
    (shape.metaclass, "A = type('A', (), {})"),
    (shape.import_of_a_test, "from tests.core.test_mail import sent"),
    (shape.import_of_a_test, "from tests.core import test_mail"),
    (shape.import_of_a_test, "import tests.core.test_mail"),
    (shape.import_of_a_test, "from tests.conftest import cast"),
    (shape.unwritten, "def f():\n    raise NotImplementedError"),
    (shape.layout_excuses, "x = [1,  # fmt: skip\n]"),
]


@pytest.mark.parametrize(("rule", "excused"), RULES, ids=lambda rule: getattr(rule, "__name__", ""))
def test_shape_rule_holds(rule: Check, excused: Mapping[str, str]) -> None:
    expect_none(faults(rule, modules(), excused))


@pytest.mark.parametrize(("rule", "excused"), RULES, ids=lambda rule: getattr(rule, "__name__", ""))
def test_shape_exemptions_are_needed(rule: Check, excused: Mapping[str, str]) -> None:
    assert idle_excuses(rule, modules(), excused) == set()


@pytest.mark.parametrize(("rule", "text"), PLANTED)
def test_shape_rule_catches_what_is_planted(rule: Check, text: str) -> None:
    assert faults(rule, [planted(text)])


@pytest.mark.parametrize("rule", dict.fromkeys(rule for rule, _text in PLANTED))
def test_shape_rule_lets_good_code_pass(rule: Check) -> None:
    good = (
        "import os\nfrom tests.factories import staff\n\n"
        "def f():\n    try:\n        os.stat('.')\n    except OSError:\n        pass"
    )
    assert faults(rule, [planted(good)]) == []


@pytest.mark.parametrize("path", ["core/utils.py", "common/x.py", "core/mail_helpers.py"])
def test_vague_name_is_caught(path: str) -> None:
    assert faults(shape.vague_name, [planted("", path)])


def test_idle_exemption_is_caught() -> None:
    excused = {"applications/planted.py::f": "a reason"}
    assert idle_excuses(shape.suppresses_all, [planted("def f(): pass")], excused)


def test_shell_scripts_are_short() -> None:
    lines = {path: len(path.read_text().splitlines()) for path in files(".sh", "/run")}
    assert lines
    assert [path for path in lines if lines[path] > shape.LONGEST_FILE] == []


def test_leftovers_are_absent() -> None:
    ours = [module for module in modules() if not module.path.startswith(HERE)]
    expect_none(faults(shape.unwritten, ours))
    expect_none(faults(shape.layout_excuses, ours))


def test_leftovers_are_absent_outside_python() -> None:
    paths = [*files(".html", ".txt", ".css", ".js", ".toml", ".json", ".sh", "/run")]
    found = [
        str(fault)
        for path in paths
        for fault in shape.leftover_words(relative(path), path.read_text(encoding="utf-8"))
    ]
    assert paths
    expect_none(found)
