"""Requests of a program: answers on a pipe, packs from them, and ends that are not answers."""

import json
import subprocess
import sys
from typing import Any

import pytest

from config.local_postgres import ROOT
from solver import verify
from solver.requested import pack_of
from tests.prove.processes import wait_until

AREAS = "nnnnsssee"


def request(**changes: Any) -> dict[str, Any]:
    """Nine people in three areas, the best of them in the north, and three seats."""
    people = [
        {"id": str(at), "score": 9000 - 100 * at, "error": 100, "tags": {"area": [area]}}
        for at, area in enumerate(AREAS, start=1)
    ]
    south = {"feature": "area", "value": "s", "min": 1, "max": None}
    asked = {
        "people": people,
        "targets": [south],
        "seats": [3, 3],
        "lock_in": [],
        "lock_out": [],
        "apart": [],
        "unit": 100,
        "lot": "7-1-4",
    }
    return asked | changes


def ask(kind: str, asked: dict[str, Any], *options: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code, and the lines of the answer."""
    done = subprocess.run(
        [sys.executable, "-m", "solver", "request", kind, *options],
        cwd=ROOT,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def answered(kind: str, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer alone."""
    code, lines = ask(kind, asked)
    assert code == 0
    return lines[-1]["answer"]


def test_a_proposal_has_the_best_panel_and_a_pack_that_verifies() -> None:
    asked = request()
    answer = answered("propose", asked)
    assert (answer["status"], answer["seats"]) == ("optimal", 3)
    [option] = answer["options"]
    assert option["panel"] == ["1", "2", "5"]
    assert verify.refusal(pack_of(asked, option)) == ""
    cheated = pack_of(asked, option | {"total_x100": option["total_x100"] + 100})
    assert verify.refusal(cheated)


def test_each_number_of_seats_is_an_option_and_the_most_that_can_be_filled_is_proposed() -> None:
    south = {"feature": "area", "value": "s", "min": 3, "max": 3}
    north = {"feature": "area", "value": "n", "min": 0, "max": 0}
    answer = answered("propose", request(seats=[3, 6], targets=[south, north]))
    assert [option["seats"] for option in answer["options"]] == [3, 4, 5, 6]
    assert (answer["seats"], answer["status"]) == (5, "optimal")
    assert answer["options"][-1]["status"] == "infeasible"


def test_a_minimum_above_the_seats_cannot_be_met_and_is_no_wrong_input() -> None:
    north = {"feature": "area", "value": "n", "min": 4, "max": None}
    asked = request(targets=[north])
    answer = answered("propose", asked)
    assert (answer["status"], answer["seats"]) == ("infeasible", None)
    [option] = answer["options"]
    assert option["seats_needed"] == 4
    assert [row["to"] for row in option["relaxations"][0]["rows"]] == [3]
    [more] = answer["instead"]
    assert (more["seats"], more["panel"], more["total_x100"]) == (4, ["1", "2", "3", "4"], 35000)
    assert verify.refusal(pack_of(asked, option)) == ""


def test_a_lock_that_stands_in_the_way_is_named() -> None:
    south = {"feature": "area", "value": "s", "min": 3, "max": None}
    answer = answered("propose", request(targets=[south], lock_in=["4"], lock_out=["9"]))
    assert answer["status"] == "infeasible"
    assert [(each["lock"], each["panel"]) for each in answer["instead"] if "lock" in each] == [
        ("4", ["5", "6", "7"])
    ]


def test_nobody_at_all_cannot_be_met() -> None:
    answer = answered("propose", request(people=[]))
    assert answer["status"] == "infeasible"


def test_prices_are_at_most_what_the_other_choice_costs() -> None:
    asked = request()
    answer = answered("propose", asked)
    [option] = answer["options"]
    exact = {
        number: answered("price", asked | {"found": option, "person": number})
        for number in ("3", "6", "1", "5")
    }
    assert exact["3"] == {"cost": 100, "into": [], "out": ["2"], "is_late": False}
    assert exact["6"] == {"cost": 100, "into": [], "out": ["5"], "is_late": False}
    assert exact["1"] == {"cost": 200, "into": ["3"], "out": [], "is_late": False}
    assert exact["5"] == {"cost": 100, "into": ["6"], "out": [], "is_late": False}
    for number, price in exact.items():
        assert answer["prices"][number] <= price["cost"]


def test_costs_and_firmness_of_a_proposal() -> None:
    asked = request()
    [option] = answered("propose", asked)["options"]
    answer = answered("explain", asked | {"found": option})
    assert answer["by_target"] == {"area=s": 200}
    assert answer["binding"] == {"area=s": True}
    assert answer["firmness"]["1"] > answer["firmness"].get("4", 0)
    assert sum(answer["firmness"].values()) == pytest.approx(3)


@pytest.mark.parametrize("kind", ["propose", "explain"])
def test_out_of_time_is_an_answer(kind: str) -> None:
    asked = request()
    if kind == "explain":
        asked["found"] = answered("propose", asked)["options"][0]
    code, lines = ask(kind, asked, "--time-limit=0.000001")
    assert code == 0
    answer = lines[-1]["answer"]
    assert answer.get("status") == ("not_proved" if kind == "propose" else None)
    assert not answer.get("firmness")


def test_input_that_cannot_be_used_is_refused_by_code() -> None:
    code, lines = ask("propose", request(lock_in=["1"], lock_out=["1"]))
    assert (code, lines[-1]["refused"][0]["code"]) == (64, "locked_both_ways")


def test_too_little_memory_ends_without_an_answer() -> None:
    code, lines = ask("propose", request(), "--memory=60")
    assert code not in (0, 64)
    assert not any("answer" in line for line in lines)


def test_it_ends_once_nobody_reads_the_answer_any_more() -> None:
    """As when the worker that started it is killed: here in the midst of long work."""
    many = [
        {"id": str(n), "score": n * 7919 % 9973, "error": 900, "tags": {"area": ["nsew"[n % 4]]}}
        for n in range(1, 4000)
    ]
    asked = request(people=many, seats=[30, 30])
    asked["found"] = answered("propose", asked)["options"][0]
    process = subprocess.Popen(
        [sys.executable, "-m", "solver", "request", "explain"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    process.stdin.write(json.dumps(asked))
    process.stdin.close()
    while json.loads(process.stdout.readline())["stage"] != "firmness":
        pass
    process.stdout.close()
    wait_until(lambda: process.poll() is not None, "the solver to end", 5)
