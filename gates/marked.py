"""The quality gate: crossread scored on marked pairs, against floors that may not be lost.

    python gates/marked.py             score, tell what was gained and lost, exit 1 under a floor
    python gates/marked.py --record    the same, then keep these answers and fingerprints

Two sets. The *shared* one is real pairs, kept outside the repository and skipped where it is
not there; each pair is scored with weights that were fitted on the others (`calibrations.json`,
written by `calibrate.py`), and of its texts nothing is kept or printed, only names and codes.
The *specimens* are pairs invented for the project; they run anywhere.

A floor belongs to a set: `floors.json` has each set's fingerprint beside its floors. Floors are
changed by hand, and lowering one is a recorded decision (`docs/decisions`).
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from crossread.align.agreement import Figures, figures
from crossread.align.calibration import Calibration, load_calibration
from crossread.errors import BadInput, CrossreadError
from crossread.model.marks import MarkedPair
from crossread.workflow.marked import load_calibrations, load_pair_texts, load_tables
from crossread.workflow.scoring import Evaluation, answers_of, evaluate

GATES = Path(__file__).parent
SHARED = GATES.parents[1] / "shared" / "data" / "pairs"
FLOORS = GATES / "floors.json"
ANSWERS = GATES / "answers.json"
CALIBRATIONS = GATES / "calibrations.json"
WORDS_SHOWN = 70  # characters of a specimen's passage, when an answer to it changes

Answers = dict[str, dict[str, str]]  # pair -> "point 3 left" -> code


@dataclass(frozen=True, slots=True)
class MarkedSet:
    """A set of marked pairs and what may be told of it."""

    name: str
    gold: Path
    texts: Path
    weights: Path | None  # weights by pair; None: the shipped ones, fitted on other pairs
    words: bool  # whether its words may be printed


SETS = (
    MarkedSet("shared", SHARED / "marked" / "a", SHARED / "texts", CALIBRATIONS, words=False),
    MarkedSet(
        "specimens", GATES / "specimens" / "marked", GATES / "specimens" / "texts", None, words=True
    ),
)


def main(arguments: list[str]) -> int:
    """Run the gate on each set; 1 if a set is under a floor or is not the one it was set on."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--record", action="store_true", help="keep answers and fingerprints")
    record = parser.parse_args(arguments).record
    faults = []
    for marked in SETS:
        if not marked.gold.is_dir():
            print(f"{marked.name}: skipped, {_shown(marked.gold)} is not here\n")
            continue
        faults += run(marked, record)
    for fault in faults:
        print(f"FAILED {fault}")
    return 1 if faults else 0


def run(marked: MarkedSet, record: bool) -> list[str]:
    """Score one set and print it; the floors that it is under."""
    try:
        tables = load_tables(marked.gold)
        weights = weights_of(marked.weights, tables) if marked.weights else None
        found = evaluate(marked.gold, marked.texts, calibrations=weights)
    except CrossreadError as error:
        return [f"{marked.name}: {error}. {error.hint}".rstrip()]
    entry = load(FLOORS).get(marked.name, {})
    print("\n".join(scores_in_words(marked.name, found)))
    answers = {p.pair: dict(answers_of(tables[p.pair], p.misses)) for p in found.pairs}
    changes = find_changes(load(ANSWERS).get(marked.name, {}), answers, tables)
    print("\n".join([*changes_in_words(changes, marked, tables), ""]))
    fingerprint = fingerprint_of(marked, tables)
    faults = list(faults_of(marked.name, entry.get("floors", {}), found))
    if record:
        keep(FLOORS, marked.name, {**entry, "fingerprint": fingerprint})
        keep(ANSWERS, marked.name, answers)
    elif entry.get("fingerprint") != fingerprint:
        faults.append(
            f"{marked.name}: not the set that the floors were set on (--record adopts it)"
        )
    return faults


def weights_of(path: Path, tables: Iterable[str]) -> dict[str, Calibration]:
    """Weights for each pair that were not fitted on it: its own, or the shipped ones for a pair
    that was held out when they were fitted.

    Raises:
        BadInput: the two files come from different runs, so a held-out pair cannot be told.
    """
    own, shipped = load_calibrations(path), load_calibration()
    held_out = [pair for pair in tables if pair not in own]
    if held_out and not all(c.fitted_on.startswith(shipped.fitted_on) for c in own.values()):
        raise BadInput(
            f"{path.name} has no weights for {', '.join(held_out)}, and was not fitted together"
            " with the shipped weights",
            "Run gates/calibrate.py.",
        )
    if held_out:
        print(f"held out of all fitting, scored with the shipped weights: {', '.join(held_out)}")
    return {**own, **dict.fromkeys(held_out, shipped)}


def scores_in_words(name: str, found: Evaluation) -> Iterator[str]:
    """Each pair, each pair of languages and all, with their three figures."""
    yield f"{name:<34} link  omission  relation"
    for pair in found.pairs:
        yield _line(f"  {pair.pair}", figures(pair.counts))
    for place, scored in _places(found):
        yield _line(place, scored)


def _line(name: str, found: Figures) -> str:
    return f"{name:<34}{found.link:5.3f} {found.omission:9.3f} {found.relation:9.3f}"


def _places(found: Evaluation) -> Iterator[tuple[str, Figures]]:
    """Where a floor can lie: each pair of languages, and all."""
    for languages in found.language_pairs():
        yield languages, figures(found.counts(languages))
    yield "all", figures(found.counts())


def faults_of(
    name: str, floors: Mapping[str, Mapping[str, float]], found: Evaluation
) -> Iterator[str]:
    """Each floor that is not reached; a floor for "each" holds for every pair of languages."""
    if not floors:
        yield f"{name}: no floors are set in {FLOORS.name}"
    for place, scored in _places(found):
        wanted = {**(floors.get("each", {}) if place != "all" else {}), **floors.get(place, {})}
        for figure, least in wanted.items():
            reached = getattr(scored, figure)
            if reached < least:
                yield f"{name}, {place}: {figure} is {reached:.3f}, the floor is {least:.3f}"


@dataclass(frozen=True, slots=True)
class Change:
    """An answer to one side of a point that is not what it was."""

    pair: str
    place: str  # "point 3 left"
    before: str
    now: str
    gained: bool | None  # None: it was wrong, and is wrong otherwise


def find_changes(
    before: Answers, now: Mapping[str, Mapping[str, str]], tables: Mapping[str, MarkedPair]
) -> list[Change]:
    """The answers that differ from those kept, in the order of pairs and points."""
    return [
        Change(pair, place, was, code, _gained(was, code, _expected(tables[pair], place)))
        for pair, answers in now.items()
        for place, code in answers.items()
        for was in [before.get(pair, {}).get(place)]
        if was is not None and was != code
    ]


def _gained(before: str, now: str, expected: str) -> bool | None:
    if expected not in (before, now):
        return None
    return now == expected


def _expected(table: MarkedPair, place: str) -> str:
    return table.points[_number(place) - 1].answer


def _number(place: str) -> int:
    return int(place.split()[1])


def changes_in_words(
    changes: Iterable[Change], marked: MarkedSet, tables: Mapping[str, MarkedPair]
) -> Iterator[str]:
    """What was gained, what was lost, what is wrong in another way."""
    kinds = {True: "gained", False: "lost", None: "still wrong"}
    changes = list(changes)
    told = [f"{sum(c.gained is kind for c in changes)} {word}" for kind, word in kinds.items()]
    yield f"since the answers kept: {', '.join(told)}"
    for change in changes:
        words = f" {_words(change, marked, tables)}" if marked.words else ""
        yield (
            f"  {kinds[change.gained]}: {change.pair} {change.place}:"
            f" {change.before} -> {change.now}{words}"
        )


def _words(change: Change, marked: MarkedSet, tables: Mapping[str, MarkedPair]) -> str:
    point = tables[change.pair].points[_number(change.place) - 1]
    left, right = load_pair_texts(marked.texts, change.pair)
    on_left = change.place.endswith("left")
    spans, text = (point.left, left.text) if on_left else (point.right, right.text)
    words = " […] ".join(text[span.start : span.stop] for span in spans)
    return f"“{words[:WORDS_SHOWN]}{'...' if len(words) > WORDS_SHOWN else ''}”"


def fingerprint_of(marked: MarkedSet, tables: Iterable[str]) -> str:
    """SHA-256 over the names and bytes of the tables and of their texts."""
    digest = sha256()
    for pair in sorted(tables):
        texts = [f"{pair}.json", f"{pair}.left.txt", f"{pair}.right.txt"]
        files = [marked.gold / f"{pair}.json", *(marked.texts / name for name in texts)]
        for file in files:
            if file.exists():
                content = file.read_bytes()
                digest.update(f"{file.parent.name}/{file.name} {len(content)}\n".encode())
                digest.update(content)
    return digest.hexdigest()


def load(path: Path) -> dict[str, Any]:
    """A JSON file of ours; nothing if it is not there yet."""
    if not path.exists():
        return {}
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def keep(path: Path, name: str, entry: Mapping[str, Any]) -> None:
    """Put the entry of one set into a file of ours, the others left as they are."""
    data = {**load(path), name: entry}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def _shown(path: Path) -> str:
    """The path as seen from the root of the repository, or from the folder above it."""
    root = GATES.parent
    if path.is_relative_to(root):
        return str(path.relative_to(root))
    return f"../{path.relative_to(root.parent)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
