"""What the reader sees in the terminal, at 80 columns and through a pipe."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from crossread.cli.show import comparison_as_terminal
from crossread.model import Comparison, Finding
from factories import a_comparison, labelled, make_comparison, make_row, make_side, quote_of

GOLDEN = """\
Two accounts of one call: Norland and Sudria, 5 March 2024

           Norland                          Sudria
title      Call with Minister Orlan         奥尔兰部长同诺兰国务卿通电话
published  5 March 2024, 18:30 (UTC-05:00)  date not given
language   English                          Chinese
length     28 words                         28 characters
note                                        cut short

The contact

One day; the same parties.

                    Norland             Sudria
kind of contact     call “spoke today   telephone call      same
                    with Minister       “诺兰国务卿通电话”
                    Orlan”
at whose            Sudria “at his      not said            only Norland says it
initiative          request”

Findings

1.  Norland says the two agreed on border trade; Sudria says they discussed it.
    (strength of the act)
    “agreed to step up” stands against “交换意见”.
    Norland: “agreed to step up border trade”
    Sudria: “就边境贸易交换意见”

2.  Press freedom is in the text of Norland only.  (on one side only)
    Norland: “The Secretary raised the jailed editors”


Rows

1.  = in both: the contact itself
    Norland: “spoke today with Minister   Sudria, title: “诺兰国务卿通电话”
    Orlan”
    Norland: “at his request”

2.  ≠ framed differently: border trade
    Norland: “agreed to step up border    Sudria: “就边境贸易交换意见”
    trade”
    Stronger commitment on one side (Norland: agreed; Sudria: exchanged views).

3.  = in both: bridge
    Norland: “welcomed the reopened       Sudria: “欢迎大桥重新开放”
    bridge”

4.  ← only in Norland: press freedom
    Norland: “The Secretary raised the    —
    jailed editors”
    Not found in Sudria. Closest passage: “就边境贸易交换意见” (it speaks of
    border trade).

5.  → only in Sudria (unsure): water
    —                                     Sudria: “奥尔兰强调水资源合作”
    Not found in Norland: no passage comes close.

Every quotation stands in the text named, word for word, at the characters given
(counted from 0 in Unicode code points).
“Only in” means that no passage answering to it was found in the other of these
two texts. That a text does not report a subject is no proof that it was not
raised.
A row marked “unsure” is a pairing that a reader should check first.
Methods: point-pairing 1, term-base 2026.1.
"""


def shown(comparison: Comparison, width: int = 80, colour: bool = False) -> str:
    out = StringIO()
    console = Console(file=out, width=width)
    if colour:
        console = Console(file=out, width=width, force_terminal=True, color_system="standard")
    comparison_as_terminal(comparison, labelled, console)
    return out.getvalue()


def test_what_the_reader_sees_in_full() -> None:
    lines = [line.rstrip() for line in shown(a_comparison()).splitlines()]

    assert "\n".join(lines) + "\n" == GOLDEN


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal_whatever_the_script(width: int) -> None:
    text = "双方强调合作并就共同关心的问题深入交换意见" * 6
    side = make_side(text, "苏德里亚", language="zh")
    row = make_row(left=(quote_of(side, "left", text),))
    for comparison in (a_comparison(), make_comparison(left=side, rows=(row,))):
        lines = shown(comparison, width).splitlines()

        assert max(cell_len(line) for line in lines) <= min(width, 120)


def test_the_relation_is_told_by_a_mark_and_a_word_without_colour() -> None:
    plain = shown(a_comparison())

    assert "\x1b" not in plain
    for told in ("= in both", "≠ framed differently", "← only in Norland", "→ only in Sudria"):
        assert told in plain


def test_a_terminal_has_colours_too() -> None:
    assert "\x1b[1;33m≠ framed differently" in shown(a_comparison(), colour=True)


def test_no_words_of_a_text_act_as_markup_or_drive_the_terminal() -> None:
    hostile = "[red]gone[/red] :smile: \x1b[2J \x9b2J \x07 end"
    side = make_side(hostile, name="[bold]Norland\x1b[0m")
    row = make_row("only_left", left=(quote_of(side, "left", hostile),))
    finding = Finding(kind="limits", text="[b]" + hostile, salience=1.0, why=hostile)
    out = shown(make_comparison(left=side, rows=(row,), findings=(finding,)))

    assert "[red]gone[/red] :smile:" in out
    assert not set(out) & {"\x1b", "\x9b", "\x07"}


def test_an_empty_table_says_that_nothing_was_found() -> None:
    assert "Nothing was found that an analyst would report." in shown(make_comparison())
