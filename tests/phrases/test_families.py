"""A passage belongs to the earliest leader it is near to, whenever it was taken in."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.errors import BadInput
from crossread.model import Span
from crossread.model.phrase import Mask, Passage
from crossread.phrases.contents import WordSets
from crossread.phrases.families import (
    Families,
    add_passages,
    find_families,
    in_time,
    moved_leaders,
)
from phrases.passages import BEGIN, passage

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
    for one in sorted(passages, key=in_time):
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


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_families_are_those_that_looking_at_every_leader_gives(texts: list[str]) -> None:
    passages = [passage(i, text) for i, text in enumerate(texts)]

    assert find_families(passages, NEAR, threads=2).leaders() == led(passages)


@given(TEXTS, st.lists(st.integers(0, 25), max_size=4), st.booleans())
@settings(deadline=None, max_examples=200)
def test_it_does_not_matter_in_how_many_parts_they_came(
    texts: list[str], cuts: list[int], backfill: bool
) -> None:
    passages = [passage(i, text) for i, text in enumerate(texts)]
    bounds = [0, *sorted(min(c, len(texts)) for c in cuts), len(texts)]
    parts = [passages[a:b] for a, b in pairwise(bounds)]
    if backfill:
        parts.reverse()

    families: Families = find_families([], NEAR)
    for part in parts:
        families = add_passages(families, part)

    assert families.leaders() == led(passages)
    whole = find_families(passages, NEAR)
    assert families.number.tolist() == whole.number.tolist()


def test_passages_that_differ_in_names_are_one_family() -> None:
    one = passage(1, "Orlan affirmed support for Norland", names="Orlan Norland")
    two = passage(2, "Odell affirmed support for Sudria", names="Odell Sudria")

    sets = WordSets().of([one, two])

    assert sets.words[:5].tolist() == sets.words[5:].tolist()
    assert find_families([two, one]).leaders() == {"p001": "p001", "p002": "p001"}


def test_a_backfill_moves_a_leader_and_the_old_name_is_kept() -> None:
    before = find_families([passage(5, "affirm support border peace")])
    after = add_passages(before, [passage(2, "affirm support border peace")])

    assert moved_leaders(before.leaders(), after.leaders()) == {"p005": "p002"}


def test_names_that_overlap_are_refused() -> None:
    masks = (Mask(Span(0, 5), "country"), Mask(Span(3, 8), "person"))

    with pytest.raises(BadInput, match="one inside the other"):
        Passage("p", "s", "norland-mfa", None, BEGIN, "Norland Orlan", masks)
