"""How fast an archive takes in, codes, finds and compares: real archives, beside the targets.

Run with `make bench-archive`; it writes `benchmarks/ARCHIVE.md`. It wants the archives of
`../shared/data` (or the folder named in CROSSREAD_ARCHIVES) and says so where they are not.
Storing is measured over every statement, coding over every eighth.
"""

import gc
import html
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from crossread.archive import Archive
from crossread.collect.bulk import find_items
from crossread.lexicon import load_base
from crossread.model import Sighting
from crossread.workflow.add import add
from crossread.workflow.code import (
    AT_ONCE,
    GARBAGE_AFTER,
    code_archive,
    code_batch,
    method_of,
)
from crossread.workflow.compare import compare
from report import HERE, Line, as_table, machine

USUAL = HERE.parents[1] / "shared" / "data" / "archives"
ARCHIVES = Path(os.environ.get("CROSSREAD_ARCHIVES", USUAL))
FILES = ("us-state.jsonl.gz", "us-whitehouse.jsonl.gz")
RESULTS = HERE / "ARCHIVE.md"
PHRASES = 300
EVERY = 8  # every so manieth statement is coded: all of them take a quarter of an hour
PAGES = 150
TURNS = 9
CHANCE = random.Random(20210601)
COMMON = ("human rights", "the United States", "territorial integrity", "climate change")


def store(folder: Path) -> Iterator[Line]:
    """Everything stored, nothing coded."""
    moments: list[tuple[int, float]] = [(0, time.perf_counter())]
    with Archive.open(folder / "crossread.db") as archive:
        files = [ARCHIVES / name for name in FILES]
        report = add(
            archive,
            files,
            code=False,
            tell=lambda name, done: moments.append((done, time.perf_counter())),
        )
    total = moments[-1][0]
    seconds = moments[-1][1] - moments[0][1]
    yield Line("statements stored", float(report.fates["new"]), "")
    yield Line("stored a minute, storing alone", 60 * total / seconds, "", least=20_000)
    yield Line("peak memory while storing", _peak(), "MB", 1_000)


def coding(folder: Path) -> Iterator[Line]:
    """Every eighth statement cut into points, coded and kept, by one process."""
    items = (i for name in FILES for i in find_items(ARCHIVES / name))
    some = [i for n, i in enumerate(items) if isinstance(i, Sighting) and n % EVERY == 0]
    gc.set_threshold(GARBAGE_AFTER)  # as the command and its processes do
    with Archive.open(folder / "sample.db") as archive:
        for first in range(0, len(some), 200):
            archive.save(some[first : first + 200])
        seconds = _seconds(lambda: code_archive(archive, workers=1))
    yield Line(
        f"coded a minute, on one core ({len(some):,})", 60 * len(some) / seconds, "", least=2_000
    )
    yield Line("peak memory while coding", _peak(), "MB", 1_000)


def growth(folder: Path) -> Iterator[Line]:
    """The same 400 statements stored in an empty archive and in the full one, in turns.

    In turns, for the machine may slow down in between; the median of each is compared.
    """
    some = [i for i in find_items(ARCHIVES / FILES[1]) if isinstance(i, Sighting)][-400:]
    fresh = [_again(sighting, n) for n, sighting in enumerate(some)]
    times: dict[str, list[float]] = {"empty.db": [], "crossread.db": []}
    for turn in range(TURNS):
        for name, taken in times.items():
            with Archive.open(folder / name) as archive:
                taken.append(_timed(archive, fresh, turn))
    ratio = _median(times["crossread.db"]) / _median(times["empty.db"])
    yield Line("400 more in the full archive, to 400 in an empty one", ratio, "x", 1.3)


def _again(sighting: Sighting, number: int, turn: int = 0) -> Sighting:
    from dataclasses import replace

    key = f"again:{turn}:{number}"
    return replace(sighting, id=key, key=key, also=())


def _timed(archive: Archive, fresh: Sequence[Sighting], turn: int) -> float:
    batch = [_again(sighting, n, turn + 1) for n, sighting in enumerate(fresh)]
    start = time.perf_counter()
    for first in range(0, len(batch), 200):
        archive.save(batch[first : first + 200])
    return time.perf_counter() - start


def searching(folder: Path) -> Iterator[Line]:
    """Phrases of two to five words drawn from the statements, and a few that everybody uses."""
    with Archive.open(folder / "crossread.db", read_only=True) as archive:
        phrases = list(_phrases(archive))
        times = [_seconds(lambda p=p: archive.search(p)) for p in (phrases[0], *phrases)][1:]  # type: ignore[misc]
        common = [_seconds(lambda p=p: archive.search(p)) for p in COMMON]  # type: ignore[misc]
    yield Line(f"a phrase found ({len(phrases)} drawn), median", 1000 * _median(times), "ms", 50)
    slow = 1000 * sorted(times)[int(len(times) * 0.9)]
    yield Line("... the slowest tenth begins at", slow, "ms")
    yield Line("a phrase that everybody uses, median", 1000 * _median(common), "ms")


def _phrases(archive: Archive) -> Iterator[str]:
    ids = [s.id for s in archive.statements()]
    for identity in CHANCE.sample(ids, PHRASES):
        words = archive.readout(identity).text.split()
        size = CHANCE.randint(2, 5)
        start = CHANCE.randrange(max(1, len(words) - size))
        phrase = " ".join(words[start : start + size])
        if any(c.isalnum() for c in phrase):
            yield phrase


def comparing(folder: Path) -> Iterator[Line]:
    """Two readouts of calls taken out of the archive and set side by side, in a warm process."""
    with Archive.open(folder / "crossread.db", read_only=True) as archive:
        ids = [s.id for s in archive.statements() if 1_500 < s.characters < 2_100][:2]

        def once() -> None:
            compare(*(archive.readout(identity) for identity in ids))

        once()
        yield Line("compare ID ID, warm", min(_seconds(once) for _ in range(7)), "s", 0.2)


def pages(folder: Path) -> Iterator[Line]:
    """Pages in the form of a ministry's, added to an archive; bare trafilatura on the same."""
    import trafilatura

    source = folder / "pages"
    source.mkdir()
    sightings = (i for i in find_items(ARCHIVES / FILES[0]) if isinstance(i, Sighting))
    texts = [s.readout for _, s in zip(range(PAGES), sightings, strict=False) if s.readout]
    for number, readout in enumerate(texts):
        body = "".join(f"<p>{html.escape(line)}</p>" for line in readout.text.split("\n"))
        page = _PAGE.format(title=html.escape(readout.title), body=body)
        (source / f"{number}.html").write_text(page, encoding="utf-8")
    files = sorted(source.iterdir())
    bare = _seconds(lambda: [_bare(trafilatura.bare_extraction, file) for file in files])
    with Archive.open(folder / "pages.db") as archive:
        ours = _seconds(lambda: add(archive, [source], code=False))
    yield Line("HTML pages added, to bare trafilatura on the same", ours / bare, "x", 1.5)


_PAGE = (
    "<!doctype html><html lang='en'><head><title>{title}</title></head><body><nav><ul>"
    "<li><a href='/a'>Home</a></li><li><a href='/b'>News</a></li></ul></nav><main><article>"
    "<h1>{title}</h1>{body}</article></main><footer>Ministry, 1 Main Street</footer></body></html>"
)


def _bare(extract: Callable[..., object], file: Path) -> object:
    return extract(file.read_bytes(), with_metadata=True, favor_recall=True)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _median(times: Sequence[float]) -> float:
    return statistics.median(times)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


PARTS = (store, coding, growth, searching, comparing, pages)


def main() -> int:
    """Measure, print and write."""
    if not all((ARCHIVES / name).exists() for name in FILES):
        print(f"not measured: {', '.join(FILES)} are not in {ARCHIVES}")
        return 0
    code_batch(method_of(load_base()), [])  # the term base is loaded
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as name:
        for part in PARTS:
            for line in part(Path(name)):
                lines.append(line)
                print(" | ".join(line.cells()), flush=True)
    note = f"Written by `make bench-archive`: {' and '.join(FILES)}, coded {AT_ONCE} at a time."
    page = "\n".join(["# How fast an archive is", "", machine(), note, "", *as_table(lines), ""])
    RESULTS.write_text(page, encoding="utf-8")
    print(f"written to {RESULTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
