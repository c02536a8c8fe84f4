"""A passage belongs to the earliest leader it is near to, whenever it was taken in."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.errors import BadInput
from crossread.model import Span
from crossread.model.phrase import Mask, Outlined, Passage
from crossread.phrases import changes as module
from crossread.phrases.changes import change_families, find_families
from crossread.phrases.contents import WordSets
from crossread.phrases.families import Families, no_families
from crossread.phrases.passages import as_outlined
from crossread.phrases.stored import bytes_as_families, families_as_bytes
from phrases.passages import passage

TOKENS = ("affirm", "support", "border", "peace", "trade", "talks", "aid", "和", "平", "。", "!")
WORDS = st.sampled_from(TOKENS)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), max_size=25)
NEAR = Fraction(3, 5)


def shape(text: str) -> frozenset[str]:
    """The words of a text of this test: pairs of neighbouring Chinese characters are words."""
    found, before = set(), ""
    for word in text.split():
        if word in "和平":
            if before:
                found.add(before + word)
            before = word
            continue
        before = ""
        if word not in "。!":
            found.add(word)
    return frozenset(found)


def led(passages: Sequence[Passage]) -> dict[str, str]:
    """Leaders, by looking at every earlier leader."""
    leaders: list[Passage] = []
    found = {}
    for one in sorted(passages, key=lambda p: (*p.origin.in_time, p.start)):
        words = shape(one.text)
        for leader in leaders:
            other = shape(leader.text)
            if words and Fraction(len(words & other), len(words | other)) >= NEAR:
                found[one.id] = leader.id
                break
        else:
            leaders.append(one)
            found[one.id] = one.id
    return found


def made_of(texts: Sequence[str]) -> list[Passage]:
    """Three passages a statement."""
    return [
        passage(i, text, day=i // 3, statement=f"s{i // 3:03d}") for i, text in enumerate(texts)
    ]


def outlined(passages: Sequence[Passage]) -> list[Outlined]:
    return [as_outlined(passage) for passage in passages]


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_families_are_those_that_looking_at_every_leader_gives(texts: list[str]) -> None:
    passages = made_of(texts)

    assert find_families(passages, NEAR, threads=2).leaders() == led(passages)


@given(
    TEXTS,
    st.lists(st.integers(0, 8), max_size=4),
    st.booleans(),
    st.sets(st.integers(0, 8), max_size=3),
    st.sampled_from([0, 3, 5000]),
)
@settings(deadline=None, max_examples=300)
def test_it_does_not_matter_in_how_many_parts_they_came_and_what_went(
    texts: list[str], cuts: list[int], backfill: bool, going: set[int], few: int
) -> None:
    passages = made_of(texts)
    bounds = [0, *sorted(min(3 * c, len(texts)) for c in cuts), len(texts)]
    parts = [passages[a:b] for a, b in pairwise(bounds)]
    if backfill:
        parts.reverse()
    gone = {f"s{number:03d}" for number in going}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "FEW", few)
        families: Families = no_families(NEAR)
        for part in parts:
            families = change_families(families, (), [outlined(part)])
        families = change_families(families, gone, [])

    left = [p for p in passages if p.origin.statement not in gone]
    assert families.leaders() == led(left)
    assert {b for a, b in families.aliases.items()} <= {p.id for p in left}
    whole = find_families(left, NEAR)
    assert families.leader.tolist() == whole.leader.tolist()
    assert families.origins == whole.origins
    again = bytes_as_families(b"".join(families_as_bytes(families)))
    assert (again.leaders(), again.aliases) == (families.leaders(), families.aliases)
    assert b"".join(families_as_bytes(again)) == b"".join(families_as_bytes(families))


@given(TEXTS, st.integers(0, 8), TEXTS)
@settings(deadline=None, max_examples=100)
def test_a_statement_that_comes_with_other_words_takes_the_place_of_the_old(
    texts: list[str], number: int, other: list[str]
) -> None:
    passages, name = made_of(texts), f"s{number:03d}"
    fresh = [passage(100 + i, text, day=number, statement=name) for i, text in enumerate(other)]

    families = change_families(find_families(passages, NEAR), {name}, [outlined(fresh)])

    left = [p for p in passages if p.origin.statement != name]
    assert families.leaders() == led([*left, *fresh])


def test_passages_that_differ_in_names_are_one_family() -> None:
    one = passage(1, "Orlan affirmed support for Norland", names="Orlan Norland")
    two = passage(2, "Odell affirmed support for Sudria", names="Odell Sudria")

    sets = WordSets().of([as_outlined(one), as_outlined(two)])

    assert sets.words[:5].tolist() == sets.words[5:].tolist()
    assert find_families([two, one]).leaders() == {one.id: one.id, two.id: one.id}


def test_a_backfill_moves_a_leader_and_the_old_name_is_kept() -> None:
    later, middle, early = (passage(n, "affirm support border peace") for n in (5, 3, 2))

    once = change_families(find_families([later]), (), [outlined([middle])])
    twice = change_families(once, (), [outlined([early])])

    assert once.aliases == {later.id: middle.id}
    assert twice.aliases == {later.id: early.id, middle.id: early.id}


def test_names_that_overlap_are_refused() -> None:
    masks = (Mask(Span(0, 5), "country"), Mask(Span(3, 8), "person"))

    with pytest.raises(BadInput, match="one inside the other"):
        Passage(origin=passage(0, "x").origin, start=0, text="Norland Orlan", masks=masks)


def test_the_passages_of_some_statements_are_those_of_each() -> None:
    passages = [passage(n, f"harvest number {n}", n % 4, statement=f"s{n % 4}") for n in range(9)]
    families = find_families(passages)

    got = families.of_statements(np.array([0, 2, 3], np.int32))

    assert got.tolist() == [i for i, s in enumerate(families.statement.tolist()) if s != 1]
