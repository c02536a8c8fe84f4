"""How long a comparison takes in a process that has made one before.

Sizes are those of real readouts: 300 words is a usual one, 10,000 a long press conference.
"""

import os

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from crossread.model import Comparison
from crossread.segment import split_sentences
from crossread.text.tokens import count_words
from crossread.workflow.compare import compare
from invented import invented_pair

MODEL = "sentence-transformers/all-MiniLM-L6-v2"
READOUT, LONG = 300, 10_000


def compare_again(benchmark: BenchmarkFixture, pair: tuple[str, str], rounds: int) -> Comparison:
    """Compare warm: what is loaded once a process is loaded before the clock starts."""
    made: Comparison = benchmark.pedantic(compare, pair, rounds=rounds, warmup_rounds=1)
    return made


@pytest.mark.parametrize("languages", [("en", "en"), ("en", "ru")], ids="-".join)
def test_two_readouts(benchmark: BenchmarkFixture, languages: tuple[str, str]) -> None:
    pair = invented_pair(READOUT, languages)

    made = compare_again(benchmark, pair, rounds=30)

    assert all(READOUT <= count_words(text) < 1.2 * READOUT for text in pair)
    assert {row.relation for row in made.rows} >= {"shared", "only_left"}  # it did its work


def test_two_long_texts(benchmark: BenchmarkFixture) -> None:
    pair = invented_pair(LONG)
    compare(*invented_pair(READOUT))  # loads what is loaded once

    made: Comparison = benchmark.pedantic(compare, pair, rounds=2)

    assert len(made.left.points) > 500


def test_pairing_the_sentences_of_two_readouts_with_minilm(benchmark: BenchmarkFixture) -> None:
    """The same two readouts, their sentences alone, by the usual sentence-embedding model."""
    library = pytest.importorskip(
        "sentence_transformers", reason="sentence-transformers is not installed"
    )
    os.environ["HF_HUB_OFFLINE"] = "1"  # a model that is not here is not fetched
    try:
        model = library.SentenceTransformer(os.environ.get("CROSSREAD_MINILM", MODEL), device="cpu")
    except OSError:
        pytest.skip(f"{MODEL} is not on this machine (CROSSREAD_MINILM may name its folder)")
    sides = [
        [text[s.start : s.stop] for s in split_sentences(text, "en")]
        for text in invented_pair(READOUT)
    ]

    def pair_sentences() -> object:
        left, right = (model.encode(side, normalize_embeddings=True) for side in sides)
        return left @ right.T

    benchmark.pedantic(pair_sentences, rounds=10, warmup_rounds=1)
