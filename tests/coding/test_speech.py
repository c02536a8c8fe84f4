"""Whose act it is, what carries over, and how certain a clause is."""

import pytest

from crossread.coding.speech import CARRIED, modality_of, polarity_of
from crossread.coding.subjects import side_of
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


def test_a_minister_whom_nobody_names_is_the_publishers_own() -> None:
    points = read(
        "The Minister spoke by telephone today with the Foreign Minister of Norway, Lars Haugen. "
        "She raised the case of a detained journalist. The Minister urged trade talks.",
        country="CAN",
    ).points

    assert [point_with(points, words).speaker for words in ("raised", "urged")] == ["own", "own"]


@pytest.mark.parametrize(
    ("sentences", "words", "speaker"),
    [
        # an office is whose the text has said it is, its own state's, or its country's
        ("President Orlan urged trade talks. The Secretary of State raised sport.", "sport", "own"),
        ("The President of Kazakhstan urged trade talks.", "urged", "other"),
        ("The Adviser to the President of Kazakhstan urged trade talks.", "urged", "other"),
        ("The Presidents discussed trade.", "discussed", "both"),
        ("The President of Kazakhstan and President Hale discussed trade.", "discussed", "both"),
        ("President Orlan urged trade talks. The experts noted the harvest.", "harvest", "unsaid"),
        # so is a body of state; an international one has none
        ("President Orlan urged trade talks. The White House noted sport.", "sport", "own"),
        ("President Orlan urged trade talks. NATO noted sport.", "sport", "unsaid"),
        # a stranger does not speak for the one before
        ("President Orlan urged trade talks. Bela Tarn noted sport.", "sport", "unsaid"),
        ("President Orlan urged trade talks. Residents noted sport.", "sport", "unsaid"),
        (
            "President Orlan urged trade talks. For his part, Bela Tarn noted sport.",
            "sport",
            "unsaid",
        ),
        (
            "President Orlan urged trade talks. Kazakh envoy Bela Tarn noted sport.",
            "sport",
            "other",
        ),
        ("President Orlan urged trade talks. Bela Tarn is a friend of sport.", "sport", "unsaid"),
        (
            "President Orlan urged trade talks. The conversation focused on sport.",
            "sport",
            "unsaid",
        ),
        # who stands behind a preposition does not act, but with "together" before it
        ("In talks with President Orlan, President Hale raised sport.", "sport", "own"),
        ("On the war in France, President Hale raised sport.", "sport", "own"),
        ("After the visit to Kazakhstan, he raised sport.", "sport", "own"),
        ("Together with President Orlan, President Hale raised sport.", "sport", "both"),
        # the one named behind a quotation says it
        ("“Kazakhstan needs trade,” President Hale stressed.", "needs trade", "own"),
        ("“Kazakhstan needs trade,” said President Hale.", "needs trade", "own"),
        ("“Kazakhstan needs trade,” said Bela Tarn.", "needs trade", "unsaid"),
    ],
)
def test_the_subject_speaks_or_nobody_is_said_to(sentences: str, words: str, speaker: str) -> None:
    assert point_of(sentences, words).speaker == speaker


@pytest.mark.parametrize(("subject", "stranger"), [("Residents", True), ("This", False)])
def test_a_word_that_points_is_no_stranger(subject: str, stranger: bool) -> None:
    point = point_of(f"President Orlan urged trade talks. {subject} noted sport.", "sport")

    assert any(s.rule == "speaker:by_stranger" for s in point.seen) == stranger


@pytest.mark.parametrize(
    ("sentences", "words", "speaker"),
    [
        ("President Orlan was informed about the harvest.", "harvest", "unsaid"),
        ("President Orlan was also duly briefed on the harvest.", "harvest", "unsaid"),
        ("President Orlan was informed by President Hale about the harvest.", "harvest", "own"),
        ("President Orlan was informed about the harvest. He raised sport.", "sport", "unsaid"),
        ("President Orlan urged trade talks. It was noted that sport is well.", "sport", "unsaid"),
        (
            "President Orlan urged trade. Sport in France was discussed. He raised grain.",
            "grain",
            "other",
        ),
        # these words say what the subject does or minds
        ("President Orlan was ready to discuss the harvest.", "harvest", "other"),
        ("President Orlan was concerned about the harvest.", "harvest", "other"),
    ],
)
def test_the_one_to_whom_it_is_done_does_not_speak(
    sentences: str, words: str, speaker: str
) -> None:
    assert point_of(sentences, words).speaker == speaker


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Президент Орлан был проинформирован об урожае.", "unsaid"),
        ("Отмечена важность торговли.", "unsaid"),
        ("Лидерами отмечена важность торговли.", "both"),
        ("С казахстанской стороны отмечена важность торговли.", "other"),
        ("В беседе с Президентом Орланом Президент Ладов отметил важность торговли.", "own"),
        ("Ладов с Президентом Орланом обсудили торговлю.", "both"),
    ],
)
def test_in_russian_too(sentence: str, speaker: str) -> None:
    call = "Президент Ладов поговорил по телефону с Президентом Казахстана Орланом.\n"

    assert read(call + sentence, country="RUS").points[-1].speaker == speaker


def test_a_governments_own_official_needs_no_country() -> None:
    text = (
        "In Washington, Head of the Office of the President Bela Tarn met with Secretary of State"
        " Ann Hale. The Adviser to the President of the United States was informed about the"
        " harvest. Bela Tarn expressed gratitude for the grain."
    )
    reading = read(text, country="KAZ")

    assert [p.speaker for p in reading.points] == ["own", "unsaid", "own"]
    assert {p.key: p.country for p in reading.parties.people} == {"tarn": "KAZ", "hale": "USA"}


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
