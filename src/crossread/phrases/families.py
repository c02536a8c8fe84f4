"""Families: passages that are the same but for names, order and small words.

A family is named by its leader. Passages are taken in order of time: each belongs to the
earliest leader that it is near to, and becomes a leader when there is none. So what is decided
of a passage rests on earlier ones alone, and stays so while the archive grows forward.

The near pairs of sets are kept: when statements come or go, only what comes is joined, and who
leads is told anew from the pairs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from crossread.errors import NotFound
from crossread.model.phrase import Origin, Outlined, Passage, passage_id
from crossread.phrases.against import Known, join_against, know_sets
from crossread.phrases.compiled import compiled
from crossread.phrases.contents import WordSets
from crossread.phrases.join import NEAR, Pairs, as_threshold, join_sets
from crossread.phrases.passages import as_outlined
from crossread.phrases.sets import Int32, Int64, Sets, as_sets, take_sets, unite_equal

Coded = tuple[tuple[str, ...], Int32]  # names, and which of them each has
Dyad = tuple[str, str, str]  # publisher, counterpart, genre
FEW = 5000  # new sets that are joined with the known ones one by one; more: all anew


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
        return know_sets(self.sets)

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


def find_families(
    passages: Sequence[Passage], near: Fraction | float = NEAR, threads: int = 1
) -> Families:
    """The families of these passages, which may come in any order."""
    return change_families(no_families(near), (), [[*map(as_outlined, passages)]], threads)


def change_families(
    families: Families,
    gone: Collection[str],
    coming: Iterable[Sequence[Outlined]],
    threads: int = 1,
) -> Families:
    """The families without some statements and with others: as if these had come at once.

    Args:
        families: what is known.
        gone: ids of statements that are left out from now on.
        coming: other statements, or new wordings of those that are gone, so many at a time as the
            caller can hold.
        threads: how many to run at once.
    """
    words = WordSets(known=families.numbers)
    taken = [_take(batch, words) for batch in coming]
    gone = frozenset(gone)
    if not gone and not any(len(part.start) for part in taken):
        return families
    kept, places = _without(families, gone)
    fresh, number = unite_equal(_joined([part.sets for part in taken]))
    sets, pairs, fresh_place = _united(kept, fresh, threads)
    origins, statement, start, number, order = _in_order(kept, taken, fresh_place[number])
    leader = lead(number, np.diff(sets.starts), pairs)
    changed = Families(
        origins, statement, start, number, leader, sets, pairs, words.words, families.near
    )
    now = np.full(len(kept) + 1, -1, np.int32)  # the last stands for passages that are gone
    old = order < len(kept)
    now[order[old]] = np.flatnonzero(old)
    return _with_aliases(changed, families, now[places])


@dataclass(frozen=True, slots=True)
class _Taken:
    """Some passages as arrays."""

    origins: tuple[Origin, ...]
    statement: Int32
    start: Int32
    sets: Sets


def _take(texts: Sequence[Outlined], words: WordSets) -> _Taken:
    numbers: dict[Origin, int] = {}
    own = [numbers.setdefault(text.origin, len(numbers)) for text in texts]
    counts = [len(text.outline.starts) for text in texts]
    starts = chain.from_iterable(text.outline.starts for text in texts)
    return _Taken(
        tuple(numbers),
        np.repeat(np.array(own, np.int32), counts),
        np.fromiter(starts, np.int32, sum(counts)),
        words.of(texts),
    )


def _without(families: Families, gone: Collection[str]) -> tuple[Families, Int32]:
    """The families without these statements and without sets that only they had; not led anew.

    And for each passage its place among those that are kept, -1 for none.
    """
    if not gone:
        return families, np.arange(len(families), dtype=np.int32)
    stays = np.array([o.statement not in gone for o in families.origins], np.bool_)
    kept = stays[families.statement] if len(families) else np.zeros(0, np.bool_)
    number = families.number[kept]
    used = np.zeros(len(families.sets), np.bool_)
    used[number] = True
    pairs = families.pairs
    both = used[pairs.left] & used[pairs.right]
    set_place, place = _places(used), _places(kept)
    left = Families(
        tuple(o for o, stay in zip(families.origins, stays, strict=True) if stay),
        _places(stays)[families.statement[kept]],
        families.start[kept],
        set_place[number],
        np.zeros(len(number), np.int32),
        take_sets(families.sets, np.flatnonzero(used).astype(np.int32)),
        Pairs(set_place[pairs.left[both]], set_place[pairs.right[both]], pairs.shared[both]),
        families.words,
        families.near,
    )
    return left, place


def _places(kept: NDArray[np.bool_]) -> Int32:
    """For each its place among those that are kept, -1 for the others."""
    return np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)


def _joined(parts: Sequence[Sets]) -> Sets:
    sizes = [np.zeros(1, np.int64), *(np.diff(part.starts) for part in parts)]
    words = [np.zeros(0, np.int32), *(part.words for part in parts)]
    return Sets(np.concatenate(words), np.cumsum(np.concatenate(sizes)))


def _united(kept: Families, fresh: Sets, threads: int) -> tuple[Sets, Pairs, Int32]:
    """All sets, each once, their near pairs, and the place of each fresh set among them."""
    if len(fresh) > FEW:
        sets, place = unite_equal(_joined([kept.sets, fresh]))
        return sets, join_sets(sets, kept.near, threads), place[len(kept.sets) :]
    old = join_against(kept.known, fresh, kept.near, threads)
    place = _places_of_equal(kept.sets, fresh, old)
    added = np.flatnonzero(place < 0).astype(np.int32)
    is_added = place < 0
    place[added] = len(kept.sets) + np.arange(len(added), dtype=np.int32)
    within = join_sets(fresh, kept.near)
    outer, inner = is_added[old.right], is_added[within.left] & is_added[within.right]
    pairs = kept.pairs
    return (
        _joined([kept.sets, take_sets(fresh, added)]),
        Pairs(
            np.concatenate([pairs.left, old.left[outer], place[within.left[inner]]]),
            np.concatenate([pairs.right, place[old.right[outer]], place[within.right[inner]]]),
            np.concatenate([pairs.shared, old.shared[outer], within.shared[inner]]),
        ),
        place,
    )


def _places_of_equal(known: Sets, fresh: Sets, pairs: Pairs) -> Int32:
    """For each fresh set the known one that it equals, -1 where none does."""
    place = np.full(len(fresh), -1, np.int32)
    sizes, ours = np.diff(known.starts), np.diff(fresh.starts)
    equal = (sizes[pairs.left] == pairs.shared) & (ours[pairs.right] == pairs.shared)
    place[pairs.right[equal]] = pairs.left[equal]
    if (sizes == 0).any():  # the set without words is near to none, and equal to itself
        place[ours == 0] = np.argmin(sizes)
    return place


def _in_order(
    kept: Families, taken: Sequence[_Taken], fresh: Int32
) -> tuple[tuple[Origin, ...], Int32, Int32, Int32, Int64]:
    """Statements and passages in order of time, and of each passage which it was before.

    Passages are numbered as those that were kept, then those that came.
    """
    origins = [*kept.origins, *(o for part in taken for o in part.origins)]
    listed = sorted(range(len(origins)), key=lambda i: origins[i].in_time)
    place = np.empty(len(origins), np.int32)
    place[listed] = np.arange(len(origins), dtype=np.int32)
    first, statements = len(kept.origins), [kept.statement]
    for part in taken:
        statements.append(part.statement + np.int32(first))
        first += len(part.origins)
    statement = place[np.concatenate(statements)]
    start = np.concatenate([kept.start, *(part.start for part in taken)])
    order = np.lexsort((start, statement))
    number = np.concatenate([kept.number, fresh])
    return (
        tuple(origins[i] for i in listed),
        statement[order],
        start[order],
        number[order],
        order,
    )


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


def _with_aliases(changed: Families, before: Families, now: Int32) -> Families:
    """The changed families with the old names of those whose leader is another one now.

    Args:
        changed: as they are.
        before: as they were.
        now: of each passage that was there the place today, -1 for one that is gone.
    """
    leads = np.flatnonzero(before.leader == np.arange(len(before)))
    stands = now[leads]
    led_by = changed.leader[stands] if len(changed) else stands
    moved = leads[(stands < 0) | (led_by != stands)]
    aliases = {}
    for leader in moved.tolist():
        members = now[before.members(leader)]
        members = members[members >= 0]
        if len(members):
            aliases[before.id_of(leader)] = changed.id_of(int(changed.leader[members[0]]))
    for old, name in before.aliases.items():
        aliases.setdefault(old, aliases.get(name, name))
    held = {o.statement for o in changed.origins} if aliases else set()
    lasting = {a: b for a, b in aliases.items() if a != b and b.rpartition("#")[0] in held}
    return replace(changed, aliases=lasting)
