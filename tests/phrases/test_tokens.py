"""Tokens keep every character that can be seen, and know where each stood."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crossread.phrases.characters import GAP, INSIDE, character_classes
from crossread.phrases.tokens import Vocabulary

ALPHABET = "aB é'’“”—-1.,!中文のกि\u0301\u00ad\u200f\n\tאЁя🇺🇸_İß"
TEXTS = st.lists(st.text(ALPHABET, max_size=40) | st.text(max_size=30), max_size=8)


def written(text: str) -> list[str]:
    vocabulary = Vocabulary()
    return [vocabulary.written[t] for t in vocabulary.read([text]).tokens]


def folded(text: str) -> list[str]:
    vocabulary = Vocabulary()
    return [vocabulary.folded[vocabulary.folds[t]] for t in vocabulary.read([text]).tokens]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("$1.5 million", "$ 1 . 5 million"),
        ("Norland’s “border”, re-sign", "Norland ’ s “ border ” , re - sign"),
        ("中方指出2023年", "中 方 指 出 2023 年"),
        ("ひらがなとカタカナ", "ひ ら が な と カ タ カ ナ"),
        ("सीमा पर", "सीमा पर"),
        ("שלום, עולם", "שלום , עולם"),
        ("co\u00adoperation \u200b x", "co\u00adoperation x"),
        ("", ""),
        ("?!", "? !"),
    ],
)
def test_a_text_is_cut_into_words_characters_and_marks(text: str, tokens: str) -> None:
    assert written(text) == tokens.split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The “Border”", 'the "border"'),
        ("1–2 May", "1-2 may"),
        ("co\u00adoperation", "Cooperation"),
        ("Орлё́н", "орлен"),
    ],
)
def test_case_and_marks_are_folded_in_the_parallel_view(one: str, other: str) -> None:
    assert folded(one) == folded(other)
    assert written(one) != written(other)


@given(TEXTS)
@settings(deadline=None, max_examples=300)
@example(["\u00ad", "a\u00ad\u00adb\u00ad", "\ud800x"])
def test_every_token_stands_where_it_says_and_nothing_seen_is_left_out(texts: list[str]) -> None:
    vocabulary, classes = Vocabulary(), character_classes()
    stream = vocabulary.read(texts)

    for number, text in enumerate(texts):
        part, end = stream.of_text(number), 0
        places = zip(stream.tokens[part].tolist(), stream.starts[part].tolist(), strict=True)
        for token, start in places:
            word = vocabulary.written[token]
            assert text[start : start + len(word)] == word
            assert all(classes[ord(c)] in (GAP, INSIDE) for c in text[end:start])
            assert len(word) == vocabulary.lengths[token]
            end = start + len(word)
        assert all(classes[ord(c)] in (GAP, INSIDE) for c in text[end:])


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_a_token_has_the_same_number_whenever_it_comes(one: list[str], other: list[str]) -> None:
    vocabulary = Vocabulary()
    first = vocabulary.read(one).tokens.tolist()
    vocabulary.read(other)

    assert vocabulary.read(one).tokens.tolist() == first
    assert len(set(vocabulary.written)) == len(vocabulary.written) == len(vocabulary)
