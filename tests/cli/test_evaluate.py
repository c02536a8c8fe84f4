"""`crossread evaluate` and `crossread agreement`: what a scholar reads, and what a program does."""

from pathlib import Path

import pytest

from cli.running import run
from crossread.align.calibration import load_calibration
from workflow.conftest import BRIDGE, EDITORS, PAIR, TRADE, WATER, MarkedSet, by_hand, marked

__all__ = ["by_hand", "marked"]

AGREEMENT = """\
                        alpha  link omission relation shared framing
2024-03-05-NOR-SUD-call 0.932 1.000    0.667    0.889  1.000   1.000
all pairs               0.932 1.000    0.667    0.889  1.000   1.000

Each figure is 0 to 1, higher is better. link: F1 of linked passages; omission:
F1 of “on one side only”; relation: mean of shared, framing and omission, each
an F1 over the sides of the marked points.
alpha: Krippendorff's, nominal, over the characters of both texts, “none” where
a coder marked nothing.
Marked by the first coder alone, left out: a-alone.
"""


@pytest.mark.usefixtures("by_hand")
def test_what_the_scholar_reads(marked: MarkedSet) -> None:
    marked.put(marked.gold, ("shared", *TRADE[1:]), BRIDGE, EDITORS, WATER)
    marked.put(marked.second, TRADE, BRIDGE, EDITORS, WATER)
    ran = run(
        *("evaluate", marked.gold, "--texts", marked.texts),
        *("--second", marked.second, "--misses", "3"),
    )
    told = " ".join(ran.out.split())

    assert (ran.status, ran.err) == (0, "")
    assert f"Weights fitted on: {' '.join(load_calibration().fitted_on.split())}, which may" in told
    assert (
        f"The worst misses and false rows: {PAIR}, point 1 (border trade), left and right:"
        " the same in both expected, framed differently given"
    ) in told
    assert "the second reader" in told
    assert "0.556" in told  # (0.667 + 0 + 1) / 3


@pytest.mark.usefixtures("by_hand")
def test_what_a_program_reads(marked: MarkedSet) -> None:
    found = run(
        *("evaluate", marked.gold, "--texts", marked.texts, "--second", marked.gold),
        *("--misses", "5", "--json", "-"),
    ).json

    assert found["format"] == "crossread.evaluation/1"
    assert found["weights"] == "shipped"
    assert found["all"]["relation"] == 1.0
    assert found["languages"]["en-zh"]["second"]["relation"] == 1.0
    assert found["all"]["links"] == {
        "gold": 2,
        "gold_found": 2,
        "predicted": 3,
        "predicted_right": 2,
    }
    assert found["pairs"][0]["pair"] == PAIR
    assert found["misses"] == []
    assert [row["name"] for row in found["false_rows"]] == [f"{PAIR}, row-1"]


def test_a_real_comparison_can_be_scored(marked: MarkedSet) -> None:
    found = run("evaluate", marked.gold, "--texts", marked.texts, "--json", "-").json

    assert 0 <= found["all"]["link"] <= 1
    assert found["pairs"][0]["languages"] == "en-zh"


def test_marks_that_compare_wrote_can_be_scored_again(marked: MarkedSet, tmp_path: Path) -> None:
    left, right = (tmp_path / f"call.{side}.txt" for side in ("left", "right"))
    left.write_text("They met today. They discussed trade.", encoding="utf-8")
    right.write_text("Встреча состоялась сегодня. Обсуждена торговля.", encoding="utf-8")
    (tmp_path / "gold").mkdir()
    assert run("compare", left, right, "--marks", tmp_path / "gold" / "call.json").status == 0
    found = run("evaluate", tmp_path / "gold", "--texts", tmp_path, "--json", "-").json

    assert found["misses"] == []
    assert found["all"]["links"]["gold"] == found["all"]["links"]["gold_found"]


def test_two_coders_as_the_scholar_reads_them(marked: MarkedSet) -> None:
    marked.put(marked.second, TRADE, BRIDGE, EDITORS)
    marked.put(marked.gold, TRADE, pair="a-alone")
    ran = run("agreement", marked.gold, marked.second, "--texts", marked.texts)

    assert (ran.status, ran.err) == (0, "")
    assert [line.rstrip() for line in ran.out.splitlines()] == AGREEMENT.splitlines()


def test_two_coders_as_a_program_reads_them(marked: MarkedSet) -> None:
    found = run("agreement", marked.gold, marked.gold, "--json", "-").json

    assert found["format"] == "crossread.agreement/1"
    assert found["all"]["alpha"] == 1.0
    assert found["pairs"][0]["relation"] == 1.0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["evaluate", "a", "--texts", "nowhere"], f"there are no texts of {PAIR} in nowhere."),
        (["evaluate", "nowhere", "--texts", "texts"], "'nowhere' is no folder."),
        (["evaluate", "a", "--texts", "texts", "--pairs", "x*"], "no file in a matches x*.json"),
        (["evaluate", "a", "--texts", "texts", "--calibrations", "none"], "'none' is no file."),
        (["agreement", "a", "b"], "no file in b matches *.json"),
        (["agreement", "a", "texts"], "points is missing"),
    ],
)
def test_what_is_wrong_with_a_set_is_one_line(
    marked: MarkedSet, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(marked.gold.parent)
    ran = run(*words)

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("Error: ")
    assert told in ran.err
    assert ran.err.count("\n") == 1
