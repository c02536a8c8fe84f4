"""Sentences are written as `one.| |two.`: a bar at each cut, the space kept between bars."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.segment import split_sentences
from crossread.segment.sentences import JOIN_RULES, Gap, split_lines, why_joined

ENGLISH = [
    "They spoke at noon.| |Dr. Ramos took notes.",
    "He was in Norland from March 28 to April 2.| |While in the capital, he met miners.",
    "They agreed on two steps: 1. Trade is eased; 2. Talks begin on June 24.",
    "The U.S. delegation left on Monday.| |Talks resume in May.",
    "“We agree!” they said.",
    "Is this a pledge?| |It is.",
    "He met Gen. Okoye.| |She thanked him.",
    "The President spoke with J. R. Osei of Ghana about the Gulf of Guinea.",
    "He met President Robert J. Hale.| |She was not there.",
    "Trade rose by 1.5 percent to $3.2 billion.| |Both sides welcomed this.",
    "The Secretary met Minister Tan (see No. 5 above) at 10.30 a.m. in the capital.",
    "They noted the strength of ties with the U.S. [5]",
    "They spoke of the border;|\n|of water;|\n|of trade.",
    "Readout of the call|\n\n|The Secretary spoke with the Minister.",
]
RUSSIAN = [
    "Состоялся разговор.| |Стороны обсудили торговлю.",
    "Министр И.П. Орлов принял посла.| |Обсуждён визит.",
    "Это произошло 5 мая 2021 г. в столице.",
    "Стороны решили: 1. Открыть границу; 2. Начать переговоры.",
    "В этом году проектов было 27.| |Стороны довольны.",
    "«Мы согласны!» — сказал министр.",
    "Товарооборот вырос до 1,5 млрд долл. США в год.| |Стороны довольны.",
]
CHINESE = [
    "双方举行会谈。|双方就边境贸易交换意见。",
    "部长表示：“双方应加强合作。”",
    "双方会谈！|会谈是坦诚的。",
]


def assert_cut(case: str, language: str) -> None:
    text = case.replace("|", "")
    expected = [part for part in case.split("|") if part.strip()]

    assert [text[s.start : s.stop] for s in split_sentences(text, language)] == expected


@pytest.mark.parametrize("case", ENGLISH)
def test_english_official_prose(case: str) -> None:
    assert_cut(case, "en")


@pytest.mark.parametrize("case", RUSSIAN)
def test_russian_official_prose(case: str) -> None:
    assert_cut(case, "ru")


@pytest.mark.parametrize("case", CHINESE)
def test_chinese_official_prose(case: str) -> None:
    assert_cut(case, "zh")


@pytest.mark.parametrize("language", ["en-GB", "zh-Hans", "tg", "und"])
def test_any_language_tag_is_taken(language: str) -> None:
    assert_cut("They spoke at noon.| |They agreed.", language)


def test_lines_that_were_only_wrapped_stay_together() -> None:
    wrapped = (
        "The Secretary and the Minister spoke at length of trade,\n"
        "of water and of the border between the two countries."
    )

    assert len(list(split_lines(wrapped))) == 1


@pytest.mark.parametrize("bullet", ["- ", "• ", "1. ", "2) ", "一、"])
def test_an_item_of_a_list_is_a_line_of_its_own(bullet: str) -> None:
    first = "The two sides spoke of many things and in particular of these"

    assert len(list(split_lines(f"{first}\n{bullet}trade and water"))) == 2


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("«Да!»", "сказал он", "before_small_letter"),
        ("«Да!»", "— Сказал он", "before_dash"),
        ("He met Robert J.", "Hale", "after_initials"),
        ("see No.", "5 above", "after_number_mark"),
        ("with the U.S.", "[5].", "only_marks"),
    ],
)
def test_each_rule_that_joins_has_its_case(before: str, after: str, rule: str) -> None:
    assert why_joined(Gap(before, after)) == rule
    assert rule in {r.__name__ for r in JOIN_RULES}


OFFICIAL = st.text(alphabet="AbзЯ中美U.?!。；;:,—»”)] \n5-•", max_size=60)


@given(OFFICIAL, st.sampled_from(["en", "ru", "zh", "und"]))
def test_no_character_is_lost_or_counted_twice(text: str, language: str) -> None:
    spans = split_sentences(text, language)

    cut = "".join("".join(text[s.start : s.stop].split()) for s in spans)
    assert cut == "".join(text.split())
    assert all(a.stop <= b.start for a, b in pairwise(spans))


@given(OFFICIAL)
def test_no_sentence_begins_or_ends_with_white_space(text: str) -> None:
    for span in split_sentences(text, "en"):
        words = text[span.start : span.stop]
        assert words == words.strip()
