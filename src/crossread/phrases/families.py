"""Families: passages that are the same but for names, order and small words.

A family is named by its leader. Passages are taken in order of time: each belongs to the
earliest leader that it is near to, and becomes a leader when there is none. So what is decided
of a passage rests on earlier ones alone, and stays so while the archive grows forward.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np

from crossread.errors import NotFound
from crossread.model.phrase import Origin, passage_id
from crossread.phrases.against import Known, know_sets
from crossread.phrases.compiled import compiled
from crossread.phrases.join import NEAR, Pairs, as_threshold
from crossread.phrases.sets import Int32, Int64, Sets, as_sets

Coded = tuple[tuple[str, ...], Int32]  # names, and which of them each has
Dyad = tuple[str, str, str]  # publisher, counterpart, genre


@dataclass(frozen=True)
class Families:
    """Passages in order of time, each with its set of words and its leader. No text is held."""

    origins: tuple[Origin, ...]  # statements, in order of time
    statement: Int32  # of each passage the place of its statement in `origins`; never falling
    start: Int32  # where it begins in the statement's text
    number: Int32  # its set
    leader: Int32  # the passage that leads its family
    sets: Sets  # each set of words once
    pairs: Pairs  # of sets that are near
    words: tuple[str, ...]  # what the numbers in the sets stand for
    near: Fraction
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Ids of leaders that a backfill or an edit moved, and what the family is called now."""
    ready: Known | None = None  # the first of the sets, made ready for what comes

    def __len__(self) -> int:
        return len(self.statement)

    def id_of(self, passage: int) -> str:
        """What that passage is called."""
        return passage_id(self.origins[self.statement[passage]].statement, int(self.start[passage]))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def statements(self) -> dict[str, int]:
        """The place of each statement in `origins`."""
        return {origin.statement: place for place, origin in enumerate(self.origins)}

    def find(self, passage: str) -> int:
        """The passage of that id; of an old name, the one that leads its family now.

        Raises:
            NotFound: there is none.
        """
        statement, _, start = self.aliases.get(passage, passage).rpartition("#")
        place = self.statements.get(statement)
        if place is not None and start.isdigit():
            first, last = self._passages_of(place)
            found = first + int(np.searchsorted(self.start[first:last], np.int32(start)))
            if found < last and self.start[found] == int(start):
                return int(found)
        raise NotFound(f"no passage {passage} in the families")

    def at(self, statement: str, place: int) -> int | None:
        """The last passage of a statement that begins at that place of its text or before."""
        number = self.statements.get(statement)
        if number is None:
            return None
        first, last = self._passages_of(number)
        before = np.searchsorted(self.start[first:last], np.int32(place), side="right")
        found = first + int(before) - 1
        return int(found) if found >= first else None

    def _passages_of(self, statement: int) -> tuple[int, int]:
        """The first passage of a statement, and the one behind its last."""
        # numbers of the array's own type: it would be copied to another one at every call
        bounds = np.array([statement, statement + 1], np.int32)
        first, last = np.searchsorted(self.statement, bounds).tolist()
        return first, last

    def of_statements(self, statements: Int32) -> Int32:
        """The passages of these statements, which are given in order."""
        firsts = np.searchsorted(self.statement, statements)
        counts = np.searchsorted(self.statement, statements, side="right") - firsts
        opens = np.cumsum(counts) - counts  # where each statement's begin in the answer
        rows: Int32 = np.arange(counts.sum(), dtype=np.int32)
        rows += np.repeat(firsts - opens, counts).astype(np.int32)
        return rows

    @cached_property
    def days(self) -> Int32:
        """The day of each statement, as `date.toordinal` counts; never falling."""
        return np.array([origin.day.toordinal() for origin in self.origins], np.int32)

    @cached_property
    def dyads(self) -> dict[Dyad, Int32]:
        """The statements of each publisher to each counterpart in each genre."""
        found: defaultdict[Dyad, list[int]] = defaultdict(list)
        for number, origin in enumerate(self.origins):
            if origin.counterpart is not None:
                found[origin.publisher, origin.counterpart, origin.genre].append(number)
        return {dyad: np.array(numbers, np.int32) for dyad, numbers in found.items()}

    @cached_property
    def publishers(self) -> Coded:
        """The publishers, and of each statement the number of its own."""
        return _coded([origin.publisher for origin in self.origins])

    @cached_property
    def counterparts(self) -> Coded:
        """The counterparts, "" for none, and of each statement the number of its own."""
        return _coded([origin.counterpart or "" for origin in self.origins])

    @cached_property
    def governments(self) -> dict[str, Int32]:
        """The statements of each government."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, origin in enumerate(self.origins):
            found[origin.government].append(number)
        return {name: np.array(numbers, np.int32) for name, numbers in found.items()}

    @cached_property
    def known(self) -> Known:
        """The sets made ready for what comes."""
        return know_sets(self.sets, self.ready)

    @cached_property
    def by_set(self) -> tuple[Int32, Int64]:
        """Passages grouped by set, in order of time, and where each set's begin."""
        return _grouped(self.number, len(self.sets))

    @cached_property
    def by_leader(self) -> tuple[Int32, Int64]:
        """Passages grouped by leader, in order of time, and where each leader's begin."""
        return _grouped(self.leader, len(self))

    def with_set(self, number: int) -> Int32:
        """The passages that have that set, in order of time."""
        order, starts = self.by_set
        return order[starts[number] : starts[number + 1]]

    def members(self, leader: int) -> Int32:
        """The passages of the family that this one leads, itself the first."""
        order, starts = self.by_leader
        return order[starts[leader] : starts[leader + 1]]

    def leaders(self) -> dict[str, str]:
        """For each passage's id the id of its leader."""
        return {self.id_of(i): self.id_of(n) for i, n in enumerate(self.leader.tolist())}


def _coded(names: Sequence[str]) -> Coded:
    kinds = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return tuple(kinds), np.array([kinds[name] for name in names], np.int32)


def _grouped(numbers: Int32, kinds: int) -> tuple[Int32, Int64]:
    order = np.argsort(numbers, kind="stable").astype(np.int32)
    starts = np.zeros(kinds + 1, np.int64)
    np.cumsum(np.bincount(numbers, minlength=kinds), out=starts[1:])
    return order, starts


def no_families(near: Fraction | float = NEAR) -> Families:
    """Those of an empty archive.

    Args:
        near: the Jaccard index of two sets of words from which their passages are near.
    """
    none = np.zeros(0, np.int32)
    pairs = Pairs(none, none, none)
    return Families((), none, none, none, none, as_sets([]), pairs, (), as_threshold(near))


def lead(number: Int32, sizes: Int64, pairs: Pairs) -> Int32:
    """The leader of each passage.

    Args:
        number: of each passage, in order of time, its set.
        sizes: how many words each set has; passages without words lead themselves.
        pairs: the near pairs of sets.
    """
    count = len(number)
    first = np.full(len(sizes), count, np.int32)  # passage that has the set first
    first[number[::-1]] = np.arange(count, dtype=np.int32)[::-1]
    by_use = np.argsort(first, kind="stable").astype(np.int32)
    rank = np.empty(len(sizes), np.int32)
    rank[by_use] = np.arange(len(sizes), dtype=np.int32)
    one, other = rank[pairs.left], rank[pairs.right]
    earlier, later = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((earlier, later))
    of_rank = _leading_sets(len(sizes), earlier[order], later[order])
    led = first[by_use[of_rank[rank[number]]]] if count else number
    return np.where(sizes[number] > 0, led, np.arange(count)).astype(np.int32)


@compiled
def _leading_sets(count: int, left: Int32, right: Int32) -> Int32:
    """For each set the earliest leading set that it is near to, or itself."""
    leader = np.arange(count).astype(np.int32)
    for i in range(len(right)):
        one, other = left[i], right[i]
        if leader[other] == other and leader[one] == one:
            leader[other] = one
    return leader
