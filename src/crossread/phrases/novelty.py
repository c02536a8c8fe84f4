"""A statement read against what came before it: formula, variant or new; dropped; echo.

Only passages of earlier days count, so that the answer for a day is the same whenever it is
asked, but for what is backfilled.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crossread.model.phrase import (
    DroppedFormula,
    Label,
    Origin,
    Outlined,
    Passage,
    PassageNovelty,
    Stretch,
)
from crossread.phrases.against import join_against
from crossread.phrases.contents import WordSets
from crossread.phrases.families import Coded, Families
from crossread.phrases.join import NEAR
from crossread.phrases.likeness import RANK, Shapes, compare_shapes, shapes_of
from crossread.phrases.passages import passages_of
from crossread.phrases.patterns import find_swaps
from crossread.phrases.sets import Int32, Sets
from crossread.text.tokens import count_words

LOOKED_AT = Fraction(2, 5)
"""Jaccard index of sets of words from which an earlier passage is looked at: below it hardly any
passage is like another as a reader sees it."""
THREADS = 2  # that known sets are gone through by: on one core they take turns
LONG_STRETCH = 6  # tokens said before just so, from which what they stand in is looked at, too
CLOSEST = 12  # sets of words, for a passage, that are looked at: the nearest
NEARLY_ALWAYS = 0.8  # share of a dyad's earlier contacts that had what is said to be dropped
LEAST_CONTACTS = 3  # of a dyad: with fewer nothing is usual

LookUp = Callable[[Sequence[int]], Sequence[Passage]]  # passages of the families by their numbers


@dataclass(frozen=True)
class Before:
    """What of the families counts for a statement: earlier days, and the dyad's contacts."""

    families: Families
    origin: Origin
    counts: NDArray[np.bool_]  # of each statement whether it counts
    dyad: Int32  # those that count of the same publisher, counterpart and genre
    government: NDArray[np.bool_]  # of each statement whether it is of the same government


@dataclass(frozen=True, slots=True)
class Near:
    """Earlier passages whose sets of words are near to a passage's, in order of time."""

    passages: Int32
    closeness: NDArray[np.float64]  # Jaccard index
    sets: Int32  # of each passage its set of words

    def closest(self) -> Int32:
        """The latest passage of each of the nearest sets: what is looked at."""
        order = np.lexsort((-self.passages, -self.closeness))
        _, firsts = np.unique(self.sets[order], return_index=True)
        chosen: Int32 = self.passages[order][np.sort(firsts)][:CLOSEST]
        return chosen


@dataclass(frozen=True, slots=True)
class ReadPassages:
    """The passages of a statement, each with its history, and what was dropped."""

    passages: tuple[PassageNovelty, ...]
    dropped: tuple[DroppedFormula, ...]


def look_back(families: Families, origin: Origin, *, whole: bool = False) -> Before:
    """What counts for a statement; the archive may hold the statement, which does not.

    Args:
        families: of the archive.
        origin: of the statement.
        whole: whether later days count, too.
    """
    own = families.statements.get(origin.statement, -1)
    if whole:
        counts = np.arange(len(families.origins)) != own
    else:
        counts = families.days < origin.day.toordinal()
    dyad = np.zeros(0, np.int32)
    if origin.counterpart is not None:
        key = (origin.publisher, origin.counterpart, origin.genre)
        dyad = families.dyads.get(key, dyad)
    government = np.zeros(len(families.origins), np.bool_)
    government[families.governments.get(origin.government, dyad[:0])] = True
    return Before(families, origin, counts, dyad[counts[dyad]], government)


def read_passages(
    statement: Outlined,
    before: Before,
    look_up: LookUp,
    small: Set[str] = frozenset(),
    stretches: Sequence[Stretch] = (),
) -> ReadPassages:
    """Read the passages of one statement against what was said before its day.

    Args:
        statement: with its outline.
        before: what counts for it.
        look_up: gives passages of the families with their texts.
        small: folded small words of its language.
        stretches: of its text that the archive had before: what they stand in is looked at, too,
            however much more it says.
    """
    passages = passages_of(statement)
    near = _near(statement, before)
    long = [stretch for stretch in stretches if stretch.tokens >= LONG_STRETCH]
    looked_at = [
        _looked_at(passage, some, before.families, long)
        for passage, some in zip(passages, near, strict=True)
    ]
    wanted = sorted({n for some in looked_at for n in some})
    known = dict(zip(wanted, look_up(wanted), strict=True))
    shapes = {number: shapes_of(other, small) for number, other in known.items()}
    likest = [
        _likest(shapes_of(passage, small), some, shapes)
        for passage, some in zip(passages, looked_at, strict=True)
    ]
    counted = [_counted(some, chosen) for some, chosen in zip(near, likest, strict=True)]
    ends = sorted({int(n) for some in counted if len(some) for n in (some[0], some[-1])})
    known |= zip(ends, look_up(ends), strict=True)
    read = tuple(
        _read_passage(passage, some, chosen, before, known)
        for passage, some, chosen in zip(passages, counted, likest, strict=True)
    )
    leader = before.families.leader
    said = {int(n) for some in counted for n in np.unique(leader[some])}
    return ReadPassages(read, _dropped(before, said, look_up))


def _looked_at(
    passage: Passage, near: Near, families: Families, stretches: Sequence[Stretch]
) -> list[int]:
    """The passages that a passage is read beside: near as sets, or sharing words just so.

    The stretches are in order, and none stands inside another: where they stop is in order, too.
    """
    found = set(near.closest().tolist())
    span = passage.span
    first = bisect_right(stretches, span.start, key=_stop_of)
    for stretch in stretches[first : bisect_left(stretches, span.stop, key=_start_of)]:
        inside = max(0, span.start - stretch.span.start)  # where it enters the passage
        number = families.at(stretch.first.statement, stretch.first.span.start + inside)
        if number is not None:
            found.add(number)
    return sorted(found)


def _start_of(stretch: Stretch) -> int:
    return stretch.span.start


def _stop_of(stretch: Stretch) -> int:
    return stretch.span.stop


@dataclass(frozen=True, slots=True)
class _Likest:
    """The earlier passage that is the likest, and what the one beside it is called."""

    number: int
    label: Label


def _likest(own: Shapes, looked_at: Iterable[int], shapes: Mapping[int, Shapes]) -> _Likest | None:
    """The likest of those that are looked at, the latest of equals; None if none is like it."""
    best = (0, 0.0, -1)
    for number in looked_at:
        label, like = compare_shapes(own, shapes[number])
        best = max(best, (RANK[label], like, number))
    rank, _, number = best
    return _Likest(number, "formula" if rank == RANK["formula"] else "variant") if rank else None


def _counted(near: Near, likest: _Likest | None) -> Int32:
    """Those that count as said before: as near as a family's are, or as near as the likest."""
    if likest is None:
        return near.passages[:0]
    place = int(np.searchsorted(near.passages, likest.number))
    if place == len(near.passages) or near.passages[place] != likest.number:
        close = near.passages[near.closeness >= float(NEAR)]
        return np.union1d(close, [likest.number]).astype(np.int32)
    own = near.closeness[place]
    counted: Int32 = near.passages[near.closeness >= min(own, float(NEAR))]
    return counted


def _near(statement: Outlined, before: Before) -> list[Near]:
    families = before.families
    sets: Sets = WordSets(known=families.numbers).of([statement])
    pairs = join_against(families.known, sets, LOOKED_AT, THREADS)
    ours = np.diff(sets.starts)
    either = families.known.counts[pairs.left] + ours[pairs.right] - pairs.shared
    closeness = pairs.shared / either
    bounds = np.searchsorted(pairs.right, np.arange(len(sets) + 1))
    found = []
    for first, last in pairwise(bounds.tolist()):
        members = [families.with_set(int(n)) for n in pairs.left[first:last]]
        each = np.repeat(closeness[first:last], [len(some) for some in members])
        every = np.concatenate([np.zeros(0, np.int32), *members])
        kept = before.counts[families.statement[every]]
        order = np.argsort(every[kept])
        chosen = every[kept][order]
        found.append(Near(chosen, each[kept][order], families.number[chosen]))
    return found


def _read_passage(
    passage: Passage,
    counted: Int32,
    likest: _Likest | None,
    before: Before,
    known: Mapping[int, Passage],
) -> PassageNovelty:
    families = before.families
    statements = np.unique(families.statement[counted])
    contacts = len(before.dyad)
    used = len(np.intersect1d(statements, before.dyad, assume_unique=True))
    first, last = (known[int(counted[i])] if likest else None for i in (0, -1))
    nearest = known[likest.number] if likest else None
    return PassageNovelty(
        passage=passage,
        label=likest.label if likest else "new",
        family=families.id_of(int(families.leader[likest.number])) if likest else None,
        count=len(statements),
        publishers=count_names(families.publishers, statements),
        counterparts=count_names(families.counterparts, statements),
        first=first,
        last=last,
        share=used / contacts if contacts else None,
        contacts=contacts,
        nearest=nearest,
        swaps=find_swaps(nearest, passage) if nearest else (),
        echo=None if before.government[statements].any() else first,
    )


def new_shares(read: Sequence[PassageNovelty]) -> tuple[float, float]:
    """The share of words in new passages: of all words, and of those outside formulas."""
    words: Counter[str] = Counter()
    for one in read:
        words[one.label] += count_words(one.passage.text)
    whole, rest = words.total(), words["new"] + words["variant"]
    return (words["new"] / whole if whole else 0.0), (words["new"] / rest if rest else 0.0)


def count_names(coded: Coded, statements: Int32) -> tuple[tuple[str, int], ...]:
    """How many of these statements each name has, the most frequent first, then by name."""
    names, numbers = coded
    counts = np.bincount(numbers[statements], minlength=len(names)).tolist()
    found = [(name, count) for name, count in zip(names, counts, strict=True) if name and count]
    return tuple(sorted(found, key=lambda item: (-item[1], item[0])))


def _dropped(before: Before, said: set[int], look_up: LookUp) -> tuple[DroppedFormula, ...]:
    """Families that nearly all earlier contacts of the dyad had, and this statement has not."""
    families, contacts = before.families, len(before.dyad)
    if contacts < LEAST_CONTACTS:
        return ()
    rows = families.of_statements(before.dyad)
    pairs = np.unique(np.column_stack([families.leader[rows], families.statement[rows]]), axis=0)
    leaders, users = np.unique(pairs[:, 0], return_counts=True)
    found = []
    for leader, used in zip(leaders.tolist(), users.tolist(), strict=True):
        if leader not in said and used >= NEARLY_ALWAYS * contacts:
            last = rows[families.leader[rows] == leader][-1]
            name = families.id_of(leader)
            found.append(DroppedFormula(name, used, contacts, look_up([int(last)])[0]))
    return tuple(sorted(found, key=lambda d: (-d.used, d.family)))
