"""The real archives that the large benchmarks read, and their sentences; absent in a bare clone."""

import gzip
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crossread.model.phrase import Issued, Origin, Outline, Outlined
from crossread.phrases.characters import GAP, LAST, WORD

FOLDER = Path(os.environ.get("CROSSREAD_DATA", Path(__file__).parents[2] / "shared" / "data"))
NAMES = ("us-state", "us-whitehouse", "ru-kremlin-en", "ua-president-en")
STOP = re.compile(r"[.!?]\s+|\n\n+")
LEAST_WORDS = 6
LEAST_LENGTH = 30  # characters of a sentence that is taken as a point


def missing() -> str:
    """Why the archives cannot be read; empty where they can."""
    files = [FOLDER / "archives" / f"{name}.jsonl.gz" for name in NAMES]
    absent = [str(file) for file in files if not file.exists()]
    return f"{absent[0]} is not here (CROSSREAD_DATA may name its folder)" if absent else ""


def read_issued() -> Iterator[Issued]:
    """Every statement of the four archives."""
    for name in NAMES:
        with gzip.open(FOLDER / "archives" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for told in map(json.loads, lines):
                yield Issued(
                    statement=told["id"],
                    publisher=name,
                    counterpart=None,
                    day=date.fromisoformat(told["date"][:10]),
                    text=told["text"],
                )


def sentences_of(text: str) -> list[str]:
    """Cut at . ! ? before white space, and at empty lines: crude, and the same for every tool."""
    return STOP.split(text)


def outlined_of(issued: Issued) -> Outlined:
    """A statement whose points are its sentences, of a certain length; no names are masked."""
    starts, stops, first = [], [], 0
    for stop, behind in [*(m.span() for m in STOP.finditer(issued.text)), (len(issued.text), 0)]:
        if stop - first >= LEAST_LENGTH:
            starts.append(first)
            stops.append(stop)
        first = behind
    origin = Origin(
        statement=issued.statement,
        publisher=issued.publisher,
        government=issued.publisher,
        counterpart=None,
        genre="",
        day=issued.day,
    )
    return Outlined(origin, issued.text, Outline(starts, stops, (), (), ()))


def word_classes() -> NDArray[np.uint8]:
    """Classes of characters under which a word is what the expression `\\w+` finds."""
    made = np.full(LAST + 1, GAP, np.uint8)
    everything = "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, LAST + 1)))
    for found in re.finditer(r"\w+", everything):
        for character in found.group():
            made[ord(character)] = WORD
    return made
