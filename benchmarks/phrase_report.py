"""Measure the phrase index and the families on real archives; write `benchmarks/PHRASES.md`.

Run with `python benchmarks/phrase_report.py`. The archives are looked for in `../shared/data`, or
in the folder that CROSSREAD_DATA names. CROSSREAD_OTHERS names a Python that has `sparse_dot_topn`,
`rensa` and `datasketch` installed, CROSSREAD_CODED a SQLite archive of the four that was coded
(`crossread add`); without them the rows that need them are left out. Where other
programs share the processor, ratios within one run say more than seconds.
"""

import json
import mmap
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import numpy as np

from archives import missing, outlined_of, read_issued, sentences_of, word_classes
from crossread.model.phrase import Issued, Passage
from crossread.phrases.changes import change_families
from crossread.phrases.contents import WordSets
from crossread.phrases.families import no_families
from crossread.phrases.index import PhraseIndex
from crossread.phrases.join import join_sets
from crossread.phrases.novelty import look_back, read_passages
from crossread.phrases.parts import Part
from crossread.phrases.passages import passages_of
from crossread.phrases.segment import build_segment, bytes_as_segment, segment_as_bytes
from crossread.phrases.sets import Sets, take_sets, unite_equal
from crossread.phrases.tokens import Vocabulary
from growth_plot import growth_as_svg
from report import Line, as_markdown

HERE = Path(__file__).parent
PLOT = HERE.parent / "docs" / "images" / "family-growth.svg"
GROWTH = 4.0  # times as long a sentence at a million as at a hundred thousand, at the most
SIZES = (100_000, 200_000, 400_000, 700_000, 1_100_000)  # the last one is all of them
COMPARED = 200_000
QUERIES = 400
THREADS = 2
DAY = 20  # statements
BATCH = 200  # statements taken in together
POINTS = 15  # of a statement of about 300 words, at the least


def best(tries: int, call: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs."""
    took = []
    for _ in range(tries):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return min(took)


def family_lines() -> Iterator[Line]:
    """From text to families at five sizes, each in a process of its own."""
    told = {}
    for size in SIZES:
        asked = [sys.executable, str(HERE / "family_run.py"), str(size), str(THREADS)]
        runs = [
            json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
            for _ in range(2)
        ]
        told[size] = min(runs, key=lambda run: run["join"])
    for one in told.values():
        yield Line(f"join of {one['sentences']} sentences ({one['pairs']} pairs)", one["join"], "s")
    small, whole = told[SIZES[0]], told[SIZES[-1]]
    growth = whole["join"] / whole["sentences"] / (small["join"] / small["sentences"])
    yield Line("... time per sentence, the most to the fewest", growth, "x", GROWTH)
    micros = [1e6 * one["join"] / one["sentences"] for one in told.values()]
    PLOT.write_text(
        growth_as_svg([int(one["sentences"]) for one in told.values()], micros, GROWTH), "utf-8"
    )
    yield Line("text to families, all sentences", whole["whole"], "s", 45)
    yield Line("... peak memory, the texts included", whole["peak"], "MB", 2500)


def product_lines() -> Iterator[Line]:
    """The same with points and masked names, out of a coded archive, and what it is for."""
    archive = os.environ.get("CROSSREAD_CODED")
    if not archive:
        return
    asked = [sys.executable, str(HERE / "product_run.py"), archive, str(THREADS)]
    told = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    points, pairs = int(told["points"]), int(told["pairs"])
    yield Line(
        f"text to families, {points} points, names masked ({pairs} pairs)",
        told["families"],
        "s",
        45,
    )
    yield Line("... peak memory", told["peak"], "MB", 2500)
    yield Line("index and families of that archive built and kept", told["built"], "s")
    yield Line("... on disk", told["kept"], "MB")
    yield Line("... opened again", told["opened"], "s")
    yield Line(
        "novelty of a statement of 300 words, warm, median", 1000 * told["novelty"], "ms", 100
    )
    yield Line("20 statements of a new day taken up, all written", told["day"], "s", 2)


def sets_of(limit: int) -> Sets:
    """The first so many different sets of words."""
    texts = [issued.text.lower() for issued in read_issued()]
    vocabulary = Vocabulary(word_classes())
    words = WordSets(vocabulary)
    stream = vocabulary.read([s for text in texts for s in sentences_of(text)])
    long = np.flatnonzero(np.diff(stream.bounds) >= 6)
    united, _ = unite_equal(take_sets(words.of_stream(stream), long))
    return take_sets(united, np.arange(min(limit, len(united))))


def other_lines() -> Iterator[Line]:
    """The same join by what others use."""
    python = os.environ.get("CROSSREAD_OTHERS")
    if not python:
        return
    sets = sets_of(COMPARED)
    ours = best(3, lambda: join_sets(sets, threads=THREADS))
    pairs = len(join_sets(sets))
    yield Line(f"join of {len(sets)} sets ({pairs} pairs)", ours, "s")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sets.npz"
        np.savez(file, words=sets.words, starts=sets.starts)
        for tool in ("rensa", "datasketch", "sparse_dot_topn"):
            asked = [python, str(HERE / "other_joins.py"), str(file), tool]
            ran = subprocess.run(asked, check=True, capture_output=True)
            told = json.loads(ran.stdout)
            recall = 100 * told["pairs"] / pairs
            yield Line(f"... by {tool}, recall {recall:.1f} %", told["seconds"], "s")
            yield Line("... as a multiple of ours", told["seconds"] / ours, "x")


def day_lines(issued: list[Issued]) -> Iterator[Line]:
    """A day's statements are added to a million known points, and one statement is read."""
    ordered = [outlined_of(i) for i in sorted(issued, key=lambda i: (i.day, i.statement))]
    known, day = ordered[:-DAY], ordered[-DAY:]
    batches = [known[n : n + BATCH] for n in range(0, len(known), BATCH)]
    began = time.perf_counter()
    families = change_families(no_families(), (), batches, THREADS)
    took = time.perf_counter() - began
    yield Line(f"families of {len(families)} points, leaders and all", took, "s", 45)
    grown = change_families(families, (), [day])
    points = len(grown) - len(families)
    added = best(3, lambda: change_families(families, (), [day]))
    yield Line(f"... {points} points of {DAY} statements added", added, "s", 2)
    texts = {text.origin.statement: text for text in ordered}

    def look_up(numbers: Sequence[int]) -> list[Passage]:
        found = []
        for number in numbers:
            text = texts[grown.origins[grown.statement[number]].statement]
            found.append(next(p for p in passages_of(text) if p.start == grown.start[number]))
        return found

    statement = next(text for text in day if len(text.outline.starts) >= POINTS)
    read = best(5, lambda: read_passages(statement, look_back(grown, statement.origin), look_up))
    number = len(statement.outline.starts)
    yield Line(f"... {number} points read for novelty, warm", 1000 * read, "ms", 100)


def index_lines(issued: list[Issued], folder: Path) -> Iterator[Line]:
    """Building, size, queries; SQLite FTS5 on the same statements."""
    took = best(2, lambda: build_segment(issued))
    segment = build_segment(issued)
    tokens = len(segment.tokens) - len(segment)
    yield Line(f"index of {tokens} tokens built", took, "s", tokens / 1e6)
    file = folder / "segment"
    file.write_bytes(b"".join(segment_as_bytes(segment)))
    yield Line("... bytes a token on disk", file.stat().st_size / tokens, "B", 12)
    del segment
    with file.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    index = PhraseIndex((Part(bytes_as_segment(memoryview(mapped))),))
    yield from query_lines(index, full_text(issued, folder), issued)
    newest = max(issued, key=lambda i: i.day)
    words = " ".join(newest.text.split()[:300])
    warm = best(5, lambda: index.stretches(words, newest.day))
    yield Line("stretches of 300 words seen before", 1000 * warm, "ms", 100)
    day = [i for i in issued if newest.day - i.day < timedelta(days=1)]
    added = best(3, lambda: build_segment(day))
    yield Line(f"a day's statements ({len(day)}) made a segment", added, "s", 2)


def full_text(issued: list[Issued], folder: Path) -> sqlite3.Connection:
    """The same statements in SQLite's full-text index, with their days."""
    database = sqlite3.connect(folder / "fts.db")
    database.execute("create virtual table s using fts5(text, day unindexed)")
    rows = ((i.text, i.day.isoformat()) for i in issued)
    database.executemany("insert into s values (?, ?)", rows)
    database.execute("insert into s(s) values ('optimize')")
    database.commit()
    return database


def query_lines(
    index: PhraseIndex, database: sqlite3.Connection, issued: list[Issued]
) -> Iterator[Line]:
    """Phrases of two to six words taken by chance from the texts."""
    chance = random.Random(20210601)
    phrases: list[str] = []
    while len(phrases) < QUERIES:
        words = chance.choice(issued).text.split()
        first, length = chance.randrange(len(words)), chance.randint(2, 6)
        taken = words[first : first + length]
        if len(taken) == length and all(word.isalpha() for word in taken):
            phrases.append(" ".join(taken))
    asked = "select count(*), min(day) from s where s match ?"
    quoted, days, theirs = [], [], []
    for phrase in phrases:
        quoted.append(best(3, partial(index.count_and_first, phrase)))
        days.append(best(3, partial(index.count_and_day, phrase)))
        match = (f'"{phrase}"',)
        theirs.append(best(3, partial(answer, database, asked, match)))
    yield Line(
        "count and first use with its quote, median", 1000 * statistics.median(quoted), "ms", 1
    )
    yield Line("... slowest of twenty", 1000 * float(np.quantile(quoted, 0.95)), "ms")
    ours, fts = statistics.median(days), statistics.median(theirs)
    yield Line("count and first day, median", 1000 * ours, "ms")
    yield Line("statements and first day by SQLite FTS5, median", 1000 * fts, "ms")
    yield Line("... as a multiple of ours, medians", fts / ours, "x")
    yield Line("... as a multiple of ours, all phrases together", sum(theirs) / sum(days), "x")


def answer(database: sqlite3.Connection, asked: str, values: tuple[str, ...]) -> None:
    """The same by SQL."""
    database.execute(asked, values).fetchone()


def main() -> int:
    """Measure, print and write."""
    absent = missing()
    if absent:
        print(f"nothing is measured: {absent}")
        return 0
    lines = [*family_lines(), *product_lines(), *other_lines()]
    with tempfile.TemporaryDirectory() as folder:
        issued = list(read_issued())
        lines += index_lines(issued, Path(folder))
    lines += day_lines(issued)
    page = as_markdown(lines).replace("# How fast", "# How fast: phrases and families", 1)
    print("\n" + page)
    (HERE / "PHRASES.md").write_text(
        page.replace("make bench", "benchmarks/phrase_report.py"), "utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
