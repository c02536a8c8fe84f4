"""Clauses are written as `He urged reform|, and |condemned terror`: a mark or an "and" that
stands alone between two bars belongs to no clause."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.lexicon import TermBase, load_base
from crossread.segment import Clause, split_clauses, split_sentences
from crossread.segment.clauses import CUT_RULES

BASE = load_base()  # properties cannot take it from a fixture
JOINTS = {"", "and", "и"}

# Cuts that any reader would make: another act, another matter, a strong mark.
ENGLISH = [
    "The Minister thanked the partners for the humanitarian aid| and |urged an end to corruption.",
    "They discussed the fight against drugs|, |the effects of climate change| and "
    "|exchanges of university students.",
    "The sides agreed to resume direct flights|; |they condemned terrorism.",
    "The Secretary expressed concern over the detained journalists|, and |welcomed the ceasefire.",
]
RUSSIAN = [
    "Министр осудил терроризм| и |приветствовал прекращение огня.",
    "Стороны обсудили борьбу с наркотиками|, |последствия изменения климата| и "
    "|обмены студентами двух стран.",
    "Стороны договорились возобновить авиасообщение|; |осуждён терроризм.",
]
CHINESE = [
    "双方讨论了禁毒|、|气候变化|、|人文交流。",
    "双方同意恢复直航|；|双方谴责恐怖主义。",
]
# One matter, or a mark that cuts nothing: these stay whole.
WHOLE = [
    ("en", "The programme is worth $1,000,000."),
    ("en", "They regretted the lives lost in the Kyrgyz and Tajik border clashes in April."),
    ("en", "During his visit to the port, the Minister met with border guards."),
    ("en", "It would respond swiftly, together with its allies, to attacks on the port."),
    ("en", "They met at 18:55 in the capital, on the eve of the feast."),
    (
        "en",
        "The Secretary praised the steps to demarcate the border and to settle the border dispute.",
    ),
    ("ru", "Министр отметил прогресс в делимитации и демаркации границы."),
    ("zh", "双方强调边界划定。"),
]


def clauses_of(text: str, language: str, base: TermBase) -> list[Clause]:
    return split_clauses(text, split_sentences(text, language), base.find(text, language))


def assert_cut(case: str, language: str, base: TermBase) -> None:
    text = case.replace("|", "")
    expected = [part for part in case.split("|") if part.strip(" ,;、；") not in JOINTS]

    found = [text[c.span.start : c.span.stop] for c in clauses_of(text, language, base)]

    assert found == expected


@pytest.mark.parametrize("case", ENGLISH)
def test_english_clauses(case: str, base: TermBase) -> None:
    assert_cut(case, "en", base)


@pytest.mark.parametrize("case", RUSSIAN)
def test_russian_clauses(case: str, base: TermBase) -> None:
    assert_cut(case, "ru", base)


@pytest.mark.parametrize("case", CHINESE)
def test_chinese_clauses(case: str, base: TermBase) -> None:
    assert_cut(case, "zh", base)


@pytest.mark.parametrize(("language", "text"), WHOLE)
def test_what_is_one_matter_stays_whole(language: str, text: str, base: TermBase) -> None:
    assert [text[c.span.start : c.span.stop] for c in clauses_of(text, language, base)] == [text]


def test_every_clause_tells_the_rule_that_opened_it(base: TermBase) -> None:
    text = "".join(ENGLISH).replace("|", "")
    names = {rule.__name__ for rule in CUT_RULES} | {"sentence"}

    assert {c.opened_by for c in clauses_of(text, "en", base)} <= names


def test_a_clause_knows_its_sentence(base: TermBase) -> None:
    text = "They condemned terrorism. They discussed trade."

    assert [c.sentence for c in clauses_of(text, "en", base)] == [0, 1]


PIECES = st.lists(
    st.sampled_from(
        [
            "The Minister ", "urged ", "agreed to step up ", "trade", "terrorism", "human rights",
            " and ", ", ", "; ", ". ", "\n", "border security", "обсудили ", "торговлю", " и ",
            "双方", "强调", "、", "禁毒", "，", "。", "1,000 ", "(", ")", " - ", "x", "“", "”",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip
LANGUAGE = st.sampled_from(["en", "ru", "zh"])


@given(PIECES, LANGUAGE)
def test_clauses_keep_order_and_never_overlap(text: str, language: str) -> None:
    clauses = clauses_of(text, language, BASE)

    assert all(a.span.stop <= b.span.start for a, b in pairwise(clauses))
    assert all(a.sentence <= b.sentence for a, b in pairwise(clauses))


@given(PIECES, LANGUAGE)
def test_no_matter_is_lost_between_clauses(text: str, language: str) -> None:
    sentences = split_sentences(text, language)
    matches = BASE.find(text, language)

    clauses = split_clauses(text, sentences, matches)

    for match in matches:
        inside = any(s.holds(match.span) for s in sentences)
        if inside and match.concept.field == "themes":
            assert any(c.span.holds(match.span) and match in c.matches for c in clauses), match


@given(PIECES, LANGUAGE)
def test_every_sentence_with_a_word_has_a_clause_and_every_clause_its_sentence(
    text: str, language: str
) -> None:
    sentences = split_sentences(text, language)
    clauses = split_clauses(text, sentences, BASE.find(text, language))

    assert all(sentences[c.sentence].holds(c.span) for c in clauses)
    worded = {n for n, s in enumerate(sentences) if any(map(str.isalnum, text[s.start : s.stop]))}
    assert worded <= {c.sentence for c in clauses}
