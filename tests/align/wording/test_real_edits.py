"""Real edits, kept outside the repository: the two that matter, and the proof of every change."""

import gzip
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from align.wording.test_compare import applied, edit, top
from crossread.model import Change

DATA = Path(__file__).parents[4] / "shared" / "data" / "edits"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")


def lines(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / f"{name}.edits.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def changes_of(part: str) -> list[Change]:
    """The changes of the document whose path has that part, the most significant first."""
    (document,) = (d for d in lines("us-whitehouse-md") if part in d["path"])
    found = [c for old, new in document["changes"] for c in edit(old, new).changes]
    return sorted(found, key=lambda change: -change.significance)


def test_a_promise_weakened_stands_at_the_top_of_its_fact_sheet() -> None:
    first, *others = changes_of("united-states-and-india-announce-historic-trade-deal")

    assert (first.kind, first.rule, first.seen) == (
        "modality",
        "commitment",
        ("committed", "intends"),
    )
    assert others and first.significance > others[0].significance


def test_a_sentence_lost_from_a_readout_stands_at_the_top_of_its_changes() -> None:
    first, *_ = changes_of("2023-03-19-readout-of-president-joe-bidens-call-with-prime")

    assert (first.kind, first.rule, first.new.words) == ("fact", "sentence_removed", "")
    assert first.significance > 0.6


@pytest.mark.parametrize("name", ["us-state", "us-whitehouse"])
def test_the_changes_of_every_real_edit_give_its_new_wording(name: str) -> None:
    for document in lines(name):
        texts = [version["text"] for version in document["versions"]]
        for old, new in pairwise(texts):
            assert applied(old, top(edit(old, new))) == new, document["id"]
