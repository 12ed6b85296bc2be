"""The order of reading: each application comes early for one reader, late for another.

Scores drift along a sequence, which would be unfair to an application that everybody reads last.
The readings are split into three parts of which every reader and every application has equally
many, give or take one; such a split exists in every bipartite graph.
"""

import hashlib
from collections.abc import Callable

Pair = tuple[int, int]  # application, reader

PARTS = 3
MOST_ROUNDS = 50


def in_thirds(chosen: list[Pair], seed: str) -> dict[int, list[int]]:
    """Applications by reader, in the order of reading."""
    part = {pair: at % PARTS for at, pair in enumerate(sorted(chosen, key=_shuffled(seed)))}
    for _ in range(MOST_ROUNDS):
        before = dict(part)
        for one, other in ((0, 1), (1, 2), (0, 2)):
            both = [pair for pair in part if part[pair] in (one, other)]
            for pair, is_first in _halves(both).items():
                part[pair] = one if is_first else other
        if part == before or _is_even(part):
            break
    shuffled = _shuffled(seed)
    found: dict[int, list[int]] = {}
    for pair in sorted(part, key=lambda each: (part[each], shuffled(each))):
        found.setdefault(pair[1], []).append(pair[0])
    return found


def _shuffled(seed: str) -> Callable[[Pair], bytes]:
    def key(pair: Pair) -> bytes:
        return hashlib.sha256(f"{seed}\0{pair[0]}\0{pair[1]}".encode()).digest()

    return key


def _is_even(part: dict[Pair, int]) -> bool:
    counts: dict[tuple[int, int], list[int]] = {}
    for pair, which in part.items():
        for side in (0, 1):
            counts.setdefault((side, pair[side]), [0] * PARTS)[which] += 1
    return all(max(count) - min(count) <= 1 for count in counts.values())


def _halves(pairs: list[Pair]) -> dict[Pair, bool]:
    """Two halves, even at every application and reader: edges of a trail alternate between them.

    Trails start at nodes of odd degree; what is left are cycles, of even length since the graph
    is bipartite.
    """
    waiting: dict[tuple[int, int], list[Pair]] = {}
    for pair in pairs:
        for side in (0, 1):
            waiting.setdefault((side, pair[side]), []).append(pair)
    odd = [node for node, around in waiting.items() if len(around) % 2]
    half: dict[Pair, bool] = {}
    for start in [*odd, *waiting]:
        node, turn = start, True
        while True:
            around = waiting[node]
            while around and around[-1] in half:
                around.pop()
            if not around:
                break
            pair = around.pop()
            half[pair] = turn
            turn = not turn
            side = 1 - node[0]
            node = (side, pair[side])
    return half
