"""Which sentence of the old wording became which of the new one, and which ones moved."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from crossread.align.wording.order import (
    ALIKE_CELLS_MAX,
    Pair,
    match_alike,
    match_anchored,
)
from crossread.align.wording.pieces import Alphabet
from crossread.align.wording.units import Cut, Unit

# Shares of words in common, 0 to 1 (twice the common ones over all), set by reading edits of
# two publishers in 2026: below them a reader would not call one sentence a form of the other.
ALIKE = 0.5  # two sentences among others
ALIKE_IN_PLACE = 0.3  # two that stand alone at one place between sentences that stayed
ALIKE_ELSEWHERE = 0.75  # a sentence that moved and was changed
GAIN = 0.05  # what a neighbour must add to be a part of the pair (a sentence cut in two)
MOVE_WORDS = 6  # a changed sentence shorter than that is not recognised elsewhere
MANY_CELLS = 10_000  # pairs of sentences from which they are measured all in one call
MOVE_CHARACTERS = 8  # an unchanged one neither


@dataclass(frozen=True, slots=True)
class Paired:
    """Units that are one passage in two wordings: half-open ranges of the two lists."""

    old: tuple[int, int]
    new: tuple[int, int]
    moved: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """How many units it has on either side."""
        return self.old[1] - self.old[0], self.new[1] - self.new[0]


def pair_units(cut: Cut, alphabet: Alphabet) -> list[Paired]:
    """Every passage that stands in both wordings, in order of the old one; the rest is new."""
    kept = list(cut.kept)
    for i, j in _gaps(cut, kept):
        kept += _equal(cut, i, j, alphabet)
    kept.sort()
    moved = _moved_unchanged(cut, kept)
    alike: list[Paired] = []
    gone, come = {i for i, _ in moved}, {j for _, j in moved}
    for i, j in _gaps(cut, kept):
        alike += _alike(cut, [n for n in i if n not in gone], [n for n in j if n not in come])
    taken = [Paired((i, i + 1), (j, j + 1)) for i, j in kept] + alike
    moved += _moved_alike(cut, taken, moved)
    passages = [Paired((i, i + 1), (j, j + 1), True) for i, j in moved]
    return sorted([*taken, *_joined(sorted(passages, key=lambda p: p.old))], key=lambda p: p.old)


def _gaps(cut: Cut, kept: Sequence[Pair]) -> Iterator[tuple[range, range]]:
    """The units between those that are kept, where there are any."""
    before = (-1, -1)
    for i, j in [*kept, (len(cut.old), len(cut.new))]:
        if i > before[0] + 1 or j > before[1] + 1:
            yield range(before[0] + 1, i), range(before[1] + 1, j)
        before = (i, j)


def _equal(cut: Cut, i: range, j: range, alphabet: Alphabet) -> list[Pair]:
    ours = [cut.old[place].words for place in i]
    theirs = [cut.new[place].words for place in j]
    found = match_anchored(ours, theirs, lambda place: len(ours[place]), alphabet)
    return [(i[a], j[b]) for a, b in found]


def _moved_unchanged(cut: Cut, kept: Sequence[Pair]) -> list[Pair]:
    """Units left over on both sides with the same words, which stand there once."""
    ours = _left_over(cut.old, {i for i, _ in kept})
    theirs = _left_over(cut.new, {j for _, j in kept})
    return [
        (ours[words], theirs[words])
        for words in ours
        if words in theirs and len(words) >= MOVE_CHARACTERS
    ]


def _left_over(units: Sequence[Unit], kept: set[int]) -> dict[str, int]:
    left = [n for n in range(len(units)) if n not in kept]
    counted = Counter(units[n].words for n in left)
    return {units[n].words: n for n in left if counted[units[n].words] == 1}


def _likeness(one: str, other: str, least: float) -> float:
    """The share of words that two sentences have in common, in order; 0 if under `least`."""
    if 2 * min(len(one), len(other)) < least * (len(one) + len(other)) or not (one and other):
        return 0.0
    return Indel.normalized_similarity(one, other, score_cutoff=least)


def _likenesses(ours: Sequence[str], theirs: Sequence[str], least: float) -> list[list[float]]:
    """The likeness of each to each: a row for each of ours."""
    if len(ours) * len(theirs) < MANY_CELLS:
        return [[_likeness(one, other, least) for other in theirs] for one in ours]
    from rapidfuzz.process import cdist  # brings numpy, which a short text has no need of

    found = cdist(ours, theirs, scorer=Indel.normalized_similarity, score_cutoff=least)
    rows: list[list[float]] = found.tolist()
    return rows


def _alike(cut: Cut, i: Sequence[int], j: Sequence[int]) -> list[Paired]:
    """Units of one gap that are forms of one another, in order."""
    if not i or not j or len(i) * len(j) > ALIKE_CELLS_MAX:
        return []
    least = ALIKE_IN_PLACE if len(i) == len(j) == 1 else ALIKE
    ours, theirs = [cut.old[a].code for a in i], [cut.new[b].code for b in j]
    scores = [
        [score * min(len(one), len(other)) for other, score in zip(theirs, row, strict=True)]
        for one, row in zip(ours, _likenesses(ours, theirs, least), strict=True)
    ]
    found = [Paired((i[a], i[a] + 1), (j[b], j[b] + 1)) for a, b in match_alike(scores)]
    free = (set(i) - {p.old[0] for p in found}, set(j) - {p.new[0] for p in found})
    return [_grown(cut, paired, *free) for paired in found]


def _grown(cut: Cut, paired: Paired, ours: set[int], theirs: set[int]) -> Paired:
    """The pair with the free neighbours that belong to it: a sentence that was cut in two."""
    score = _score(cut, paired)
    while True:
        (a, b), (c, d) = paired.old, paired.new
        larger = [
            *(Paired((a - 1, b), (c, d)) for _ in range(a - 1 in ours)),
            *(Paired((a, b + 1), (c, d)) for _ in range(b in ours)),
            *(Paired((a, b), (c - 1, d)) for _ in range(c - 1 in theirs)),
            *(Paired((a, b), (c, d + 1)) for _ in range(d in theirs)),
        ]
        best = max(larger, key=lambda p: _score(cut, p), default=paired)
        if best is paired or _score(cut, best) < score + GAIN:
            return paired
        paired, score = best, _score(cut, best)
        ours -= set(range(*paired.old))
        theirs -= set(range(*paired.new))


def _score(cut: Cut, paired: Paired) -> float:
    one = "".join(unit.code for unit in cut.old[slice(*paired.old)])
    other = "".join(unit.code for unit in cut.new[slice(*paired.new)])
    return _likeness(one, other, 0.0)


def _moved_alike(cut: Cut, taken: Sequence[Paired], moved: Sequence[Pair]) -> list[Pair]:
    """Units left over that were moved and changed, the most alike first."""
    ours = _long(cut.old, {n for p in taken for n in range(*p.old)} | {i for i, _ in moved})
    theirs = _long(cut.new, {n for p in taken for n in range(*p.new)} | {j for _, j in moved})
    if len(ours) * len(theirs) > ALIKE_CELLS_MAX:
        return []
    rows = _likenesses(
        [cut.old[i].code for i in ours], [cut.new[j].code for j in theirs], ALIKE_ELSEWHERE
    )
    found = [
        (-score, i, j)
        for i, row in zip(ours, rows, strict=True)
        for j, score in zip(theirs, row, strict=True)
        if score
    ]
    pairs: dict[int, int] = {}
    come: set[int] = set()
    for _, i, j in sorted(found):
        if i not in pairs and j not in come:
            pairs[i] = j
            come.add(j)
    return list(pairs.items())


def _long(units: Sequence[Unit], taken: set[int]) -> list[int]:
    return [n for n, u in enumerate(units) if n not in taken and len(u.code) >= MOVE_WORDS]


def _joined(moved: Sequence[Paired]) -> Iterator[Paired]:
    """Moved units that follow one another in both wordings are one passage."""
    open_one: Paired | None = None
    for paired in moved:
        if open_one and (open_one.old[1], open_one.new[1]) == (paired.old[0], paired.new[0]):
            open_one = Paired(
                (open_one.old[0], paired.old[1]), (open_one.new[0], paired.new[1]), True
            )
            continue
        if open_one:
            yield open_one
        open_one = paired
    if open_one:
        yield open_one
