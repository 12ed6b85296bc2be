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

CANNOT_MEET = {"unit": 1, "claim": -1}


def complaints(pack: dict) -> list[str]:
    """What is wrong with a pack; nothing when it may be believed."""
    try:
        return list(dict.fromkeys(_complaints(pack, Rules(pack["input"]))))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return [f"the pack is not complete or not in the agreed form: {error!r}"]


class Rules:
    """The input: people by place, and every rule as key -> [at least, at most, whom it counts]."""

    def __init__(self, given: dict) -> None:
        people = self.people = given["people"]
        self.given, self.seats = given, given["seats"]
        self.place = {person["id"]: at for at, person in enumerate(people)}
        self.scores = [person["score"] for person in people]
        self.rows = {"seats": [self.seats, self.seats, list(range(len(people)))]}
        having, homes = {}, {}
        for at, person in enumerate(people):
            homes.setdefault(person["household"], []).append(at)
            for feature, values in person["tags"].items():
                for value in values:
                    having.setdefault((feature, value), set()).add(at)
        for t in given["targets"]:  # A|B counts who has A or B; !A|B who has neither
            names = t["value"].removeprefix("!").split("|")
            found = set().union(*(having.get((t["feature"], name), ()) for name in names))
            if t["value"].startswith("!"):
                found = set(range(len(people))) - found
            self.rows[key_of(t)] = [t["min"], t["max"], sorted(found)]
        self.rows |= {f"household={n}": [0, 1, m] for n, m in homes.items() if n and m[1:]}
        for pair in given["apart"]:
            self.rows[f"apart={';'.join(pair)}"] = [0, 1, [self.place[each] for each in pair]]

    def broken(self, panel: list, rows: dict) -> Iterator[str]:
        """Rules that a panel does not keep."""
        at = {self.place[each] for each in panel}
        if len(at) != len(panel):
            yield "somebody is on the panel twice"
        if set(self.given["lock_in"]) - set(panel) or set(self.given["lock_out"]) & set(panel):
            yield "a lock is not kept"
        for key, (low, high, members) in rows.items():
            if not low <= len(at.intersection(members)) <= high:
                yield f"the panel does not keep {key}"

    def bound(
        self, leaf: dict, gains: list, rows: dict, slacks: list = (), under: list = ()
    ) -> tuple[int, list]:
        """The most that any choice in this case can gain, in hundredths; everyone's bracket."""
        prices = leaf["prices"]
        low, high = limits([*leaf["in"], *under, *self.given["lock_in"]], leaf["out"])
        total, paid = 0, [0] * len(gains)
        for key, price in prices.items():
            total += (rows[key][1] if price > 0 else rows[key][0]) * price
            for at in rows[key][2]:
                paid[at] += price
        brackets = [100 * gain - each for gain, each in zip(gains, paid, strict=True)]
        total += sum(bracket for bracket in brackets if bracket > 0)
        total += sum(min(0, brackets[self.place[name]]) for name in low if name in self.place)
        for name in (high.keys() - low.keys()) | set(self.given["lock_out"]):
            total -= max(0, brackets[self.place[name]]) if name in self.place else 0
        for name, key, weight, cost, most in slacks:
            bracket = -100 * cost - prices.get(key, 0) * weight
            total += bracket * (
                min(most, high.get(name, most)) if bracket > 0 else low.get(name, 0)
            )
        return total, brackets

    def proved(
        self, proof: dict, gains: list, rows: dict, slacks: list = (), earlier: list = ()
    ) -> Iterator[str]:
        """Nothing gains more than the claim, but for cases with all rows of an earlier answer."""
        if not are_all_cases(proof["leaves"]):
            yield "the proof leaves a case out"
        for leaf in proof["leaves"]:
            bound, _ = self.bound(leaf, gains, rows, slacks)
            if bound != leaf["bound"]:
                yield "a bound in the proof is not what its prices give"
            is_closed = bound < 100 * (proof["claim"] + proof["unit"])
            low, _ = limits(leaf["in"], [])
            if not is_closed and not any(each <= low.keys() for each in earlier):
                yield "a case in the proof leaves room for something better"


def key_of(target: dict) -> str:
    """How proofs name a target."""
    return f"{target['feature']}={target['value']}"


def limits(reached: list, below: list) -> tuple[dict, dict]:
    """name -> at least, and name -> at most. "x>=3" in a case is "three or more"; a name, "one"."""
    low, high = {}, {}
    for text in reached:
        name, _, number = text.rpartition(">=") if ">=" in text else (text, "", 1)
        low[name] = max(low.get(name, 0), int(number))
    for text in below:
        name, _, number = text.rpartition(">=") if ">=" in text else (text, "", 1)
        high[name] = min(high.get(name, inf), int(number) - 1)
    return low, high


def are_all_cases(leaves: list) -> bool:
    """Any two cases differ on something fixed, and together they leave nothing out."""
    cases = [(set(leaf["in"]), set(leaf["out"])) for leaf in leaves]
    apart = all(a[0] & b[1] or a[1] & b[0] for n, a in enumerate(cases) for b in cases[:n])
    return apart and sum(Fraction(1, 2 ** (len(a) + len(b))) for a, b in cases) == 1


def _complaints(pack: dict, rules: Rules) -> Iterator[str]:
    text = json.dumps(pack["input"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if hashlib.sha256(f"{text}\n".encode()).hexdigest() != pack["input_sha256"]:
        yield "the input is not the one that the digest was taken of"
    if pack["status"] == "infeasible":
        yield from _no_panel(pack, rules)
    else:
        yield from panel_complaints(pack, rules)
        yield from _best(pack, rules)


def panel_complaints(pack: dict, rules: Rules) -> Iterator[str]:
    """Members, rows and total."""
    panel, rows = pack["panel"], rules.rows
    yield from rules.broken(panel, rows)
    if pack["total_x100"] != sum(rules.scores[rules.place[each]] for each in panel):
        yield "the total is not the sum of the panel's scores"
    sits, said = {rules.place[each] for each in panel}, pack["targets"]
    if [key_of(t) for t in said] != [key_of(t) for t in rules.given["targets"]]:
        yield "the targets shown are not those of the input"
    for t in said:
        low, high, members = rows[key_of(t)]
        if [t["min"], t["max"], t["count"]] != [low, high, len(sits.intersection(members))]:
            yield f"what is said of {key_of(t)} is not so"


def _best(pack: dict, rules: Rules) -> Iterator[str]:
    """No panel has more than the upper bound; and ties went by the lot."""
    proof, total, upper = pack["proof"], pack["total_x100"], pack["upper_bound_x100"]
    if pack["status"] not in ("optimal", "not_proved"):
        yield "the status is none that there is"
    if proof["claim"] != upper or upper < total or (pack["status"] == "optimal" and total < upper):
        yield "the proof is not about this total"
    if proof["unit"] != (gcd(*rules.scores) or 1):
        yield "the unit is not what all scores are multiples of"
    yield from rules.proved(proof, rules.scores, rules.rows)
    if pack["ties"] is not None:
        yield from _ties(pack, rules)


def _ties(pack: dict, rules: Rules) -> Iterator[str]:
    """Walks the lot: whoever is passed over is refused by a proof under those seated before."""
    lot, sits, seated, proofs = (pack["lot"] or "").encode(), set(pack["panel"]), [], []
    for each in pack["ties"]:
        leaves, under = each["leaves"], each["given"]
        if not are_all_cases(leaves):
            yield "the proof of a tie leaves a case out"
        cases = [(e, *rules.bound(e, rules.scores, rules.rows, (), under)) for e in leaves]
        if any(bound != leaf["bound"] for leaf, bound, _ in cases):
            yield "a bound in the proof of a tie is not what its prices give"
        proofs.append((set(under), cases))
    limit = 100 * pack["total_x100"]

    def refuses(leaf: dict, bound: int, brackets: list, name: str) -> bool:
        extra = 0 if name in leaf["in"] else min(0, brackets[rules.place[name]])
        return name in leaf["out"] or bound + extra < limit

    for name in sorted(rules.place, key=lambda one: hmac.digest(lot, one.encode(), "sha256")):
        if len(seated) == rules.seats:
            return
        if name in sits:
            seated.append(name)
        elif name not in rules.given["lock_out"] and not any(
            before <= set(seated) and all(refuses(*case, name) for case in cases)
            for before, cases in proofs
        ):
            yield f"nothing shows why {name}, who stands higher in the lot, does not sit"


def _no_panel(pack: dict, rules: Rules) -> Iterator[str]:
    """No panel keeps the rows of the conflict; each relaxation is the least; seats needed."""
    nothing, proof = [0] * len(rules.people), pack["proof"]
    if {"unit": proof["unit"], "claim": proof["claim"]} != CANNOT_MEET:
        yield "the proof does not say that there is no panel"
    yield from rules.proved(proof, nothing, rules.rows)
    if "conflict" in pack:
        targets = {key_of(t) for t in rules.given["targets"]}
        named = {(key_of(each), each["bound"]) for each in pack["conflict"]}
        used = {
            (k, "max" if y > 0 else "min") for e in proof["leaves"] for k, y in e["prices"].items()
        }
        if named != {(key, bound) for key, bound in used if key in targets}:
            yield "the conflict is not what the proof rests on"
    earlier = []
    for each in pack.get("relaxations", ()):
        yield from _relaxation(each, rules, earlier)
        earlier.append({f"{key_of(row)} {row['bound']}" for row in each["rows"]})
    if "seats_proof" in pack:
        yield from _seats(pack, rules)


def _relaxation(each: dict, rules: Rules, earlier: list) -> Iterator[str]:
    """Lowering a minimum m costs 1 + 2/m a seat, raising a maximum 1; in 1/10,000."""
    slacks, loosened, cost = [], {k: list(row) for k, row in rules.rows.items()}, 0
    for t in rules.given["targets"]:
        key, least, room = key_of(t), t["min"], rules.seats - t["max"]
        if least:
            slacks.append((f"{key} min", key, 1, 10_000 + (20_000 + least // 2) // least, least))
        if room > 0:
            slacks.append((f"{key} max", key, -1, 10_000, room))
    price = {slack[0]: slack[3] for slack in slacks}
    for row in each["rows"]:
        key, side = key_of(row), 0 if row["bound"] == "min" else 1
        seats = (row["to"] - row["from"]) * (1 if side else -1)
        if loosened[key][side] != row["from"] or seats < 1:
            yield f"{key} is not loosened as said"
        loosened[key][side] = row["to"]
        cost += price[f"{key} {row['bound']}"] * seats
    yield from rules.broken(each["panel"], loosened)
    if each["total_x100"] != sum(rules.scores[rules.place[one]] for one in each["panel"]):
        yield "a relaxation's total is not the sum of its panel's scores"
    if any(old <= {f"{key_of(r)} {r['bound']}" for r in each["rows"]} for old in earlier):
        yield "a relaxation contains the rows of an earlier one"
    proof = each["proof"]
    if [proof["claim"], proof["unit"], round(each["cost"] * 10_000)] != [-cost, 1, cost]:
        yield "a relaxation's proof is not about its cost"
    yield from rules.proved(proof, [0] * len(rules.people), rules.rows, slacks, earlier)


def _seats(pack: dict, rules: Rules) -> Iterator[str]:
    """No number of seats above the call's and below the one named would do; null: none at all."""
    needed, (proof, panel) = pack["seats_needed"], pack["seats_proof"]
    people = len(rules.people)
    rows = rules.rows | {"seats": [rules.seats + 1, people, list(range(people))]}
    if needed is not None:
        yield from rules.broken(panel, rows)
        if len(panel) != needed or [proof["claim"], proof["unit"]] != [-needed, 1]:
            yield "the proof is not about the seats needed"
    elif {"unit": proof["unit"], "claim": proof["claim"]} != CANNOT_MEET:
        yield "the proof does not say that no number of seats helps"
    yield from rules.proved(proof, [0 if needed is None else -1] * people, rows)


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
