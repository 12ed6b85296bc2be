"""Checks a pack with whole numbers alone, trusting nobody: python verify.py PACK.json

Standard library only, no solver; docs/solver.md explains on one page why this is enough. Every
proof is about a question, and `bound` is all of its arithmetic. First comes the best panel; the
checks for targets that cannot be met are at the end, and use the same functions.
"""

import hashlib
import hmac
import json
import sys
from collections import Counter, defaultdict
from fractions import Fraction
from math import gcd
from typing import NamedTuple


class Question(NamedTuple):
    """Which choice gains most? Columns are people, and seats by which a target gives way."""

    rows: dict  # rule -> (at least, at most, {column: how often it counts})
    gains: dict  # column -> what it gains
    low: dict  # column -> at least
    high: dict  # column -> at most


def must(hold: bool, rule: str) -> None:
    """Refuse the pack unless this rule holds."""
    if not hold:
        raise ValueError(f"it must hold that {rule}")


def refusal(pack: dict) -> str:
    """Why a pack is refused; empty when it is right."""
    try:
        given = pack["input"]
        text = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(f"{text}\n".encode()).hexdigest()
        must(pack["input_sha256"] == digest, "the input is the one that the digest was taken of")
        check = check_no_panel if pack["status"] == "infeasible" else check_panel
        check(pack, given, question_of(given))
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        is_ours = type(error) is ValueError
        return str(error) if is_ours else f"the pack is not in the agreed form ({error!r})"
    return ""


def key_of(target: dict) -> str:
    """The name of a target in proofs."""
    return f"{target['feature']}={target['value']}"


def question_of(given: dict) -> Question:
    """Which panel has the best total? Every rule of the input is a row."""
    people, homes = {person["id"]: person for person in given["people"]}, defaultdict(dict)
    rows = [("seats", given["seats"], given["seats"], dict.fromkeys(people, 1))]
    for target in given["targets"]:
        rows.append((key_of(target), target["min"], target["max"], holders(target, people)))
    for name, person in people.items():
        homes[person["household"]][name] = 1
    rows += [(f"household={n}", 0, 1, home) for n, home in homes.items() if n and len(home) > 1]
    rows += [(f"apart={a};{b}", 0, 1, {a: 1, b: 1}) for a, b in given["apart"]]
    named = {name: row for name, *row in rows}
    is_clear = len(people) == len(given["people"]) and not any("=" in name for name in people)
    must(is_clear and len(named) == len(rows), "all people and rules have names of their own")
    low = dict.fromkeys(people, 0) | dict.fromkeys(given["lock_in"], 1)
    high = dict.fromkeys(people, 1) | dict.fromkeys(given["lock_out"], 0)
    return Question(named, {name: person["score"] for name, person in people.items()}, low, high)


def holders(target: dict, people: dict) -> dict:
    """Whom a target counts: A|B who has A or B, !A|B who has neither."""
    named = set(target["value"].removeprefix("!").split("|"))
    is_negated = target["value"].startswith("!")
    tags = ((name, person["tags"].get(target["feature"], ())) for name, person in people.items())
    return {name: 1 for name, values in tags if named.isdisjoint(values) == is_negated}


def added_up(counts: dict, chosen: dict) -> int:
    """The sum of counts over a choice (column -> how often)."""
    return sum(counts.get(name, 0) * often for name, often in chosen.items())


def gain_of(question: Question, chosen: dict) -> int:
    """The gain of a choice, which must keep every rule."""
    for name in question.low | chosen:
        is_kept = question.low[name] <= chosen.get(name, 0) <= question.high[name]
        must(is_kept, f"{name} sits as locks say, and once at most")
    for rule, (least, most, counts) in question.rows.items():
        must(least <= added_up(counts, chosen) <= most, f"the panel keeps {rule}")
    return added_up(question.gains, chosen)


def step_of(text: str) -> tuple[str, int]:
    """`language=es min>=3` in a case is "three or more"; a person's reference alone, "one"."""
    name, _, number = text.rpartition(">=")
    return (name, int(number)) if name else (text, 1)


def bound(question: Question, case: dict, given: list = ()) -> tuple[int, dict, dict, dict]:
    """The most that any choice in a case can gain, in hundredths, with the people given on it.

    That is the most that all pay for the rules together, plus, for each column, its reduced cost
    (its gain less what it pays) times the limit that makes this largest. Also returns the reduced
    costs and the limits.
    """
    low, high = question.low | dict.fromkeys(given, 1), dict(question.high)
    for name, number in map(step_of, case["in"]):
        low[name] = max(low[name], number)
    for name, number in map(step_of, case["out"]):
        high[name] = min(high[name], number - 1)
    total, pays = 0, dict.fromkeys(question.gains, 0)
    for rule, price in case["prices"].items():
        least, most, counts = question.rows[rule]
        total += price * (most if price > 0 else least)
        for name, often in counts.items():
            pays[name] += price * often
    reduced_costs = {name: 100 * gain - pays[name] for name, gain in question.gains.items()}
    total += sum(each * (high if each > 0 else low)[name] for name, each in reduced_costs.items())
    must(total == case["bound"], "a bound is what its prices give")
    return total, reduced_costs, low, high


def cases_of(proof: dict) -> list:
    """A proof's cases: any two differ on something fixed, and together they leave nothing out."""
    cases = [(set(case["in"]), set(case["out"])) for case in proof["leaves"]]
    differ = all(a[0] & b[1] or a[1] & b[0] for n, a in enumerate(cases) for b in cases[:n])
    share = sum(Fraction(1, 2 ** (len(a) + len(b))) for a, b in cases)
    must(differ and share == 1, "the cases of a proof leave nothing out")
    return proof["leaves"]


def check_proof(question: Question, proof: dict, claim: int, earlier: list = ()) -> None:
    """Nothing gains more than the claim, unless it contains all of an earlier relaxation."""
    unit = gcd(*question.gains.values()) or 1  # gains go in such steps
    must((proof["claim"], proof["unit"]) == (claim, unit), f"a proof is about {claim} and {unit}")
    for case in cases_of(proof):
        most, _, low, _ = bound(question, case)
        is_earlier = any(all(low[name] > 0 for name in names) for names in earlier)
        is_closed = most < 100 * (claim + unit)
        must(is_closed or is_earlier, "no case of a proof leaves room for something better")


def check_panel(pack: dict, given: dict, question: Question) -> None:
    """Check rules, total, counts of targets, that no panel has more, and ties."""
    chosen, total, upper = Counter(pack["panel"]), pack["total_x100"], pack["upper_bound_x100"]
    must(pack["panel"] == sorted(chosen), "the panel is a sorted list")
    must(total == gain_of(question, chosen), "the total is the sum of the panel's scores")
    counts = [added_up(question.rows[key_of(each)][2], chosen) for each in given["targets"]]
    counted = [{**each, "count": n} for each, n in zip(given["targets"], counts, strict=True)]
    must(pack["targets"] == counted, "targets and counts are as told")
    must(pack["status"] == ("optimal" if total == upper else "not_proved"), "the status is so")
    check_proof(question, pack["proof"], upper)
    if pack["ties"] is not None:
        check_ties(pack, given, question)


def check_ties(pack: dict, given: dict, question: Question) -> None:
    """In the lot's order: a proof rules out whoever is passed over, with those seated before."""
    lot, seated = (pack["lot"] or "").encode(), set()
    refusals = [(set(tie["given"]), refused_by(tie, pack, question)) for tie in pack["ties"]]
    for name in sorted(question.gains, key=lambda each: hmac.digest(lot, each.encode(), "sha256")):
        if name in pack["panel"]:
            seated.add(name)
        elif len(seated) < given["seats"] and name not in given["lock_out"]:
            is_refused = any(name in names and under <= seated for under, names in refusals)
            must(is_refused, f"a proof shows why {name}, who is higher in the lot, does not sit")


def refused_by(tie: dict, pack: dict, question: Question) -> set:
    """People who are on no panel with this total and those given: every case rules them out."""
    names = set(question.gains)
    for case in cases_of(tie):
        most, reduced_costs, low, high = bound(question, case, tie["given"])
        room = 100 * pack["total_x100"] - most
        lost = {n: 0 if low[n] else min(0, each) for n, each in reduced_costs.items()}
        names = {n for n in names if high[n] < 1 or lost[n] < room}
    return names


def check_no_panel(pack: dict, given: dict, question: Question) -> None:
    """Check that no panel keeps the conflict's rules; the relaxations; the seats needed."""
    nothing, everyone = (dict.fromkeys(question.gains, number) for number in (0, 1))
    check_proof(question._replace(gains=nothing), pack["proof"], -1)
    if "conflict" in pack:
        prices = [pair for case in pack["proof"]["leaves"] for pair in case["prices"].items()]
        targets = {key_of(target) for target in given["targets"]}
        used = {(rule, "max" if price > 0 else "min") for rule, price in prices if rule in targets}
        named = {(key_of(each), each["bound"]) for each in pack["conflict"]}
        must(named == used, "the conflict is what the proof rests on")
    earlier = []
    for way in pack.get("relaxations", ()):
        earlier.append(check_way(way, question, giving_way(given, question), earlier))
    if "seats_proof" in pack:
        needed, (proof, panel) = pack["seats_needed"], pack["seats_proof"]
        rows = question.rows | {"seats": (given["seats"] + 1, len(everyone), everyone)}
        fewest = question._replace(rows=rows, gains=dict.fromkeys(everyone, -1))
        if needed is None:
            check_proof(fewest._replace(gains=nothing), proof, -1)
        else:
            must(gain_of(fewest, Counter(panel)) == -needed, "the panel has the seats needed")
            check_proof(fewest, proof, -needed)


def giving_way(given: dict, question: Question) -> Question:
    """Which relaxation costs least? Lowering a minimum m: 1 + 2/m a seat; raising a maximum: 1."""
    rows, gains = dict(question.rows), dict.fromkeys(question.gains, 0)
    low, high = dict(question.low), dict(question.high)
    for key in map(key_of, given["targets"]):
        least, most, counts = rows[key]
        lowering = 10_000 + (20_000 + least // 2) // max(1, least)  # in ten-thousandths
        ways = [("min", least, lowering, 1), ("max", given["seats"] - most, 10_000, -1)]
        for name, seats, cost, often in ((f"{key} {way}", *rest) for way, *rest in ways):
            if seats > 0:
                gains[name], low[name], high[name] = -cost, 0, seats
                counts = {**counts, name: often}
        rows[key] = (least, most, counts)
    return Question(rows, gains, low, high)


def check_way(way: dict, question: Question, looser: Question, earlier: list) -> set:
    """Its panel keeps the rules with these bounds relaxed, at least cost; returns their names."""
    panel, gave = Counter(way["panel"]), {}
    for row in way["rows"]:
        least, most, _ = question.rows[key_of(row)]
        seats = row["from"] - row["to"] if row["bound"] == "min" else row["to"] - row["from"]
        must(row["from"] == (least if row["bound"] == "min" else most), "bounds are the input's")
        gave[f"{key_of(row)} {row['bound']}"] = seats
    gain = gain_of(looser, {**panel, **gave})
    must(float(way["cost"]) == -gain / 10_000, "the cost is that of what gives way")
    must(way["total_x100"] == added_up(question.gains, panel), "the total is the sum of scores")
    must(len(gave) == len(way["rows"]), "every bound gives way once")
    must(not any(names <= gave.keys() for names in earlier), "no way contains an earlier one")
    check_proof(looser, way["proof"], gain, earlier)
    return set(gave)


def main(path: str) -> int:
    """0 accepted, 1 refused, 64 not a pack."""
    try:
        with open(path, encoding="utf-8") as file:  # only whole numbers count
            pack = json.load(file, parse_float=str, parse_constant=str)
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        sys.stderr.write(f"{path} cannot be read as a pack: {reason}.\n")
        return 64
    wrong = refusal(pack)
    sys.stdout.write(f"Refused: {wrong}.\n" if wrong else "Accepted.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.stderr.write(__doc__)
        sys.exit(64)
    sys.exit(main(sys.argv[1]))
