"""What a passage is beside an earlier one, as a reader sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.lexicon import load_base
from crossread.model.phrase import Label
from crossread.phrases.likeness import Shapes, are_inflected, compare_shapes, shapes_of
from phrases.passages import passage

SMALL = load_base().small_words("en")
SUPPORT = "Orlan affirmed strong support for the sovereignty and independence of Norland."


def shapes(text: str, names: str = "") -> Shapes:
    return shapes_of(passage(1, text, names=names), SMALL)


@pytest.mark.parametrize(
    ("earlier", "now", "label"),
    [
        # names, small words, order, forms of words
        (SUPPORT, SUPPORT.replace("Orlan", "Odell").replace("Norland", "Sudria"), "formula"),
        (SUPPORT, "Orlan also affirmed a strong support for Norland’s independence and "
         "sovereignty.", "formula"),
        ("They welcomed the launch of joint work on rail links and on ports.",
         "They welcomed the launches of joint work on a rail link and on ports.", "formula"),
        # one word of meaning more, beside several
        ("They discussed regional security.", "They discussed regional security today.", "formula"),
        # a word swapped, or several left out
        ("They discussed trade and energy at length.", "They discussed trade and water at length.",
         "variant"),
        (SUPPORT, "Orlan affirmed support for the sovereignty of Norland.", "variant"),
        # a phrase in common, or names alone
        (SUPPORT, "The sovereignty of the valley was bought with the blood of farmers.", "new"),
        ("Orlan met Odell in Norland.", "Orlan thanked Odell for wheat from Norland.", "new"),
    ],
)  # fmt: skip
def test_labels_are_those_that_a_reader_gives(earlier: str, now: str, label: Label) -> None:
    names = "Orlan Odell Norland Sudria"
    known = [" ".join(n for n in names.split() if n in text) for text in (earlier, now)]

    assert compare_shapes(shapes(now, known[1]), shapes(earlier, known[0]))[0] == label


def test_names_that_nobody_has_introduced_are_told_by_their_capitals() -> None:
    one = shapes("Bela Tarn of the valley, to be a judge for a term of six years, vice Odo Lamm.")
    other = shapes("Ada Krul of the valley, to be a judge for a term of six years, vice Eno Rasp.")

    assert compare_shapes(one, other)[0] == "formula"


def test_a_title_in_capitals_is_the_same_title_in_a_sentence() -> None:
    one = shapes("the River Harbour Conservation and Management Act")
    other = shapes("They spoke of the River Harbour Conservation and Management Act.")

    assert compare_shapes(one, other)[0] == "formula"


WORDS = st.lists(st.sampled_from(SUPPORT.rstrip(".").split()), min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_likeness_is_even_handed_and_most_for_the_same(one: list[str], other: list[str]) -> None:
    left, right = shapes(" ".join(one)), shapes(" ".join(other))

    assert compare_shapes(left, right)[1] == pytest.approx(compare_shapes(right, left)[1])
    assert -1e-9 <= compare_shapes(left, right)[1] <= 1.0 + 1e-9
    assert compare_shapes(left, left)[1] == pytest.approx(1.0)


@given(st.text("abcde", min_size=1), st.text("abcde", min_size=1))
def test_forms_of_a_word_are_so_both_ways(one: str, other: str) -> None:
    assert are_inflected(one, other) == are_inflected(other, one)
