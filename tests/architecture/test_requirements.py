"""Every package is pinned, and says beside itself why it is there."""

import re

import pytest

from tests.architecture.source import ROOT, expect_none

LINE = re.compile(r"[A-Za-z0-9._-]+(\[[a-z0-9,-]+\])?==[0-9][\w.]*\s+# \S.*")
FILES = sorted(path.name for path in ROOT.glob("requirements*.txt"))


def unpinned(text: str) -> list[str]:
    """Lines that name a package without an exact version or without a reason."""
    lines = [line for line in text.splitlines() if line.strip()]
    named = [line for line in lines if not line.startswith(("#", "-r "))]
    return [line for line in named if not LINE.fullmatch(line)]


@pytest.mark.parametrize("name", FILES)
def test_requirements_are_pinned_with_reasons(name: str) -> None:
    expect_none(unpinned((ROOT / name).read_text(encoding="utf-8")))


def test_requirements_files_are_all_seen() -> None:
    assert {"requirements.txt", "requirements-dev.txt"} <= set(FILES)


@pytest.mark.parametrize(
    "line",
    [
        "Django",
        "Django  # the framework",
        "Django==5.2.19",
        "Django==5.2.19  #",
        "Django>=5.2  # the framework",
        "Django==5.*  # the framework",
        "git+https://example.org/django  # the framework",
    ],
)
def test_requirement_without_pin_or_reason_is_caught(line: str) -> None:
    assert unpinned(line) == [line]


def test_requirement_with_pin_and_reason_passes() -> None:
    assert unpinned("# a note\n-r other.txt\ndjango-allauth[mfa]==65.1  # accounts\n") == []


def pinned(text: str) -> dict[str, str]:
    """Package → version, of the lines that name one."""
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[a-z0-9,-]+\])?==([\w.]+)", text, re.MULTILINE)
    return {name.lower().replace("_", "-").replace(".", "-"): version for name, version in found}


def test_lock_holds_what_the_requirements_name_and_each_file_by_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = pinned((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert wanted.items() <= pinned(lock).items()
    packages = re.split(r"^(?=[A-Za-z])", lock, flags=re.MULTILINE)[1:]
    assert len(packages) == len(pinned(lock)) > len(wanted)
    assert [each for each in packages if "--hash=sha256:" not in each] == []
