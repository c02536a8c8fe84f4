"""Families made, and changed when statements come or go.

The near pairs of sets are kept with the families: only what comes is joined, and who leads is
told anew from the pairs.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from crossread.model.phrase import Origin, Outlined, Passage
from crossread.phrases.against import join_against
from crossread.phrases.contents import WordSets
from crossread.phrases.families import Families, lead, no_families
from crossread.phrases.join import NEAR, Pairs, join_sets
from crossread.phrases.passages import as_outlined
from crossread.phrases.sets import Int32, Int64, Sets, take_sets, unite_equal

FEW = 5000  # new sets that are joined with the known ones one by one; more: all anew


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
        origins,
        statement,
        start,
        number,
        leader,
        sets,
        pairs,
        words.words,
        families.near,
        ready=kept.known if len(fresh) <= FEW else None,  # then the sets that were are the first
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
    starts, words = [np.zeros(1, np.int64)], [np.zeros(0, np.int32), *(p.words for p in parts)]
    opens = np.cumsum([0, *(len(part.words) for part in parts)])
    for first, part in zip(opens.tolist(), parts, strict=False):
        starts.append(part.starts[1:] + first)
    return Sets(np.concatenate(words), np.concatenate(starts))


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
    # one number for both: those that were there are in order, and what came is put among them
    order = np.argsort(statement.astype(np.int64) << 32 | start, kind="stable")
    number = np.concatenate([kept.number, fresh])
    return (
        tuple(origins[i] for i in listed),
        statement[order],
        start[order],
        number[order],
        order,
    )


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
