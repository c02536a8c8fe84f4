"""Families: passages that are the same but for names, order and small words.

A family is named by its leader. Passages are taken in order of time: each belongs to the
earliest leader that it is near to, and becomes a leader when there is none. So what is decided
of a passage rests on earlier ones alone, and stays so while the archive grows forward.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from crossread.model.phrase import Passage
from crossread.phrases.against import Known, join_against, know_sets
from crossread.phrases.compiled import compiled
from crossread.phrases.contents import WordSets
from crossread.phrases.join import NEAR, Pairs, join_sets
from crossread.phrases.sets import Int32, Int64, Sets, unite_equal

FEW = 5000  # new passages that are joined with the known ones one by one; more: all anew


@dataclass(frozen=True)
class Families:
    """Passages in order of time, each with its leader."""

    passages: tuple[Passage, ...]
    sets: Sets  # each set of words once, in order of first use
    number: Int32  # of each passage, its set
    leader: Int32  # of each passage, the passage that leads its family
    near: Fraction
    words: WordSets  # knows the numbers of the words

    @cached_property
    def known(self) -> Known:
        """The sets made ready for what comes."""
        return know_sets(self.sets)

    @cached_property
    def by_set(self) -> tuple[Int32, Int64]:
        """Passages grouped by set, in order of time, and where each set's begin."""
        order = np.argsort(self.number, kind="stable").astype(np.int32)
        starts = np.zeros(len(self.sets) + 1, np.int64)
        np.cumsum(np.bincount(self.number, minlength=len(self.sets)), out=starts[1:])
        return order, starts

    @cached_property
    def by_dyad(self) -> dict[tuple[str, str], Int32]:
        """Passages of each publisher to each counterpart, in order of time."""
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            if passage.counterpart is not None:
                found[passage.publisher, passage.counterpart].append(number)
        return {dyad: np.array(numbers, np.int32) for dyad, numbers in found.items()}

    def with_set(self, number: int) -> Int32:
        """The passages that have that set, in order of time."""
        order, starts = self.by_set
        return order[starts[number] : starts[number + 1]]

    def members(self, leader: int) -> Int32:
        """The passages of the family that this one leads, itself the first."""
        return np.flatnonzero(self.leader == leader).astype(np.int32)

    def leaders(self) -> dict[str, str]:
        """For each passage's id the id of its leader."""
        return {p.id: self.passages[n].id for p, n in zip(self.passages, self.leader, strict=True)}


def in_time(passage: Passage) -> tuple[object, str, str]:
    """What passages are put in order by: day, statement, id."""
    return passage.day, passage.statement, passage.id


def find_families(
    passages: Sequence[Passage], near: Fraction | float = NEAR, threads: int = 1
) -> Families:
    """The families of these passages.

    Args:
        passages: in any order.
        near: the Jaccard index of two sets of words from which their passages are near.
        threads: how many to run at once.
    """
    ordered = tuple(sorted(passages, key=in_time))
    words = WordSets()
    return _led(ordered, words.of(ordered), Fraction(near).limit_denominator(1000), words, threads)


def _led(
    ordered: tuple[Passage, ...], sets: Sets, near: Fraction, words: WordSets, threads: int
) -> Families:
    united, number = unite_equal(sets)
    pairs = join_sets(united, near, threads)
    leader = lead(number, np.diff(united.starts), pairs)
    return Families(ordered, united, number, leader, near, words)


def lead(number: Int32, sizes: Int64, pairs: Pairs) -> Int32:
    """The leader of each passage.

    Args:
        number: of each passage, in order of time, its set; sets are numbered by first use.
        sizes: how many words each set has; passages without words lead themselves.
        pairs: the near pairs of sets.
    """
    order = np.lexsort((pairs.left, pairs.right))
    of_set = _leading_sets(len(sizes), pairs.left[order], pairs.right[order])
    first = np.full(len(sizes), -1, np.int32)
    first[number[::-1]] = np.arange(len(number), dtype=np.int32)[::-1]
    led = first[of_set[number]] if len(number) else number
    return np.where(sizes[number] > 0, led, np.arange(len(number))).astype(np.int32)


@compiled
def _leading_sets(count: int, left: Int32, right: Int32) -> Int32:
    """For each set the earliest leading set that it is near to, or itself."""
    leader = np.arange(count).astype(np.int32)
    for i in range(len(right)):
        one, other = left[i], right[i]
        if leader[other] == other and leader[one] == one:
            leader[other] = one
    return leader


def add_passages(families: Families, new: Sequence[Passage], threads: int = 1) -> Families:
    """The families with more passages: the same as if all had come at once.

    A few that are later than all others are joined with what is known; else all is joined anew,
    and leaders may move (see `moved_leaders`).
    """
    coming = sorted(new, key=in_time)
    if not coming:
        return families
    forward = not families.passages or in_time(families.passages[-1]) < in_time(coming[0])
    if not forward or len(coming) > FEW:
        return find_families([*families.passages, *coming], families.near, threads)
    sets, near = families.words.of(coming), families.near
    fresh, fresh_number = unite_equal(sets)
    old = join_against(families.known, fresh, near)
    place = _places_of_equal(families.sets, fresh, old)
    added = np.flatnonzero(place < 0).astype(np.int32)
    place[added] = len(families.sets) + np.arange(len(added), dtype=np.int32)
    number = np.concatenate([families.number, place[fresh_number]])
    united = _appended(families.sets, fresh, added)
    within = join_sets(fresh, near)
    leader = _forward_leaders(families, place, added, old, within, number, united)
    passages = (*families.passages, *coming)
    return Families(passages, united, number, leader, near, families.words)


def _places_of_equal(known: Sets, fresh: Sets, pairs: Pairs) -> Int32:
    """For each fresh set the known one that it equals, -1 where none does."""
    place = np.full(len(fresh), -1, np.int32)
    sizes, ours = np.diff(known.starts), np.diff(fresh.starts)
    equal = (sizes[pairs.left] == pairs.shared) & (ours[pairs.right] == pairs.shared)
    place[pairs.right[equal]] = pairs.left[equal]
    if (sizes == 0).any():  # the set without words is near to none, and equal to itself
        place[ours == 0] = np.argmin(sizes)
    return place


def _appended(known: Sets, fresh: Sets, added: Int32) -> Sets:
    parts = [fresh.words[fresh.starts[i] : fresh.starts[i + 1]] for i in added.tolist()]
    ends = known.starts[-1] + np.cumsum([len(part) for part in parts], dtype=np.int64)
    return Sets(np.concatenate([known.words, *parts]), np.concatenate([known.starts, ends]))


def _forward_leaders(
    families: Families,
    place: Int32,
    added: Int32,
    old: Pairs,
    within: Pairs,
    number: Int32,
    united: Sets,
) -> Int32:
    """Leaders of all, from those of the known ones and the pairs that came with the new."""
    count = len(families.sets)
    first = np.full(len(united), -1, np.int32)
    first[number[::-1]] = np.arange(len(number), dtype=np.int32)[::-1]
    leads = families.leader[first[:count]] == first[:count]
    is_added = np.zeros(len(place), np.bool_)
    is_added[added] = True
    kept = is_added[old.right] & leads[old.left]
    inner = is_added[within.left] & is_added[within.right]
    left = np.concatenate([old.left[kept], place[within.left[inner]]])
    right = np.concatenate([place[old.right[kept]], place[within.right[inner]]])
    order = np.lexsort((left, right))
    of_set = _leading_sets(len(united), left[order], right[order])
    coming = number[len(families.number) :]
    led = first[of_set[coming]]
    known = coming < count
    led[known] = families.leader[first[coming[known]]]
    own = np.arange(len(families.number), len(number))
    led = np.where(np.diff(united.starts)[coming] > 0, led, own)
    return np.concatenate([families.leader, led]).astype(np.int32)


def moved_leaders(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Old names of families and what they are called now, where a backfill moved the leader.

    Args:
        before: `Families.leaders()` as it was.
        after: as it is.
    """
    return {
        leader: after[leader]
        for leader in sorted(set(before.values()))
        if after.get(leader, leader) != leader
    }
