"""Real archives, kept outside the repository: added, proven and searched on both databases."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.conftest import address, archive, open_archive, server
from crossread.archive import Archive
from crossread.model import Selection
from crossread.workflow.add import add
from crossread.workflow.edits import find_edits

__all__ = ["address", "archive", "open_archive", "server"]  # fixtures of another folder

DATA = Path(__file__).parents[3] / "shared" / "data"
ARCHIVES = ("us-state", "ru-kremlin-ru", "ru-mfa-telegram-en", "cn-cctv-diplomatic")
PHRASES = (  # and one that no word index cuts as we do
    "territorial integrity",
    "Human Rights",
    "spoke today with",
    "специальной военной операции",
    "双边关系",
    "中俄",
    "U.S.-China",
)

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not here")


def records(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / "archives" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def plainly(words: str) -> re.Pattern[str]:
    """The phrase as a reader without any of our code would look for it."""
    inner = r"\s+".join(map(re.escape, words.split())).replace("\\-", "[-‐‑‒–—]")
    is_chinese = words[0] > "\u3000"
    return re.compile(inner if is_chinese else rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)


def test_real_archives_are_added_proven_and_searched(archive: Archive) -> None:
    texts = {
        record["id"]: f"{record.get('title') or ''}\n\n{record['text']}"
        for name in ARCHIVES
        for record in records(name)
        if (record.get("text") or "").strip()
    }

    report = add(archive, [DATA / "archives" / f"{n}.jsonl.gz" for n in ARCHIVES], code=False)

    assert report.fates["new"] == len(texts) == archive.coverage().statements
    assert {refusal.reason for refusal in report.refused} <= {"has no text"}
    assert archive.verify().faults == ()
    for phrase in PHRASES:
        wanted = plainly(phrase)
        expected = {name for name, text in texts.items() if wanted.search(text)}
        found = archive.search(phrase, limit=len(texts))
        assert {hit.statement.id for hit in found.hits} == expected, phrase
        assert found.statements == len(expected) > 0
        for hit in found.hits:
            assert all(wanted.fullmatch(words) for words in hit.words)


def test_real_histories_are_added_and_their_edits_told(archive: Archive) -> None:
    path = DATA / "edits" / "us-state.edits.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]

    report = add(archive, [path], code=False)
    told = find_edits(archive, Selection(publisher="us-state"))

    assert report.fates["new"] == len(documents)
    assert not report.refused
    assert archive.verify().faults == ()
    wordings = [{(*v["title"].split(), v["text"]) for v in d["versions"]} for d in documents]
    assert sum(len(each) > 1 for each in wordings) <= told.edited <= len(documents)
    assert {one.row.statement.id for one in told.edits} <= {d["id"] for d in documents}
    assert len(told.edits) > 100
    assert add(archive, [path], code=False).fates["known"] == report.fates.total()
