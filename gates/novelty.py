"""The quality gate of novelty: formula, variant and new against what readers marked.

    python gates/novelty.py                tell the macro-F1; exit 1 under a floor
    python gates/novelty.py --misses       name the points whose label is another, by place
    python gates/novelty.py --archive A    read them in an archive that is there already

`novelty.json` holds points of two archives, each marked by reading it beside the earlier passages
that a search engine and ours found nearest (`novelty-guide.md`): where the point stands, the
digest of its text and its label, never its words. Settings were chosen on `marked`, and weighed
again with `second` in view; `fresh` was drawn and marked when they stood, and is the figure to go
by. Without --archive both archives are added and coded first, into
`build/novelty`, which takes some ten minutes once. Where the texts are not there, the gate is
skipped.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from crossread.archive import Archive
from crossread.errors import NotFound
from crossread.lexicon import load_base
from crossread.model import Span
from crossread.model.phrase import Outlined
from crossread.phrases.novelty import look_back, read_passages
from crossread.workflow.add import add
from crossread.workflow.novelty import outline_readout
from crossread.workflow.past import Past, open_past

GATES = Path(__file__).parent
SAMPLES = GATES / "novelty.json"
DATA = GATES.parents[1] / "shared" / "data" / "archives"
FILES = ("us-state.jsonl.gz", "us-whitehouse.jsonl.gz")
BUILT = GATES.parent / "build" / "novelty" / "crossread.db"
LABELS = ("formula", "variant", "new")


def read_points(past: Past, points: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The label that each point gets; "changed" where its text is another, "lost" without one."""
    base = load_base()
    small = base.small_words("en")
    for point in points:
        try:
            readout = past.archive.readout(point["statement"])
        except NotFound:
            yield "lost"
            continue
        if readout.digest != point["digest"]:
            yield "changed"
            continue
        statement = outline_readout(past, readout, base)
        marked = _only(statement, Span(point["start"], point["stop"]))
        before = look_back(past.families, statement.origin)
        stretches = past.index.stretches(readout.text, statement.origin.day)
        read = read_passages(marked, before, past.passages, small, stretches)
        yield read.passages[0].label


def _only(statement: Outlined, span: Span) -> Outlined:
    """The statement with that stretch as its only point: what was marked, however it is cut now."""
    outline = replace(statement.outline, starts=[span.start], stops=[span.stop])
    return replace(statement, outline=outline)


def macro_f1(marked: Sequence[str], got: Sequence[str]) -> tuple[float, dict[str, float]]:
    """The mean of the F1 of the three labels, and each."""
    each = {}
    for label in LABELS:
        right = sum(m == label == g for m, g in zip(marked, got, strict=True))
        all_of_it = marked.count(label) + list(got).count(label)
        each[label] = 2 * right / all_of_it if all_of_it else 0.0
    return sum(each.values()) / len(each), each


def open_archive(address: str | None) -> Archive:
    """The archive asked for, or one made of the two files."""
    if address:
        return Archive.open(address, read_only=True)
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    with Archive.open(BUILT) as archive:
        if archive.coverage().statements == 0:
            print("Adding and coding two archives (some ten minutes, once) ...", flush=True)
        add(archive, [DATA / name for name in FILES])
    return Archive.open(BUILT, read_only=True)


def main() -> int:
    """Read every sample, print the scores; 1 if one is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--archive", metavar="ADDRESS", help="one that holds both archives")
    parser.add_argument("--misses", action="store_true", help="name what is labelled otherwise")
    given = parser.parse_args()
    if not given.archive and not all((DATA / name).exists() for name in FILES):
        print(f"novelty: skipped, {DATA} is not here")
        return 0
    failed = 0
    with open_archive(given.archive) as archive:
        past = open_past(archive)
        for name, sample in json.loads(SAMPLES.read_text("utf-8")).items():
            points = sample["points"]
            got = list(read_points(past, points))
            marked = [point["label"] for point in points]
            score, each = macro_f1(marked, got)
            told = ", ".join(f"{label} {value:.3f}" for label, value in each.items())
            print(
                f"{name}: macro-F1 {score:.3f} of {len(points)} points ({told}),"
                f" least {sample['least']}"
            )
            if given.misses:
                for point, label in zip(points, got, strict=True):
                    if label != point["label"]:
                        place = f"{point['statement']} {point['start']}-{point['stop']}"
                        print(f"  {place}: {point['label']}, got {label}")
            others = Counter(label for label in got if label not in LABELS)
            if others:
                print(f"  {dict(others)}")
            failed += score < sample["least"]
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
