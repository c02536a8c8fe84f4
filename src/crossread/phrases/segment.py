"""One part of the phrase index: the tokens of some statements and the order of what follows.

Statements stand in order of time. So of all places where a phrase stands, which are neighbours
in the suffix array, the smallest number is its first use and the largest its last.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from crossread.model.phrase import Issued
from crossread.phrases.compiled import compiled
from crossread.phrases.layout import Pieces, arrays_as_bytes, bytes_as_arrays
from crossread.phrases.sets import Int32, Int64
from crossread.phrases.suffixes import suffix_array
from crossread.phrases.tokens import Vocabulary, fold_token
from crossread.phrases.words import WordList

Bytes = NDArray[np.uint8]

BLOCK = 64  # places of the suffix array whose least and greatest are kept: 1/8 byte a token
WIDE = 255  # a gap of so many characters or more stands in a list of its own
END = -1  # stands in `tokens` behind each statement: no phrase goes over it


@dataclass(frozen=True)
class Segment:
    """Arrays that may lie in a mapped file."""

    tokens: Int32  # as written, numbers of `written`; END behind each statement
    gaps: Bytes  # characters between the token before and this one
    wide_at: Int32  # tokens before which WIDE characters or more stand, in order
    wide_by: Int32
    suffixes: Int32  # places in `tokens`, in the order of the folded tokens that follow
    least: Int32  # of each BLOCK of suffixes
    greatest: Int32
    starts: Int32  # where each statement begins in `tokens`, and the end
    days: Int32  # of each statement, as `date.toordinal` counts; never falling
    publishers: Int32  # of each statement, a number in `names`
    counterparts: Int32  # -1 where the text tells none
    written_text: Bytes
    written_ends: Int32
    lengths: Int32  # of each written token in code points
    folds: Int32  # the folded form of each written token
    folded_text: Bytes  # in order of their bytes
    folded_ends: Int32
    names: Bytes  # JSON: ids, publishers, counterparts

    @cached_property
    def written(self) -> WordList:
        """Tokens as they stand in the texts."""
        return WordList(self.written_text, self.written_ends)

    @cached_property
    def folded(self) -> WordList:
        """Folded forms, in order."""
        return WordList(self.folded_text, self.folded_ends)

    @cached_property
    def told(self) -> dict[str, list[str]]:
        """Ids of statements, names of publishers and counterparts."""
        found: dict[str, list[str]] = json.loads(self.names.tobytes())
        return found

    def __len__(self) -> int:
        return len(self.days)

    def day(self, statement: int) -> date:
        """The day of that statement."""
        return date.fromordinal(int(self.days[statement]))


def segment_as_bytes(segment: Segment) -> Pieces:
    """The segment as a file holds it."""
    return arrays_as_bytes({f.name: getattr(segment, f.name) for f in fields(segment)})


def bytes_as_segment(data: bytes | memoryview) -> Segment:
    """The segment in these bytes, which are not copied.

    Raises:
        EvidenceChanged: they are no index, cut short, or of another version.
    """
    return Segment(**bytes_as_arrays(data))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Tokenised:
    """Statements cut into tokens, before they are put in order."""

    written: Sequence[str]
    tokens: Int32
    gaps: Int32
    bounds: Int64  # of each statement
    days: Sequence[int]
    ids: Sequence[str]
    publishers: Sequence[str]
    counterparts: Sequence[str]  # "" for none


def build_segment(issued: Sequence[Issued]) -> Segment:
    """Index these wordings, of a statement each, in any order."""
    vocabulary = Vocabulary()
    kept = sorted(issued, key=lambda i: (i.day, i.statement))
    stream = vocabulary.read([one.text for one in kept])
    gaps = _gaps(stream.tokens, stream.starts, stream.bounds, vocabulary.lengths)
    return assemble(
        Tokenised(
            vocabulary.written,
            stream.tokens,
            gaps,
            stream.bounds,
            [i.day.toordinal() for i in kept],
            [i.statement for i in kept],
            [i.publisher for i in kept],
            [i.counterpart or "" for i in kept],
        )
    )


def assemble(parts: Tokenised) -> Segment:
    """The segment of statements that stand in order of day and id."""
    written = list(parts.written)
    forms = [fold_token(word) for word in written]
    folded = sorted(set(forms), key=_encoded)
    rank = {form: i for i, form in enumerate(folded)}
    folds = np.array([rank[form] for form in forms], np.int32)
    tokens, gaps, starts = _with_ends(parts.tokens, parts.gaps, parts.bounds)
    text = np.append(folds + np.int32(1), np.int32(0))[tokens]  # END, -1, takes the 0 appended
    suffixes = suffix_array(text)
    publishers, counterparts = sorted(set(parts.publishers)), sorted({*parts.counterparts} - {""})
    place_of = {name: place for place, name in enumerate(counterparts)}
    wide = np.flatnonzero(gaps >= WIDE).astype(np.int32)
    told = {
        "ids": [*parts.ids],
        "publishers": publishers,
        "counterparts": counterparts,
    }
    written_words, folded_words = WordList.of(written), WordList.of(folded)
    return Segment(
        tokens=tokens,
        gaps=np.minimum(gaps, WIDE).astype(np.uint8),
        wide_at=wide,
        wide_by=gaps[wide],
        suffixes=suffixes,
        least=_of_blocks(suffixes, np.minimum),
        greatest=_of_blocks(suffixes, np.maximum),
        starts=starts,
        days=np.array(parts.days, np.int32),
        publishers=np.searchsorted(publishers, parts.publishers).astype(np.int32)
        if parts.publishers
        else np.zeros(0, np.int32),
        counterparts=np.array([place_of.get(c, -1) for c in parts.counterparts], np.int32),
        written_text=written_words.text,
        written_ends=written_words.ends,
        lengths=np.array([len(word) for word in written], np.int32),
        folds=folds,
        folded_text=folded_words.text,
        folded_ends=folded_words.ends,
        names=np.frombuffer(json.dumps(told).encode(), np.uint8),
    )


def _encoded(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


def _of_blocks(suffixes: Int32, chosen: np.ufunc) -> Int32:
    if not len(suffixes):
        return np.zeros(0, np.int32)
    made: Int32 = chosen.reduceat(suffixes, np.arange(0, len(suffixes), BLOCK))
    return made


@compiled
def _gaps(tokens: Int32, starts: Int32, bounds: Int64, lengths: Int32) -> Int32:
    """Characters between each token and the one before it, or the start of its text."""
    gaps = np.empty(len(tokens), np.int32)
    for text in range(len(bounds) - 1):
        end = 0
        for i in range(bounds[text], bounds[text + 1]):
            gaps[i] = starts[i] - end
            end = starts[i] + lengths[tokens[i]]
    return gaps


@compiled
def _with_ends(tokens: Int32, gaps: Int32, bounds: Int64) -> tuple[Int32, Int32, Int32]:
    """Tokens and gaps with END set behind each statement, and where each begins."""
    count = len(bounds) - 1
    made = np.empty(len(tokens) + count, np.int32)
    spaces = np.zeros(len(tokens) + count, np.int32)
    starts = np.empty(count + 1, np.int32)
    place = 0
    for statement in range(count):
        starts[statement] = place
        for i in range(bounds[statement], bounds[statement + 1]):
            made[place], spaces[place] = tokens[i], gaps[i]
            place += 1
        made[place] = END
        place += 1
    starts[count] = place
    return made, spaces, starts
