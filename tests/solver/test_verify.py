"""`verify.py` accepts every answer, and rejects any change to it."""

import copy
import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st

from solver import verify
from solver.diagnosis import diagnosed
from solver.panel import choose
from solver.problem import Person, Problem, Target, tags_of
from tests.architecture.source import ROOT
from tests.solver.problems import city, on_problems

FAR = 10**12  # with a smaller change of a price the proof may remain valid


def numbers(value: object, path: tuple = ()) -> Iterator[tuple]:
    """The path to every number in a pack."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from numbers(inner, (*path, at))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path


def changed(pack: dict, path: tuple, by: int) -> dict:
    """The pack with one number changed."""
    made = copy.deepcopy(pack)
    inner = made
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] += by
    return made


@on_problems(8, 300, st.integers(0, 10**9))
def test_pack_with_a_changed_number_is_refused(problem: Problem, seed: int) -> None:
    pack = json.loads(json.dumps(diagnosed(choose(problem, "lot")).pack()))
    assert verify.refusal(pack) == ""
    paths = list(numbers(pack))
    for path in random.Random(seed).sample(paths, min(25, len(paths))):
        assert is_refused(pack, path), path


def is_refused(pack: dict, path: tuple) -> bool:
    """Whether a change of this number is rejected; for a price, a large one in some direction."""
    if "prices" not in path:
        return bool(verify.refusal(changed(pack, path, 1)))
    others = [changed(pack, path, by) for by in (FAR, -FAR)]
    return any(map(verify.refusal, others)) or _counts_only_decided(pack, path)


def _counts_only_decided(pack: dict, path: tuple) -> bool:
    """Whether locks or the case fix everybody whom the row counts: then any price is valid."""
    _, _, members = verify.question_of(pack["input"]).rows[path[-1]]
    leaf, given = pack, pack["input"]
    decided = {*given["lock_in"], *given["lock_out"]}
    for key in path[:-2]:
        leaf = leaf[key]
        decided |= set(leaf.get("given", [])) if isinstance(leaf, dict) else set()
    decided |= {*leaf["in"], *leaf["out"]}
    return decided.issuperset(members)


def _person(at: int) -> Person:
    return Person(f"P{at}", 100 * at, tags_of({"a": "xy"[at % 2], "b": "uv"[at // 4]}))


def test_every_number_of_three_packs_matters() -> None:
    met = city(60, 6, 1, width=0.6)
    short = Problem.of(
        3,
        [_person(at) for at in range(8)],
        [Target("a", "x", 2, 3), Target("a", "y", 2, 3), Target("b", "u", 0, 2)],
    )
    for problem in (met, short):
        pack = json.loads(json.dumps(diagnosed(choose(problem, "lot")).pack()))
        outside = [path for path in numbers(pack) if path[0] != "input"]
        assert len(outside) > 30
        for path in outside:
            assert is_refused(pack, path), path


@pytest.mark.parametrize(
    "break_it",
    [
        lambda pack: pack["panel"].pop(),
        lambda pack: pack["panel"].append(pack["panel"][0]),
        lambda pack: pack["panel"].__setitem__(0, "nobody"),
        lambda pack: pack["proof"]["leaves"].clear(),
        lambda pack: pack["proof"]["leaves"].append(pack["proof"]["leaves"][0]),
        lambda pack: pack["proof"]["leaves"][0]["in"].append("C000001"),
        lambda pack: pack["proof"]["leaves"][0].update({"in": ["seats>=0"], "out": ["C000001>=0"]}),
        lambda pack: pack["panel"].reverse(),
        lambda pack: pack["ties"].clear(),
        lambda pack: pack.update(lot="another"),
        lambda pack: pack.update(status="best"),
        lambda pack: pack.pop("proof"),
        lambda pack: pack["targets"].pop(),
        lambda pack: pack.update(input=[]),
    ],
)
def test_pack_that_is_broken_is_refused(break_it) -> None:
    pack = json.loads(json.dumps(choose(city(60, 6, 1, width=0.6, step=500), "lot").pack()))
    assert verify.refusal(pack) == ""
    break_it(pack)
    assert verify.refusal(pack)


def test_input_with_two_of_one_name_is_refused() -> None:
    """A second person or rule of the same name would hide the first, with any digest."""
    pack = choose(city(60, 6, 1, width=0.6), "lot").pack()
    assert verify.refusal(pack) == ""
    for part in ("people", "targets"):
        given = {**pack["input"], part: [*pack["input"][part], pack["input"][part][0]]}
        text = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(f"{text}\n".encode()).hexdigest()
        assert "names of their own" in verify.refusal(
            {**pack, "input": given, "input_sha256": digest}
        )


@pytest.mark.parametrize("number", ["85.0", "1e3", "NaN", "-Infinity", '"85"', "null"])
def test_prices_are_whole_numbers(tmp_path: Path, number: str) -> None:
    """Sums of anything else could be rounded."""
    people = [Person(f"P{at}", 85) for at in range(4)]
    text = json.dumps(choose(Problem.of(2, people), "lot").pack())
    assert '"seats": 8500' in text
    file = tmp_path / "pack.json"
    file.write_text(text.replace('"seats": 8500', f'"seats": {number}'))
    assert verify.main(str(file)) == 1


def test_second_best_panel_is_refused() -> None:
    """Another panel with correct sums, and the best one's proof."""
    problem = city(60, 6, 1, width=0.6)
    best = choose(problem, "lot")
    other = choose(problem.changed(lock_out=(best.members[0],)), "lot")
    pack, second = best.pack(), other.pack()
    pack.update({key: second[key] for key in ("panel", "total_x100", "targets")})
    assert verify.refusal(pack)


def test_panel_by_another_lot_is_refused() -> None:
    """Equally good, but not the one that the lot gives."""
    people = [Person(f"P{at}", 100) for at in range(9)]
    pack, other = (choose(Problem.of(3, people), lot).pack() for lot in ("a", "b"))
    assert pack["panel"] != other["panel"]
    pack["panel"] = other["panel"]
    assert verify.refusal(pack)


def test_verify_runs_alone(tmp_path: Path) -> None:
    """It needs neither site packages nor the rest of the solver."""
    file = tmp_path / "verify.py"
    file.write_bytes((ROOT / "solver" / "verify.py").read_bytes())
    pack = choose(city(60, 6, 1, width=0.6), "lot").pack()
    for total, code in ((pack["total_x100"], 0), (pack["total_x100"] + 1, 1)):
        (tmp_path / "pack.json").write_text(json.dumps({**pack, "total_x100": total}))
        done = subprocess.run(
            [sys.executable, "-I", "-S", file, tmp_path / "pack.json"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stdout + done.stderr
    assert (
        subprocess.run(
            [sys.executable, "-I", "-S", file, file], cwd=tmp_path, capture_output=True
        ).returncode
        == 64
    )
