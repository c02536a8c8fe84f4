"""Lines that frame a statement: each rule with a line that it takes and one that it leaves."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.coding.frame import FRAME_RULES, Line, split_frame, why_frame
from crossread.errors import NotAReadout
from crossread.lexicon import TermBase, load_base
from crossread.segment import split_sentences
from readings import read

BASE = load_base()
TITLE = "Call with Minister Orlan"


def line(words: str, alone: bool = True) -> Line:
    return Line(words, alone, TITLE, tuple(BASE.find(words, "en")))


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("###", "no_words"),
        ("18:55", "no_words"),
        ("#Norland https://mfa.example/1", "only_tags"),
        ("CALL WITH MINISTER ORLAN", "the_title"),
        ("The below is attributable to Spokesperson Ana Hale:", "attribution"),
        ("MOSCOW, June 1 –", "dateline"),
        ("Share this page", "navigation"),
        ("On the harvest of the north", "heading"),
        ("They discussed trade.", None),
        ("The Minister thanked the guests for coming", None),  # an act: no heading
    ],
)
def test_each_frame_rule_has_its_line(words: str, rule: str | None) -> None:
    assert why_frame(line(words)) == rule


@pytest.mark.parametrize("marks", ["- ", "*", " | ", "#", "· · ", "https://- "])
def test_a_long_row_of_marks_before_a_word_is_read_to_its_end(marks: str) -> None:
    assert why_frame(line(f"{marks * 400}They discussed trade.")) is None


def test_every_frame_rule_is_in_the_table() -> None:
    assert [r.__name__ for r in FRAME_RULES] == [
        "no_words",
        "only_tags",
        "the_title",
        "attribution",
        "dateline",
        "navigation",
        "heading",
    ]


def test_inside_a_paragraph_nothing_is_a_heading() -> None:
    assert why_frame(line("On the harvest of the north", alone=False)) is None


def test_what_stands_behind_an_attribution_on_its_line_is_the_statement() -> None:
    text = (
        "The following is attributable to Spokesperson Ana Hale: "
        "The Secretary discussed trade with Minister Orlan of Kazakhstan."
    )
    reading = read(text)

    assert reading.points[0].words.startswith("The Secretary discussed")
    assert [text[s.start : s.stop] for s in reading.frame] == [text[: text.index("The Secretary")]]


def test_a_text_of_headings_alone_is_no_readout() -> None:
    with pytest.raises(NotAReadout, match="the right text"):
        read("Home\nPress\n###", "right")


PIECES = st.lists(
    st.sampled_from(
        ["They discussed trade. ", "Share\n", "###\n", "He urged reform.\n", "MOSCOW, June 1 -\n",
         TITLE + "\n", "Attributable to Ana Hale: ", "双方讨论贸易。", "18:55\n"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@given(PIECES)
def test_every_sentence_is_either_body_or_frame(text: str) -> None:
    sentences = split_sentences(text, "en")
    body, frame = split_frame(text, TITLE, sentences, BASE.find(text, "en"))

    spans = sorted([*body, *(span for span, _ in frame)])
    assert all(a.stop <= b.start for a, b in pairwise(spans))
    assert sum(map(len, spans)) == sum(map(len, sentences))


def test_the_term_base_has_the_cues_that_the_rules_ask_for(base: TermBase) -> None:
    assert {"attribution-below", "frame-words", "frame-tail"} <= {
        c.id for c in base.concepts("cues")
    }
