"""Whose act it is, what carries over, and how certain a clause is."""

import pytest

from crossread.coding.speech import CARRIED, modality_of, polarity_of, side_of
from crossread.lexicon import TermBase
from crossread.model import Modality, Point, Polarity
from readings import point_with, read

CALL = "President Hale spoke by phone with President Orlan of Kazakhstan.\n"


def point_of(sentences: str, words: str) -> Point:
    return point_with(read(CALL + sentences, country="USA").points, words)


@pytest.mark.parametrize(
    ("sentences", "words", "speaker", "act"),
    [
        ("President Hale thanked the guest for the hospitality.", "thanked", "own", "thank"),
        ("President Orlan urged trade talks.", "urged", "other", "urge"),
        ("The two leaders agreed to step up trade.", "agreed", "both", "agree"),
        ("The United States thanked Kazakhstan for the grain.", "grain", "own", "thank"),
        ("France urged trade talks.", "urged", "third", "urge"),
    ],
)
def test_the_one_who_acts_is_named_before_the_act(
    sentences: str, words: str, speaker: str, act: str
) -> None:
    point = point_of(sentences, words)

    assert (point.speaker, point.act) == (speaker, act)


def test_a_pronoun_is_the_one_who_spoke_before() -> None:
    point = point_of("President Orlan urged trade talks. He raised human rights.", "human rights")

    assert point.speaker == "other"
    assert "speaker:pronoun" in {s.rule for s in point.seen}


def test_a_sentence_without_an_act_takes_over_act_and_speaker() -> None:
    text = (
        "2024年3月5日，中国外长林海同美国国务卿黑尔通电话。林海表示反对制裁。人文交流是共同财富。"
    )
    point = point_with(read(text, country="CHN").points, "人文交流")

    assert (point.speaker, point.act) == ("own", "object")
    assert CARRIED in {s.rule for s in point.seen}


def test_nobody_is_said_to_speak_before_anybody_is_named() -> None:
    assert read("Trade was discussed.").points[0].speaker == "unsaid"


@pytest.mark.parametrize(
    ("country", "side"), [("USA", "own"), ("KAZ", "other"), ("FRA", "third"), (None, "unsaid")]
)
def test_a_country_stands_on_a_side(country: str | None, side: str) -> None:
    parties = read(CALL, country="USA").parties

    assert side_of(country, parties) == side


@pytest.mark.parametrize(
    ("language", "words", "modality"),
    [
        ("en", "if the ceasefire holds, trade will resume", "if"),
        ("en", "they are ready to resume trade", "ready"),
        ("en", "trade resumed", "plain"),
        ("ru", "готовы возобновить торговлю", "ready"),
        ("zh", "中方愿加强合作", "ready"),
    ],
)
def test_a_condition_counts_before_readiness_and_will(
    base: TermBase, language: str, words: str, modality: Modality
) -> None:
    assert modality_of(base.find(words, language)) == modality


@pytest.mark.parametrize(
    ("language", "words", "polarity"),
    [
        ("en", "the sides did not agree", "negative"),
        ("en", "the sides agreed", "positive"),
        ("ru", "стороны не договорились", "negative"),
        ("ru", "стороны договорились", "positive"),
    ],
)
def test_a_denial_is_negative(
    base: TermBase, language: str, words: str, polarity: Polarity
) -> None:
    assert polarity_of(base.find(words, language)) == polarity
