"""Clauses coded as points: of which kind they are, and what each code was seen in."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.lexicon import load_base
from readings import point_with, read

CALL = "President Hale spoke by phone today with President Orlan of Kazakhstan."


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (CALL, "contact"),
        ("They exchanged views on a range of international issues.", "umbrella"),
        ("The talks were held in a warm atmosphere.", "atmosphere"),
        ("Also present were the aides.", "attendance"),
        ("President Hale raised human rights.", "matter"),
        ("They discussed trade and counterterrorism.", "matter"),
    ],
)
def test_kinds_of_points(words: str, kind: str) -> None:
    text = CALL if words == CALL else f"{CALL}\n{words}"

    assert point_with(read(text).points, words).kind == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4 марта состоялся разговор с Президентом Казахстана Беком.\n"
         "Стороны обменялись мнениями по широкому кругу международных вопросов.", "обменялись"),
        ("林海同美国国务卿黑尔通电话。双方就共同关心的国际和地区问题交换意见。", "交换意见"),
    ],
)  # fmt: skip
def test_an_umbrella_names_nothing_in_any_language(text: str, words: str) -> None:
    point = point_with(read(text).points, words)

    assert (point.kind, point.vague) == ("umbrella", True)


def test_the_report_of_the_contact_stays_one_when_it_takes_up_what_says_more_of_it() -> None:
    first, *_ = read(f"{CALL} The call lasted 40 minutes. They discussed trade.").points

    assert first.words.endswith("40 minutes.")
    assert first.kind == "contact"


def test_a_point_has_themes_actors_figures_and_the_words_that_gave_them() -> None:
    text = f"{CALL}\nPresident Hale pledged $5 million for trade with Uzbekistan."
    point = point_with(read(text, country="USA").points, "pledged")

    assert point.themes == ("trade-economic-cooperation",)
    assert [a.id for a in point.actors] == ["UZB", "hale"]
    assert [f.key for f in point.figures] == ["money:5000000:USD"]
    themes = [s.span for s in point.seen if s.rule == "lexicon:themes"]
    assert [text[s.start : s.stop] for s in themes] == ["trade"]


def test_the_strength_of_a_point_is_that_of_its_act() -> None:
    base = load_base()
    for words in ("They agreed on trade.", "They discussed trade."):
        (point,) = read(words).points
        assert point.act is not None
        assert point.strength == base.concept(point.act).more.get("strength", 0)


def test_points_are_named_by_side_and_place() -> None:
    text = "They discussed trade.\nThey condemned terrorism."

    assert [p.id for p in read(text).points] == ["L1", "L2"]
    assert [p.id for p in read(text, "right").points] == ["R1", "R2"]


SENTENCES = st.lists(
    st.sampled_from(
        [CALL + " ", "They discussed trade and human rights. ", "He urged reform.\n",
         "It matters. ", "Стороны договорились о торговле. ", "双方讨论了禁毒、气候变化。",
         "$5 million. ", "Share\n",
         "If the ceasefire holds, talks resume; they condemned terrorism. "]
    ),
    min_size=1,
    max_size=7,
).map(lambda parts: "They met. " + "".join(parts))  # fmt: skip


@given(SENTENCES, st.sampled_from(["en", "ru", "zh", "und"]))
def test_points_stand_in_order_with_their_own_words(text: str, language: str) -> None:
    reading = read(text, language=language)

    assert all(a.span.stop <= b.span.start for a, b in pairwise(reading.points))
    assert all(p.words == text[p.span.start : p.span.stop] for p in reading.points)
    assert all(s.span.stop <= len(text) for p in reading.points for s in p.seen)
    assert len(reading.points) == len(reading.sentence_of) == len(reading.paragraph_of)
