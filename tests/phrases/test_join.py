"""The join finds every near pair and no other."""

from collections.abc import Sequence
from dataclasses import astuple
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crossread.errors import BadInput
from crossread.phrases.against import join_against, know_sets
from crossread.phrases.join import join_sets
from crossread.phrases.sets import Sets, as_sets, unite_equal

WORDS = st.integers(0, 30)
SMALL = st.lists(st.sets(WORDS, max_size=12).map(sorted), max_size=40)
THRESHOLDS = st.sampled_from([Fraction(3, 5), Fraction(1, 3), Fraction(4, 5), Fraction(1), 0.5])


def jaccard(one: Sequence[int], other: Sequence[int]) -> Fraction:
    both, either = set(one) & set(other), set(one) | set(other)
    return Fraction(len(both), len(either)) if either else Fraction(0)


def near_pairs(sets: Sequence[Sequence[int]], near: Fraction) -> list[tuple[int, int, int]]:
    """What the join must give, by looking at every pair."""
    return [
        (i, j, len(set(sets[i]) & set(sets[j])))
        for i, j in combinations(range(len(sets)), 2)
        if jaccard(sets[i], sets[j]) >= near
    ]


def found(sets: Sets, near: Fraction | float, threads: int = 1) -> list[tuple[int, int, int]]:
    pairs = join_sets(sets, near, threads)
    return list(zip(pairs.left.tolist(), pairs.right.tolist(), pairs.shared.tolist(), strict=True))


@given(SMALL, THRESHOLDS)
@settings(deadline=None)
@example([[1, 2, 3, 4, 5], [2, 3, 4, 5, 6], [1, 2, 3, 4, 5]], Fraction(2, 3))
def test_the_join_gives_what_looking_at_every_pair_gives(
    sets: list[list[int]], near: Fraction | float
) -> None:
    assert found(as_sets(sets), near) == near_pairs(sets, Fraction(near))


@given(st.integers(0, 2**32 - 1), THRESHOLDS)
@settings(deadline=None, max_examples=20)
def test_so_it_does_for_longer_sets_that_differ_little(seed: int, near: Fraction | float) -> None:
    random = np.random.default_rng(seed)
    base = [random.choice(300, 40, replace=False) for _ in range(4)]
    sets = [
        sorted({int(w) for w in base[i % 4] if random.random() > 0.25} | {300 + i % 7})
        for i in range(60)
    ]

    assert found(as_sets(sets), near, threads=2) == near_pairs(sets, Fraction(near))


def test_a_threshold_that_joins_everything_is_refused() -> None:
    with pytest.raises(BadInput, match="joins everything or nothing"):
        join_sets(as_sets([[1]]), 0)


@given(SMALL, SMALL, THRESHOLDS)
@settings(deadline=None)
def test_new_sets_against_old_ones_are_joined_as_if_all_were_joined(
    old: list[list[int]], new: list[list[int]], near: Fraction | float
) -> None:
    pairs = join_against(know_sets(as_sets(old)), as_sets(new), near)

    given_pairs = sorted(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    expected = [
        (i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if jaccard(one, other) >= Fraction(near)
    ]
    assert given_pairs == expected


@given(SMALL, SMALL)
@settings(deadline=None)
def test_sets_are_made_ready_in_two_steps_as_in_one(
    old: list[list[int]], new: list[list[int]]
) -> None:
    at_once = know_sets(as_sets(old + new))
    in_steps = know_sets(as_sets(old + new), know_sets(as_sets(old)))

    for one, other in zip(astuple(at_once)[1:], astuple(in_steps)[1:], strict=True):
        assert np.array_equal(one, other)


@given(SMALL)
@settings(deadline=None)
def test_equal_sets_become_one_and_know_their_first(sets: list[list[int]]) -> None:
    united, number = unite_equal(as_sets([s[::-1] for s in sets]))

    firsts: dict[tuple[int, ...], int] = {}
    for words in sets:
        firsts.setdefault(tuple(words), len(firsts))
    assert number.tolist() == [firsts[tuple(words)] for words in sets]
    made = [
        sorted(united.words[a:b].tolist())
        for a, b in zip(united.starts[:-1], united.starts[1:], strict=True)
    ]
    assert made == [list(words) for words in firsts]
