"""The past of a coded archive, in a process of its own: prints what it took, as JSON.

python benchmarks/product_run.py ARCHIVE THREADS

The archive is copied to a folder for temporary files first, and nothing of it is changed.
"""

import gc
import json
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from crossread.archive import Archive
from crossread.archive.said import Text, list_wordings, load_texts
from crossread.cli.main import GARBAGE_AFTER
from crossread.lexicon import load_base
from crossread.model import Capture, Readout, Sighting, digest_of
from crossread.model.phrase import Outlined
from crossread.phrases.changes import change_families
from crossread.phrases.families import no_families
from crossread.workflow.code import code_archive
from crossread.workflow.novelty import read_novelty
from crossread.workflow.past import once_each, open_past

BATCH = 200  # statements taken in together
DAY = 20  # statements of a new day
READ = 20  # statements of some three hundred words that are read
WORDS = range(250, 351)


def outlined(texts: Iterator[Text]) -> Iterator[list[Outlined]]:
    """Texts with their points and names, some at a time."""
    batch = []
    for text in texts:
        batch.append(text.outlined())
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def families_of(archive: Archive, threads: int) -> dict[str, float]:
    """From texts and outlines to families."""
    with archive.reading() as connection:
        chosen = once_each(list(list_wordings(connection)))
        began = time.perf_counter()
        texts = outlined(load_texts(connection, chosen))
        families = change_families(no_families(), (), texts, threads)
        took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"points": len(families), "pairs": len(families.pairs), "families": took, "peak": peak}


def another_day(archive: Archive, texts: list[Readout]) -> Iterator[Sighting]:
    """Statements of a day after all others, made of others with a word more."""
    publisher = archive.publishers()[0]
    last = archive.coverage().last
    assert last is not None
    for number, text in enumerate(texts):
        data = f"{number}".encode()
        capture = Capture(digest=digest_of(data), size=len(data), at=datetime.now(UTC), via="file")
        words = f"{text.text} Addendum {number}."
        moment = replace(text.date, day=last) if text.date else None
        yield Sighting(
            publisher=publisher,
            key=f"benchmark:{number}",
            capture=capture,
            data=data,
            readout=replace(text, text=words, id="", date=moment, url=""),
        )


def main() -> int:
    """Copy, measure, print."""
    source, threads = Path(sys.argv[1]), int(sys.argv[2])
    gc.set_threshold(GARBAGE_AFTER)  # as the command does
    told: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "crossread.db"
        shutil.copy(source, copy)
        with Archive.open(copy) as archive:
            told |= families_of(archive, threads)
            began = time.perf_counter()
            open_past(archive)
            told["built"] = time.perf_counter() - began
            folder_of = archive.phrases
            assert folder_of is not None
            told["kept"] = sum(f.stat().st_size for f in folder_of.iterdir()) / 1e6
            began = time.perf_counter()
            past = open_past(archive)
            told["opened"] = time.perf_counter() - began
            base = load_base()
            some = [
                archive.readout(s.id)
                for s in archive.statements()
                if s.genre in ("call", "meeting") and 1500 < s.characters < 2600
            ]
            some = [r for r in some if len(r.text.split()) in WORDS][:READ]
            read_novelty(past, some[0], base)
            took = []
            for readout in some:
                began = time.perf_counter()
                read_novelty(past, readout, base)
                took.append(time.perf_counter() - began)
            told["novelty"] = statistics.median(took)
            archive.save([*another_day(archive, some[:DAY])])
            code_archive(archive, workers=1)
            began = time.perf_counter()
            open_past(archive)
            told["day"] = time.perf_counter() - began
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
