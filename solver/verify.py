"""Checks a pack with whole numbers alone, trusting nobody: python verify.py PACK.json

Standard library only, no solver; docs/solver.md explains on one page why this is enough.
"""

import hashlib
import hmac
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from math import gcd, inf


def complaints(pack: dict) -> list[str]:
    """What is wrong with a pack; nothing when it may be believed."""
    try:
        return list(dict.fromkeys(_complaints(pack)))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [f"the pack is not complete or not in the agreed form: {error!r}"]


def _complaints(pack: dict) -> Iterator[str]:
    given = pack["input"]
    text = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    if hashlib.sha256(text.encode()).hexdigest() != pack["input_sha256"]:
        yield "the input is not the one that the digest was taken of"
    rows, columns = rows_of(given), {}
    for person in given["people"]:
        columns[person["id"]] = (person["score"], [], 1)
    for key, (_low, _high, members) in rows.items():
        for each in members:
            columns[each][1].append((key, 1))
    if pack["status"] == "infeasible":
        yield from _no_panel(pack, given, rows, columns)
    elif pack["panel"]:
        yield from _panel(pack, given, rows, columns)


def rows_of(given: dict) -> dict:
    """Every rule as key -> (at least, at most, whom it counts)."""
    people = given["people"]
    rows = {"seats": (given["seats"], given["seats"], [person["id"] for person in people])}
    for t in given["targets"]:
        members = [person["id"] for person in people if counts(t, person)]
        rows[f"{t['feature']}={t['value']}"] = (t["min"], t["max"], members)
    homes = {}
    for person in people:
        homes.setdefault(person["household"], []).append(person["id"])
    rows |= {f"household={n}": (0, 1, m) for n, m in homes.items() if n and len(m) > 1}
    return rows | {f"apart={one};{two}": (0, 1, [one, two]) for one, two in given["apart"]}


def counts(target: dict, person: dict) -> bool:
    """A|B counts who has A or B; !A|B whoever has neither."""
    named = target["value"].removeprefix("!").split("|")
    some = any(value in named for value in person["tags"].get(target["feature"], []))
    return some != target["value"].startswith("!")


def _panel(pack: dict, given: dict, rows: dict, columns: dict) -> Iterator[str]:
    panel, total = pack["panel"], pack["total_x100"]
    sits = set(panel)
    if len(sits) != len(panel) or not sits <= columns.keys():
        yield "somebody is on the panel twice, or is no candidate"
    if set(given["lock_in"]) - sits or set(given["lock_out"]) & sits:
        yield "a lock is not kept"
    for key, (low, high, members) in rows.items():
        if not low <= sum(each in sits for each in members) <= high:
            yield f"the panel does not keep {key}"
    said = [f"{t['feature']}={t['value']}" for t in pack["targets"]]
    if said != [f"{t['feature']}={t['value']}" for t in given["targets"]]:
        yield "the targets shown are not those of the input"
    for key, t in zip(said, pack["targets"], strict=True):
        if (t["min"], t["max"], t["count"]) != (*rows[key][:2], len(sits & set(rows[key][2]))):
            yield f"what is said of {key} is not so"
    if total != sum(columns[each][0] for each in panel):
        yield "the total is not the sum of the panel's scores"
    proof, upper = pack["proof"], pack["upper_bound_x100"]
    if proof["claim"] != upper or (pack["status"] == "optimal" and total != upper):
        yield "the proof is not about this total"
    if upper < total:
        yield "the upper bound is below the total"
    if proof["unit"] != (gcd(*(person["score"] for person in given["people"])) or 1):
        yield "the unit is not what all scores are multiples of"
    fixed = case_of({"in": given["lock_in"], "out": given["lock_out"]})
    yield from check(proof, rows, columns, fixed)
    if pack.get("ties") is not None:
        yield from _ties(pack, given, rows, columns, fixed)


def case_of(leaf: dict) -> tuple[dict, dict]:
    """What a case fixes: name -> at least, and name -> at most. "x>=3" is "three or more"."""
    low, high = {}, {}
    for text in leaf["in"]:
        name, _, number = text.rpartition(">=") if ">=" in text else (text, "", "1")
        low[name] = max(low.get(name, 0), int(number))
    for text in leaf["out"]:
        name, _, number = text.rpartition(">=") if ">=" in text else (text, "", "1")
        high[name] = min(high.get(name, inf), int(number) - 1)
    return low, high


def bound_of(leaf: dict, rows: dict, columns: dict, fixed: tuple) -> tuple[int, dict]:
    """The most that any choice in this case can gain, in hundredths; and everyone's bracket."""
    prices, (low, high) = leaf["prices"], case_of(leaf)
    low, high = fixed[0] | low, fixed[1] | high
    total = sum((rows[key][1] if y > 0 else rows[key][0]) * y for key, y in prices.items())
    brackets = {}
    for name, (gain, uses, most) in columns.items():
        bracket = 100 * gain - sum(prices.get(key, 0) * weight for key, weight in uses)
        brackets[name] = bracket
        total += bracket * (min(high.get(name, most), most) if bracket > 0 else low.get(name, 0))
    return total, brackets


def are_all_cases(leaves: list) -> bool:
    """Any two cases differ on something fixed, and together they leave nothing out."""
    cases = [(set(leaf["in"]), set(leaf["out"])) for leaf in leaves]
    apart = all(a[0] & b[1] or a[1] & b[0] for n, a in enumerate(cases) for b in cases[:n])
    return apart and sum(Fraction(1, 2 ** len(a | b)) for a, b in cases) == 1


def check(
    proof: dict, rows: dict, columns: dict, fixed: tuple, earlier: list | tuple = ()
) -> Iterator[str]:
    """Nothing gains more than the claim, but for cases that contain an earlier answer's rows."""
    if not are_all_cases(proof["leaves"]):
        yield "the proof leaves a case out"
    for leaf in proof["leaves"]:
        bound, _ = bound_of(leaf, rows, columns, fixed)
        if bound != leaf["bound"]:
            yield "a bound in the proof is not what its prices give"
        if bound < 100 * (proof["claim"] + proof["unit"]):
            continue
        if not any(each <= set(leaf["in"]) for each in earlier):
            yield "a case in the proof leaves room for something better"


def _ties(pack: dict, given: dict, rows: dict, columns: dict, fixed: tuple) -> Iterator[str]:
    """Walks the lot: whoever is passed over is refused by a proof under those seated before."""
    lot, sits, seated = (pack["lot"] or "").encode(), set(pack["panel"]), []
    proofs = []
    for each in pack["ties"]:
        if not are_all_cases(each["leaves"]):
            yield "the proof of a tie leaves a case out"
        under = (fixed[0] | dict.fromkeys(each["given"], 1), fixed[1])
        cases = [(leaf, *bound_of(leaf, rows, columns, under)) for leaf in each["leaves"]]
        if any(bound != leaf["bound"] for leaf, bound, _ in cases):
            yield "a bound in the proof of a tie is not what its prices give"
        proofs.append((set(each["given"]), cases))
    for name in sorted(columns, key=lambda each: hmac.digest(lot, each.encode(), "sha256")):
        if len(seated) == given["seats"]:
            return
        if name in sits:
            seated.append(name)
        elif name not in given["lock_out"] and not any(
            before <= set(seated) and all(_refuses(case, name, pack["total_x100"]) for case in cases)
            for before, cases in proofs
        ):
            yield f"nothing shows why {name}, who stands higher in the lot, does not sit"


def _refuses(case: tuple, name: str, total: int) -> bool:
    """Whether this case has no best panel with that person."""
    leaf, bound, brackets = case
    if name in leaf["out"]:
        return True
    return bound + (0 if name in leaf["in"] else min(0, brackets[name])) < 100 * total


def _no_panel(pack: dict, given: dict, rows: dict, columns: dict) -> Iterator[str]:
    fixed = case_of({"in": given["lock_in"], "out": given["lock_out"]})
    nothing = {name: (0, uses, most) for name, (_score, uses, most) in columns.items()}
    proof = pack["proof"]
    if (proof["unit"], proof["claim"]) != (1, -1):
        yield "the proof does not say that there is no panel"
    yield from check(proof, rows, nothing, fixed)


def main(path: str) -> int:
    """0 accepted, 1 refused, 64 not a pack."""
    try:
        with open(path, encoding="utf-8") as file:
            pack = json.load(file)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{path} cannot be read as a pack: {error}\n")
        return 64
    wrong = complaints(pack)
    sys.stdout.write("".join(f"Refused: {each}.\n" for each in wrong) or "Accepted.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else 64)
