"""The quality gate of edits: the kinds of real changes against those that a reader gave them.

    python gates/edits.py              tell how many kinds are right; exit 1 under a floor
    python gates/edits.py --misses     name the changes whose kind is another, by place and rule

`edits.json` holds random samples of real changes, two at most of one document, each read and
judged by hand: where the change stands, and its kind, never its words. Rules were improved after
reading `first`, `second`, `third` and `rare` (of kinds that are seldom met, all or many); nothing
was changed after `fresh` was drawn, of documents that no other sample had, until the second method,
which came of another reading of the same publishers. `latest` was drawn after it, and judged by two
readers apart: those changes on which they agreed. A change that is no longer found at its place
counts as wrong. The texts are kept outside the repository; where they are not there, the gate is
skipped.
"""

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from crossread.align.wording import compare_wordings
from crossread.lexicon import load_base
from crossread.model import Change, Wording

GATES = Path(__file__).parent
SAMPLES = GATES / "edits.json"
DATA = GATES.parents[1] / "shared" / "data" / "edits"
VERSIONS = ("us-state", "us-whitehouse")  # whole versions
PAIRS = "us-whitehouse-md"  # changed words alone: each pair is compared as two wordings

Place = tuple[str, str, str, int, int, int, int]  # file, pair, field, old span, new span


def load_pairs(folder: Path) -> Iterator[tuple[str, str, Wording, Wording]]:
    """Every two wordings that follow one another: file, id, the older, the newer."""
    for file in VERSIONS:
        for document in _lines(folder / f"{file}.edits.jsonl.gz"):
            wordings = [
                Wording(text=v["text"], title=v["title"], language="en")
                for v in document["versions"]
            ]
            for n, old in enumerate(wordings[:-1]):
                yield file, f"{document['id']}#{n}", old, wordings[n + 1]
    for document in _lines(folder / f"{PAIRS}.edits.jsonl.gz"):
        for n, (before, after) in enumerate(document["changes"]):
            name = f"{document['path']}@{document['commit'][:8]}#{n}"
            yield (
                PAIRS,
                name,
                Wording(text=before, language="en"),
                Wording(text=after, language="en"),
            )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def find_judged(folder: Path, wanted: set[tuple[str, str]]) -> dict[Place, Change]:
    """The changes of the wanted pairs, by place."""
    found: dict[Place, Change] = {}
    for file, name, old, new in load_pairs(folder):
        pair = sha256(name.encode()).hexdigest()[:16]
        if (file, pair) in wanted:
            for c in compare_wordings(old, new, load_base()).changes:
                place = (c.old.start, c.old.stop, c.new.start, c.new.stop)
                found[file, pair, c.field, *place] = c
    return found


def run(name: str, sample: list[dict[str, Any]], floor: float, misses: bool) -> bool:
    """Print how many kinds of one sample are right; whether it holds its floor."""
    found = find_judged(DATA, {(row["file"], row["pair"]) for row in sample})
    right: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in sample:
        change = found.get((row["file"], row["pair"], row["field"], *row["old"], *row["new"]))
        kind: str = change.kind if change else "not found"
        right[kind][kind == row["kind"]] += 1
        if misses and kind != row["kind"]:
            rule = change.rule if change else ""
            print(f"  {row['file']} {row['pair']} {row['old']} {kind} ({rule}): {row['kind']}")
    share = sum(counts[True] for counts in right.values()) / len(sample)
    print(f"{name}: {share:.2f} of {len(sample)} kinds are right (floor {floor})")
    for kind, counts in sorted(right.items()):
        print(f"  {kind:<12} {counts[True]} of {counts.total()}")
    return share >= floor


def main(arguments: list[str]) -> int:
    """Run the gate on each sample; 1 if one is under its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="name the changes that are wrong")
    given = parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"edits: skipped, {DATA.name} of the shared data is not here")
        return 0
    held = json.loads(SAMPLES.read_text(encoding="utf-8"))
    done = [
        run(name, sample, held["floors"][name], given.misses)
        for name, sample in held["sets"].items()
    ]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
