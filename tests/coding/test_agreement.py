"""Agreement between coders: the published example, and characters of a text as units."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.coding.agreement import Codes, count_codes, krippendorff_alpha
from crossread.errors import BadInput, Undefined
from factories import make_pair, make_point

# Krippendorff (2011), section C: four observers, twelve units, "." for a missing value.
PUBLISHED = {
    "A": "123321412...",
    "B": "1233224125.3",
    "C": ".3332342251.",
    "D": "12332441251.",
}


def published() -> Counter[Codes]:
    units = zip(*PUBLISHED.values(), strict=True)
    return Counter(tuple(None if code == "." else code for code in unit) for unit in units)


def test_alpha_matches_the_published_example() -> None:
    assert krippendorff_alpha(published()) == pytest.approx(0.743, abs=0.0005)


def test_alpha_does_not_care_about_the_names_of_codes_or_the_order_of_coders() -> None:
    renamed = Counter(
        {
            tuple(None if c is None else f"code {c}" for c in reversed(unit)): n
            for unit, n in published().items()
        }
    )

    assert krippendorff_alpha(renamed) == pytest.approx(krippendorff_alpha(published()))


def test_alpha_has_no_value_when_only_one_code_is_used() -> None:
    with pytest.raises(Undefined, match="two codes in use"):
        krippendorff_alpha({("shared", "shared"): 12})


def test_alpha_has_no_value_when_no_unit_has_two_codes() -> None:
    with pytest.raises(Undefined):
        krippendorff_alpha({("shared", None): 12, (None, "only"): 3})


CODES = st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3)


@given(st.lists(CODES, min_size=1, max_size=20))
def test_counting_combinations_is_the_same_as_taking_units_one_by_one(units: list[Codes]) -> None:
    one_by_one = [Counter(c for c in unit if c is not None) for unit in units]
    paired = [codes for codes in one_by_one if codes.total() >= 2]
    pooled = sum(paired, Counter[str]())
    observed = sum(sum(n * (m.total() - n) for n in m.values()) / (m.total() - 1) for m in paired)
    expected = sum(n * (pooled.total() - n) for n in pooled.values()) / max(pooled.total() - 1, 1)
    if expected == 0:
        with pytest.raises(Undefined):
            krippendorff_alpha(Counter(units))
    else:
        assert krippendorff_alpha(Counter(units)) == pytest.approx(1 - observed / expected)


# --- characters as units ----------------------------------------------------------------------


def test_each_character_has_the_relation_of_its_row_or_none() -> None:
    ann = make_pair(make_point("shared", "0-4", "0-2"), left_text="abcdef", right_text="xyz")
    bo = make_pair(make_point("only_left", "2-6"), left_text="abcdef", right_text="xyz")

    assert count_codes([ann, bo]) == {
        ("shared", "none"): 2 + 2,  # the first two on either side
        ("shared", "only_left"): 2,
        ("none", "only_left"): 2,
        ("none", "none"): 1,
    }


def test_where_rows_overlap_the_first_has_the_characters() -> None:
    coder = make_pair(make_point("shared", "0-4", "0-1"), make_point("only_left", "2-6"))

    assert count_codes([coder]) == {("shared",): 5, ("only_left",): 2}


def test_without_texts_the_units_end_with_the_last_mark_of_any_coder() -> None:
    ann, bo = make_pair(make_point("only_left", "0-4")), make_pair(make_point("only_left", "0-9"))

    assert count_codes([ann, bo]).total() == 9


def test_coders_of_different_pairs_are_not_compared() -> None:
    with pytest.raises(BadInput, match="one pair at a time, got one, two"):
        count_codes([make_pair(pair="one"), make_pair(pair="two")])


def test_coders_of_different_wordings_are_not_compared() -> None:
    with pytest.raises(BadInput, match="read different left texts"):
        count_codes([make_pair(left_text="one"), make_pair(left_text="two")])


def test_marks_beyond_the_text_are_refused() -> None:
    with pytest.raises(BadInput, match="reach character 9, but its left text has 3"):
        count_codes([make_pair(left_text="one"), make_pair(make_point("only_left", "0-9"))])


def test_long_texts_are_counted_at_once() -> None:
    long = "a" * 2_000_000
    coder = make_pair(make_point("only_left", "0-1000000"), left_text=long)

    assert count_codes([coder, coder]) == {
        ("only_left", "only_left"): 1_000_000,
        ("none", "none"): 1_000_000,
    }
