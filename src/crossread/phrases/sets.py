"""Sets of words, as numbers in two arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crossread.phrases.compiled import compiled

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Bits = NDArray[np.uint64]

SPREAD = np.uint64(0x9E3779B97F4A7C15)  # an odd number near 2**64 / 1.618: spreads neighbours


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of words as numbers: set `i` is `words[starts[i]:starts[i + 1]]`, each word once."""

    words: Int32
    starts: Int64

    def __len__(self) -> int:
        return len(self.starts) - 1


def as_sets(sets: Sequence[Sequence[int]]) -> Sets:
    """Sets written out, as arrays."""
    starts = np.zeros(len(sets) + 1, np.int64)
    np.cumsum([len(s) for s in sets], out=starts[1:])
    return Sets(np.array([w for s in sets for w in s], np.int32), starts)


def unite_equal(sets: Sets) -> tuple[Sets, Int32]:
    """Each set once, in the order of first use, and for each set given the number of its own."""
    number, firsts = _numbered(sets.words, sets.starts)
    return take_sets(sets, firsts), number


def take_sets(sets: Sets, chosen: Int32 | Int64) -> Sets:
    """The chosen sets, in that order."""
    sizes = np.diff(sets.starts)[chosen]
    starts = np.zeros(len(chosen) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    where = np.arange(starts[-1]) - np.repeat(starts[:-1] - sets.starts[:-1][chosen], sizes)
    return Sets(sets.words[where], starts)


@compiled
def _numbered(words: Int32, starts: Int64) -> tuple[Int32, Int32]:
    """For each set the number of its first equal, and where these stand; by a hash table."""
    count = len(starts) - 1
    room = 16
    while room < 2 * count:
        room *= 2
    table = np.full(room, -1, np.int32)
    stamp = np.full(1 + (words.max() if len(words) else 0), -1, np.int32)
    number, firsts = np.empty(count, np.int32), np.empty(count, np.int32)
    known = 0
    for i in range(count):
        mixed = np.uint64(0)
        for j in range(starts[i], starts[i + 1]):
            stamp[words[j]] = i
            single = (np.uint64(words[j]) + np.uint64(1)) * SPREAD
            mixed += (single ^ (single >> np.uint64(29))) * SPREAD
        slot = np.int64(mixed >> np.uint64(20)) & (room - 1)
        while table[slot] >= 0 and not _is_stamped(words, starts, firsts[table[slot]], i, stamp):
            slot = (slot + 1) & (room - 1)
        if table[slot] < 0:
            table[slot], firsts[known] = known, i
            known += 1
        number[i] = table[slot]
    return number, firsts[:known].copy()


@compiled
def _is_stamped(words: Int32, starts: Int64, other: int, own: int, stamp: Int32) -> bool:
    """Whether the other set has as many words as the own one, and all of its words."""
    if starts[other + 1] - starts[other] != starts[own + 1] - starts[own]:
        return False
    for j in range(starts[other], starts[other + 1]):  # noqa: SIM110, all() is not compiled
        if stamp[words[j]] != own:
            return False
    return True
