"""P7: CPU seconds and memory of choosing, assigning and drawing lots, compared with peers."""

import json
import os

from bench.server import printed_by

COLUMNS = ("figure", "ours", "limit", "peers in the same run", "met")

SEEDS = (1, 2, 3)  # of pools; the slowest counts

# name → (case, CPU seconds allowed, peers)
CASES: dict[str, tuple[str, float, tuple[str, ...]]] = {
    "panel of 30 with proof, 1,000": ("panel 1000", 1, ("plain 1000", "scipy 1000")),
    "the same with every tie": ("ties 1000", 2, ()),
    "panel of 30 with proof, 10,000": ("panel 10000", 3, ("plain 10000", "scipy 10000")),
    "the same with every tie, 10,000": ("ties 10000", 5, ()),
    "the same without proof, 10,000": ("quick 10000", 1, ()),
    "panel of 30 without proof, 100,000": ("quick 100000", 4, ()),
    "relaxations, 10,000": ("relax 10000", 2, ()),
    "reserves of 8, 1,000": ("reserves 1000", 5, ()),
    "reserves of 8, 10,000": ("reserves 10000", 30, ()),
    "200 redraws, 1,000": ("firmness 1000", 30, ()),
    "one person taken in, 10,000": ("taking 10000", 2, ()),
    "assignment 1,000 × 20 × 3": ("assign 1000", 1.5, ()),
    "chances, three types of 999, 1,000 and 1, 200 seats": ("lottery 2000", 1, ()),
}
MOST_MEMORY = {"quick 100000": 250}  # MB


def measure() -> list[tuple]:
    """One row for each figure, measured in a process of its own, with its peers."""
    rows = []
    for name, (case, limit, peers) in CASES.items():
        ours = _run(case)
        others = [f"{peer.split()[0]} {_as_text(_run(peer))}" for peer in peers]
        memory = MOST_MEMORY.get(case)
        allowed = f"{limit} s" + (f", {memory} MB" if memory else "")
        is_met = ours["cpu"] <= limit and ours["mb"] <= (memory or 10**6)
        rows.append((f"P7 {name}", _as_text(ours), allowed, "; ".join(others) or "–", is_met))
        rows += _lists(name, ours)
    return rows


def _lists(name: str, ours: dict) -> list[tuple]:
    """Shares of held-out drop-outs restored, compared with both other lists."""
    if "scenarios" not in ours:
        return []
    share = f"{ours['scenarios']:.0%}"
    peers = f"next by score {ours['by_score']:.0%}, covering single leavers {ours['single']:.0%}"
    is_met = ours["scenarios"] > max(ours["by_score"], ours["single"])
    return [(f"P7 {name}: targets restored, p = .2", share, "above both", peers, is_met)]


def _as_text(found: dict) -> str:
    text = f"{found['cpu']:.2f} s, {found['mb']} MB"
    return text + (f", {found['says']}" if found["says"] else "")


def _run(case: str) -> dict:
    """CPU seconds (without building the pool), peak memory and result of the slowest run."""
    runs = [
        json.loads(printed_by({**os.environ}, "bench.solver_inside", *case.split(), str(seed)))
        for seed in (SEEDS[:1] if "100000" in case else SEEDS)
    ]
    return max(runs, key=lambda each: each["cpu"])
