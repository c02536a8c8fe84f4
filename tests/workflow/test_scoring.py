"""Scoring marked pairs, and two coders against each other."""

from pathlib import Path

import pytest

from crossread.align.agreement import figures
from crossread.align.calibration import load_calibration
from crossread.errors import BadInput, CrossreadError, NotFound
from crossread.workflow import evaluate, measure_agreement
from crossread.workflow.marked import load_calibrations, load_pair_texts, load_tables
from crossread.workflow.scoring import answers_of, worst_misses
from factories import CHINESE, ENGLISH
from workflow.conftest import BRIDGE, EDITORS, PAIR, TRADE, WATER, MarkedSet, write

pytestmark = pytest.mark.usefixtures("by_hand")


def test_a_table_that_says_the_same_scores_one_on_every_figure(marked: MarkedSet) -> None:
    found = evaluate(marked.gold, marked.texts)
    all_of_it = figures(found.counts())

    assert (all_of_it.link, all_of_it.omission, all_of_it.relation) == (2 / 2.5, 1.0, 1.0)
    assert found.language_pairs() == ["en-zh"]
    assert found.counts("en-zh") == found.counts()
    assert found.pairs[0].misses.points == ()


def test_every_wrong_answer_is_counted_and_told(marked: MarkedSet) -> None:
    marked.put(marked.gold, ("shared", *TRADE[1:]), BRIDGE, ("only_left", *BRIDGE[1:3], "")[:4])
    marked.put(marked.gold, ("shared", *TRADE[1:]), BRIDGE, EDITORS, WATER)
    found = evaluate(marked.gold, marked.texts)
    miss = found.pairs[0].misses.points[0]

    assert (miss.theme, miss.expected, miss.given) == ("border trade", "shared", "framing_differs")
    assert answers_of(load_tables(marked.gold)[PAIR], found.pairs[0].misses) == {
        "point 1 left": "framing_differs",
        "point 1 right": "framing_differs",
        "point 2 left": "shared",
        "point 2 right": "shared",
        "point 3 left": "only",
        "point 4 right": "only",
    }


def test_the_gravest_misses_come_first_and_are_named_with_their_pair(marked: MarkedSet) -> None:
    marked.put(marked.gold, ("shared", *TRADE[1:]), ("only_left", *BRIDGE[1:3], ""), EDITORS, WATER)
    worst = worst_misses(evaluate(marked.gold, marked.texts), 1)

    assert [m.name for m in worst.points] == [f"{PAIR}, point 2"]
    assert len(worst.rows) <= 1


def test_a_second_reader_is_scored_on_the_pairs_that_reader_marked(marked: MarkedSet) -> None:
    marked.put(marked.gold, TRADE, BRIDGE, EDITORS, WATER, pair="other")
    marked.put_texts("other")
    marked.put(marked.second, TRADE, BRIDGE, EDITORS)
    found = evaluate(marked.gold, marked.texts, second_dir=marked.second)
    second = found.second()

    assert [p.second is not None for p in found.pairs] == [True, False]
    assert second is not None
    assert figures(second).omission == pytest.approx(2 / 3)
    assert evaluate(marked.gold, marked.texts).second() is None


def test_each_pair_can_have_weights_of_its_own(marked: MarkedSet, tmp_path: Path) -> None:
    weights = {
        "link": {"bias": 0.0},
        "framing": {"bias": 0.0},
        "link_least": 0.5,
        "join_least": 0.5,
        "unsure_band": 0.1,
        "framing_least": 0.5,
        "fitted_on": "all but this pair",
    }
    write(tmp_path / "weights.json", {PAIR: weights})
    calibrations = load_calibrations(tmp_path / "weights.json")
    found = evaluate(marked.gold, marked.texts, calibrations=calibrations)

    assert found.own_weights
    assert found.pairs[0].fitted_on == "all but this pair"
    assert evaluate(marked.gold, marked.texts).pairs[0].fitted_on == load_calibration().fitted_on
    with pytest.raises(NotFound, match="no weights for other"):
        marked.put(marked.gold, TRADE, pair="other")
        marked.put_texts("other")
        evaluate(marked.gold, marked.texts, calibrations=calibrations)


def test_only_the_pairs_asked_for_are_scored_and_each_is_told(marked: MarkedSet) -> None:
    for pair in ("2030-a", "2030-b"):
        marked.put(marked.gold, TRADE, pair=pair)
        marked.put_texts(pair)
    told: list[tuple[str, int, int]] = []
    evaluate(
        marked.gold,
        marked.texts,
        pattern="2030-*",
        progress=lambda name, number, total: told.append((name, number, total)),
    )

    assert told == [("2030-a", 1, 2), ("2030-b", 2, 2)]


# --- the texts ---------------------------------------------------------------------------------


def test_the_texts_of_a_pair_may_be_two_files(tmp_path: Path) -> None:
    (tmp_path / "call.left.txt").write_text(f"---\ncountry: NOR\n---\n{ENGLISH}", encoding="utf-8")
    (tmp_path / "call.right.txt").write_text(CHINESE, encoding="utf-8")
    left, right = load_pair_texts(tmp_path, "call")

    assert (left.text, left.country, right.text) == (ENGLISH, "NOR", CHINESE)


def test_the_text_of_a_pair_is_kept_to_the_letter(marked: MarkedSet) -> None:
    marked.put_texts(text="\ufeffone\r\ntwo ", issuer="us-state", date="2024-03-05", title="Call")
    left, _ = load_pair_texts(marked.texts, PAIR)

    assert left.text == "\ufeffone\r\ntwo "
    assert (left.publisher, str(left.date), left.title) == ("us-state", "2024-03-05", "Call")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", f"{PAIR}.json is not JSON: line 1"),
        ("[1]", f"{PAIR}.json > left: expected an object with `text`"),
        ('{"left": {"text": 1}}', f"{PAIR}.json > left: expected an object with `text`"),
        ('{"left": {"text": " "}}', f"{PAIR}.json > left: the text is empty"),
        ('{"left": {"text": "a", "date": "soon"}}', f"{PAIR}.json > left: date is 'soon'"),
        ("\udcff", f"{PAIR}.json is not in UTF-8"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_texts_that_cannot_be_read_are_named(marked: MarkedSet, content: str, told: str) -> None:
    (marked.texts / f"{PAIR}.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadInput) as error:
        evaluate(marked.gold, marked.texts)

    assert told in str(error.value)


def test_marks_made_on_another_wording_are_refused(marked: MarkedSet) -> None:
    marked.put_texts(text=ENGLISH[:50])
    with pytest.raises(BadInput, match="reach character"):
        evaluate(marked.gold, marked.texts)


@pytest.mark.parametrize("missing", ["gold", "texts"])
def test_what_is_not_there_is_said(marked: MarkedSet, missing: str, tmp_path: Path) -> None:
    folders = {"gold": marked.gold, "texts": marked.texts} | {missing: tmp_path / "none"}
    with pytest.raises(CrossreadError, match=r"none"):
        evaluate(folders["gold"], folders["texts"])


@pytest.mark.parametrize("content", ["[]", "{}", '{"p": {"link": 1}}', '{"p": 7}'])
def test_weights_that_are_none_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "w.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadInput):
        load_calibrations(tmp_path / "w.json")


# --- two coders --------------------------------------------------------------------------------


def test_two_coders_who_agree_have_an_alpha_of_one(marked: MarkedSet) -> None:
    marked.put(marked.second, TRADE, BRIDGE, EDITORS, WATER)
    found = measure_agreement(marked.gold, marked.second, texts_dir=marked.texts)

    assert found.alpha == 1.0
    assert figures(found.counts).relation == 1.0


def test_what_one_coder_leaves_out_lowers_the_alpha(marked: MarkedSet) -> None:
    marked.put(marked.second, TRADE, BRIDGE, EDITORS)
    found = measure_agreement(marked.gold, marked.second)

    assert found.alpha is not None
    assert 0 < found.alpha < 1
    assert figures(found.counts).omission == pytest.approx(2 / 3)


def test_an_alpha_without_a_value_is_none(marked: MarkedSet) -> None:
    everything = ("shared", "all", ENGLISH, CHINESE)
    marked.put(marked.gold, everything)
    marked.put(marked.second, everything)

    assert measure_agreement(marked.gold, marked.second).alpha is None


def test_pairs_that_only_one_coder_marked_are_named(marked: MarkedSet) -> None:
    marked.put(marked.second, TRADE)
    marked.put(marked.gold, TRADE, pair="a-alone")
    marked.put(marked.second, TRADE, pair="b-alone")
    found = measure_agreement(marked.gold, marked.second)

    assert (found.only_first, found.only_second) == (("a-alone",), ("b-alone",))
    with pytest.raises(NotFound, match="no pair in common"):
        measure_agreement(marked.gold, marked.second, pattern="?-alone")
