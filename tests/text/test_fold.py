"""Texts folded for matching, with the way back to every character."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.text.fold import fold


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the  two\n\tsides", "the two sides"),
        ("the\u00a0two\u202fsides\u3000met", "the two sides met"),
        ("US\u2013China", "US-China"),
        ("US\u2014China \u2212 5", "US-China - 5"),
        ("non\u2011proliferation", "non-proliferation"),
        ("China\u2019s \u2018aid\u2019", "China's 'aid'"),
        ("\u00abмир\u00bb и \u201cwar\u201d", '"мир" и "war"'),
        ("ещё Ёлкин", "еще Елкин"),
        ("во\u0301йны", "войны"),
        ("co\u00adoperation", "cooperation"),
        ("\ufeffThe\u200b end", "The end"),
        ("", ""),
    ],
)
def test_what_says_the_same_is_folded_to_the_same(text: str, kept: str) -> None:
    assert fold(text).kept == kept


def test_case_is_kept_in_one_form_and_dropped_in_the_other() -> None:
    folded = fold("The US and Россия")

    assert (folded.kept, folded.low) == ("The US and Россия", "the us and россия")


@pytest.mark.parametrize("text", ["İstanbul", "Straße", "ﬁnal ﬀ", "ὈΔΥΣΣΕΎΣ", "e\u0301te\u0301"])
def test_letters_that_change_length_do_not_shift_the_places(text: str) -> None:
    folded = fold(text)

    assert len(folded.kept) == len(folded.low) == len(folded.places) - 1


def test_a_span_of_the_folded_text_leads_to_the_words_as_published() -> None:
    text = "on  the Korean\u00a0 Penin\u00adsula today"
    folded = fold(text)
    start = folded.low.index("korean peninsula")

    span = folded.span(start, start + len("korean peninsula"))

    assert text[span.start : span.stop] == "Korean\u00a0 Penin\u00adsula"


ANY_TEXT = st.text(max_size=80)


@given(ANY_TEXT)
def test_every_place_points_into_the_text_and_they_rise(text: str) -> None:
    folded = fold(text)

    assert len(folded.kept) == len(folded.low) == len(folded.places) - 1
    assert all(a < b for a, b in pairwise(folded.places))
    assert folded.places[-1] == len(text)


@given(ANY_TEXT)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    once = fold(text).kept

    assert fold(once).kept == once
