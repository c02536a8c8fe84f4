"""Two lists matched in order: equal items, and items that are alike.

Anchors (items that stand once in either list) are matched first, so that a text of any length
is cut into short gaps; within a gap the longest common subsequence is found exactly.
Source of the anchors: B. Cohen, "patience diff"; of the subsequence: H. Hyyrö (2004),
"Bit-parallel LCS-length computation revisited", as `rapidfuzz` computes it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from rapidfuzz.distance import Indel

from crossread.align.wording.pieces import Alphabet

Pair = tuple[int, int]  # place in the old list, place in the new one

CELLS_MAX = 200_000_000  # of one exact comparison: a bit a cell, 25 MB; longer gaps stay unmatched
ALIKE_CELLS_MAX = 400_000  # of one comparison by likeness: 0.3 s; past it nothing is alike


def match_equal(old: Sequence[Hashable], new: Sequence[Hashable], alphabet: Alphabet) -> list[Pair]:
    """Equal items of two lists, in order in both; of the most there can be, nearly always.

    >>> match_equal("abcd", "axcd", Alphabet())
    [(0, 0), (2, 2), (3, 3)]
    """
    one, other = alphabet.encode(old), alphabet.encode(new)
    opcodes = Indel.opcodes(one, other)
    found = [
        (i, op.dest_start + i - op.src_start)
        for op in opcodes
        if op.tag == "equal"
        for i in range(op.src_start, op.src_end)
    ]
    return [(i, j) for i, j in found if old[i] == new[j]]


def match_anchored(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    weigh: Callable[[int], int],
    alphabet: Alphabet,
) -> list[Pair]:
    """Equal items of two long lists, in order in both.

    Args:
        old: one list.
        new: the other.
        weigh: the weight, 1 or more, of an item of the old list: of two that cross, the heavier
            stays.
        alphabet: shared by all comparisons of one pair of texts.
    """
    head = _common(old, new, 1)
    tail = _common(old[head:], new[head:], -1)
    found = [(i, i) for i in range(head)]
    ends = (len(old) - tail, len(new) - tail)
    anchors = _anchors(old, new, (head, head), ends, weigh)
    place = (head, head)
    for anchor in [*anchors, ends]:
        found += _between(old, new, place, anchor, alphabet)
        if anchor != ends:
            found.append(anchor)
        place = (anchor[0] + 1, anchor[1] + 1)
    return found + [(ends[0] + i, ends[1] + i) for i in range(tail)]


def _common(old: Sequence[Hashable], new: Sequence[Hashable], step: int) -> int:
    """How many items are equal from the head (step 1) or from the end (-1)."""
    count, most = 0, min(len(old), len(new))
    first = 0 if step > 0 else -1
    while count < most and old[first + step * count] == new[first + step * count]:
        count += 1
    return count


def _anchors(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    first: Pair,
    ends: Pair,
    weigh: Callable[[int], int],
) -> list[Pair]:
    """Items that stand once on either side, the heaviest that do not cross."""
    ours = Counter(old[first[0] : ends[0]])
    places = {item: j for j, item in enumerate(new[first[1] : ends[1]], first[1])}
    theirs = Counter(new[first[1] : ends[1]])
    single = [
        (i, places[old[i]]) for i in range(first[0], ends[0]) if ours[old[i]] == 1 == theirs[old[i]]
    ]
    return heaviest_in_order(single, weigh)


def heaviest_in_order(pairs: Sequence[Pair], weigh: Callable[[int], int]) -> list[Pair]:
    """Of pairs in order of their old places, the heaviest whose new places are in order too.

    >>> heaviest_in_order([(0, 2), (1, 0), (2, 1)], lambda place: 1)
    [(1, 0), (2, 1)]
    """
    tops: list[int] = []  # new places, growing ...
    sums: list[int] = []  # ... with the weight of the best chain that ends there, growing too
    last: list[int] = []  # ... and the number of its last pair
    before: list[int] = []
    for number, (i, j) in enumerate(pairs):
        place = bisect_left(tops, j)
        weight = weigh(i) + (sums[place - 1] if place else 0)
        before.append(last[place - 1] if place else -1)
        stop = place
        while stop < len(tops) and sums[stop] <= weight:
            stop += 1
        tops[place:stop], sums[place:stop], last[place:stop] = [j], [weight], [number]
    chain: list[Pair] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _between(
    old: Sequence[Hashable], new: Sequence[Hashable], start: Pair, stop: Pair, alphabet: Alphabet
) -> list[Pair]:
    ours, theirs = old[start[0] : stop[0]], new[start[1] : stop[1]]
    if not ours or not theirs or len(ours) * len(theirs) > CELLS_MAX:
        return []
    return [(start[0] + i, start[1] + j) for i, j in match_equal(ours, theirs, alphabet)]


def match_alike(scores: Sequence[Sequence[float]]) -> list[Pair]:
    """Rows and columns paired in order so that the scores of the pairs add up to the most.

    Args:
        scores: a row for each old item, a column for each new one; 0 where the two are not
            alike enough to be paired at all.
    """
    width = len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1)]
    for row in scores:
        above, here = best[-1], [0.0]
        for column, score in enumerate(row):
            paired = above[column] + score if score else 0.0
            here.append(max(paired, above[column + 1], here[column]))
        best.append(here)
    found: list[Pair] = []
    i, j = len(scores), width
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]
