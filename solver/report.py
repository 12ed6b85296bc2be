"""Formats answers as JSON and as tables for the terminal."""

import json
import os
import secrets
from collections.abc import Iterable, Sequence
from errno import EEXIST
from pathlib import Path

from solver.assign import Assignment
from solver.faults import Fault
from solver.lottery import Lottery
from solver.panel import INFEASIBLE, OPTIMAL, Answer
from solver.wording import result, sentence


def panel_json(answer: Answer, more: dict[str, object]) -> dict[str, object]:
    """The output of `panel --json`: the answer without the input."""
    pack = answer.pack()
    kept = ("status", "panel", "total_x100", "upper_bound_x100", "proof")
    return {
        **{key: pack[key] for key in kept},
        "provisional": answer.is_provisional,
        "reserves": [],
        "targets": pack["targets"],
        "input_sha256": pack["input_sha256"],
        **answer.extras,
        **more,
    }


def panel_text(answer: Answer, more: dict[str, object]) -> str:
    """The output of `panel`."""
    if answer.status == INFEASIBLE:
        return _infeasible_text(answer)
    if not answer.members:
        return result("nothing_found") + "\n"
    unit = answer.problem.unit
    people = answer.problem.people
    place = answer.problem.place
    lines = [_headline(answer, unit), ""]
    rows = [(each, _score(people[place[each]].score, unit)) for each in answer.members]
    lines += _table(("member", "score"), rows)
    firm = more.get("firmness")
    if firm:
        firmest = sorted(answer.members, key=lambda each: -firm.get(each, 0))
        rows = [(each, f"{firm.get(each, 0):.0%}") for each in firmest]
        lines += ["", result("firmness")]
        lines += _table(("member", "share"), rows)
    if answer.problem.targets:
        lines += ["", *_table(("target", "from", "to", "members"), _targets(answer))]
    if reserves := more.get("reserves"):
        lines += ["", result("reserves", restored=more["reserves_restored"])]
        lines += [f"  {each}" for each in reserves]
    return "\n".join(lines) + "\n"


def _headline(answer: Answer, unit: int) -> str:
    total = _score(answer.total, unit)
    if answer.status == OPTIMAL:
        lot = result("provisional" if answer.is_provisional else "by_lot")
        return result("best", members=len(answer.members), total=total, lot=lot)
    return result("best_found", within=_score(answer.upper - answer.total, unit), total=total)


def _infeasible_text(answer: Answer) -> str:
    extras = answer.extras
    lines = [result("no_panel"), ""]
    lines += [f"  {sentence(fault)}." for fault in faults_of(extras.get("arithmetic", []))]
    if conflict := extras.get("conflict"):
        lines += ["", result("conflict")]
        lines += [f"  {row['feature']} {row['value']}: the {row['bound']}imum" for row in conflict]
    for number, each in enumerate(extras.get("relaxations", []), 1):
        lines += ["", result("way", number=number, cost=each["cost"])]
        lines += [
            f"  {row['feature']} {row['value']}: {row['bound']}imum {row['from']} → {row['to']}"
            for row in each["rows"]
        ]
    if "seats_needed" in extras and extras.get("seats_are_proved", True):
        seats = extras["seats_needed"]
        lines += ["", result("no_seats_help" if seats is None else "seats_needed", seats=seats)]
    return "\n".join(lines) + "\n"


def faults_of(rows: Iterable[dict[str, object]]) -> list[Fault]:
    """Faults from their JSON form."""
    return [
        Fault.of(str(row["code"]), **{key: row[key] for key in row if key != "code"})
        for row in rows
    ]


def assignment_json(made: Assignment) -> dict[str, object]:
    """The output of `assign --json`."""
    even = made.even_load
    return {
        "assignments": {reader: list(found) for reader, found in made.by_reader.items()},
        "complete": made.is_complete,
        "cut_short": made.is_cut_short,
        "even_load": None if even is None else float(even),
        "readers_connected": made.is_connected,
        "unmet": [{"code": f.code, **dict(f.about), "sentence": sentence(f)} for f in made.unmet],
    }


def assignment_text(made: Assignment) -> str:
    """Readers with their applications in the order of reading; then what is unmet."""
    rows = [
        (reader, str(len(found)), " ".join(found[:8]) + (" …" if len(found) > 8 else ""))
        for reader, found in made.by_reader.items()
    ]
    lines = _table(("reader", "new", "in this order"), rows)
    lines += ["", *(f"{sentence(fault)}." for fault in made.unmet)]
    if made.is_cut_short:
        lines.append(result("cut_short"))
    if not made.is_connected:
        lines.append(result("groups"))
    return "\n".join(lines).rstrip() + "\n"


def lottery_json(lottery: Lottery) -> dict[str, object]:
    """The output of `lottery --json`."""
    return {
        **lottery.figures,
        "gap": lottery.gap,
        "unselectable": list(lottery.unselectable),
        "probabilities": lottery.chances,
    }


def lottery_text(lottery: Lottery) -> str:
    """Least and greatest chance, and who cannot be drawn."""
    lines = [
        result("chances", **lottery.figures),
        result("panels", panels=len(lottery.panels), gap=lottery.gap),
    ]
    if lottery.unselectable:
        lines += [result("unselectable"), *(f"  {each}" for each in lottery.unselectable)]
    return "\n".join(lines) + "\n"


def as_json(value: object) -> str:
    """Indented JSON that ends with a line feed."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write_whole(path: Path, text: str) -> None:
    """Write a file atomically: into a temporary file next to it, which then replaces it."""
    if path.exists() and not path.is_file():
        raise FileExistsError(EEXIST, "it is there and not a file")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _targets(answer: Answer) -> list[Sequence[str]]:
    return [
        (f"{row['feature']} {row['value']}", str(row["min"]), str(row["max"]), str(row["count"]))
        for row in answer.counts
    ]


def _score(value: int, unit: int) -> str:
    return f"{value / unit:.2f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of aligned columns, all but the first aligned to the right."""
    lines = [heads, *rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    return [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
