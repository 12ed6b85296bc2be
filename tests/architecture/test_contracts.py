"""The import contracts between apps hold, and each breaks on a deliberate violation."""

from pathlib import Path

import pytest

from tests.architecture import contracts
from tests.architecture.contracts import Plant
from tests.architecture.source import APPS, ROOT

PLANTED = [(key, plant) for key, plants in contracts.PLANTS.items() for plant in plants]


def test_contracts_are_kept() -> None:
    done = contracts.lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(contracts.contract_names())} kept, 0 broken" in done.stdout


def test_contracts_have_a_planted_violation_each() -> None:
    assert contracts.PLANTS.keys() == contracts.contract_names().keys()
    assert all(contracts.PLANTS.values())


def test_contracts_see_every_package() -> None:
    """A package beside the apps, such as a solver, is under a contract too."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages == set(contracts.configured()["root_packages"])
    assert packages >= set(APPS)


@pytest.mark.prove
@pytest.mark.parametrize(("key", "plant"), PLANTED)
def test_contract_is_broken_by_what_is_planted(key: str, plant: Plant, tmp_path: Path) -> None:
    contracts.copy_packages(tmp_path)
    contracts.plant(tmp_path, plant)
    done = contracts.lint(tmp_path, "--contract", key)
    assert done.returncode != 0
    assert f"{contracts.contract_names()[key]} BROKEN" in done.stdout, done.stdout + done.stderr


@pytest.mark.prove
def test_contracts_are_kept_on_an_untouched_copy(tmp_path: Path) -> None:
    contracts.copy_packages(tmp_path)
    assert contracts.lint(tmp_path).returncode == 0
