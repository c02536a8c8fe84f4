"""How long it takes to tell what changed between two wordings of one statement.

Sizes are those of real statements: 1,500 words is a usual one, 10,000 a long press conference.
"""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from crossread.align.wording import compare_wordings
from crossread.lexicon import load_base
from crossread.model import Wording, WordingEdit
from invented import invented_pair

STATEMENT, LONG = 1_500, 10_000
EVERY = 10  # paragraphs, of which one is edited
LINES = 4  # sentences of a paragraph


def wordings(words: int) -> tuple[Wording, Wording]:
    """A text, and the same with a sentence changed in every tenth paragraph and two swapped."""
    sentences = invented_pair(words)[0].replace("\n", " ").split(". ")
    paragraphs = [
        ". ".join(sentences[n : n + LINES]) + "." for n in range(0, len(sentences), LINES)
    ]
    edited = [
        p.replace("discussed", "agreed on").replace(" the ", " all the ", 1) if not n % EVERY else p
        for n, p in enumerate(paragraphs)
    ]
    edited[3], edited[7] = edited[7], edited[3]
    return (
        Wording(text="\n\n".join(paragraphs), language="en"),
        Wording(text="\n\n".join(edited), language="en"),
    )


@pytest.mark.parametrize("words", [STATEMENT, LONG])
def test_an_edited_statement(benchmark: BenchmarkFixture, words: int) -> None:
    old, new = wordings(words)

    found: WordingEdit = benchmark.pedantic(
        compare_wordings, (old, new, load_base()), rounds=10, warmup_rounds=1
    )

    assert "move" in found.kinds


def test_a_long_text_that_is_all_other(benchmark: BenchmarkFixture) -> None:
    one, other = invented_pair(LONG)

    found: WordingEdit = benchmark.pedantic(
        compare_wordings,
        (Wording(text=one, language="en"), Wording(text=other, language="en"), load_base()),
        rounds=3,
        warmup_rounds=1,
    )

    assert found.added
