"""Words of texts: what counts as one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.text.tokens import count_words, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met at noon.", ["They", "met", "at", "noon"]),
        ("U.S. aid", ["U.S", "aid"]),
        ("the Minister's visit", ["the", "Minister's", "visit"]),
        ("the Minister’s visit", ["the", "Minister’s", "visit"]),
        ("non-proliferation", ["non-proliferation"]),
        ("российско-китайский диалог", ["российско-китайский", "диалог"]),
        ("中美关系", ["中", "美", "关", "系"]),
        ("双方就AI交流", ["双", "方", "就", "AI", "交", "流"]),
        ("COVID-19 — 5 раз", ["COVID-19", "5", "раз"]),
        ("...!", []),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [text[s.start : s.stop] for s in split_words(text)] == words


@given(st.text(max_size=80))
def test_words_come_in_order_and_are_counted_once(text: str) -> None:
    spans = list(split_words(text))

    assert all(a.stop <= b.start for a, b in pairwise(spans))
    assert count_words(text) == len(spans)
    assert all(any(c.isalnum() for c in text[s.start : s.stop]) for s in spans)
