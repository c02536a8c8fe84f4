"""The longest stretches of a text that were said before, each with its first use."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from crossread.model.phrase import Stretch, Use
from crossread.model.readout import Span
from crossread.phrases.found import fold_numbers, in_time, statement_at, use_of
from crossread.phrases.parts import NOWHERE, Part
from crossread.phrases.search import Searched, longest_before, uses_before
from crossread.phrases.segment import Segment
from crossread.phrases.sets import Int32
from crossread.phrases.tokens import Vocabulary

LEAST_STRETCH = 4  # tokens: shorter ones ("of the two countries") stand everywhere


def find_stretches(
    parts: Sequence[Part], text: str, before: date | None = None, least: int = LEAST_STRETCH
) -> list[Stretch]:
    """The longest stretches of `text` that the parts have, none inside another.

    Args:
        parts: of the phrase index.
        text: a new text.
        before: only what was issued before that day counts; None: everything.
        least: tokens that a stretch has at the least.
    """
    vocabulary = Vocabulary()
    stream = vocabulary.read([text])
    words = [vocabulary.folded[f] for f in vocabulary.folds[stream.tokens]]
    cuts = [_cut(part.segment, before) for part in parts]
    sought = [fold_numbers(part.segment, words) for part in parts]
    lengths = np.zeros(len(words), np.int32)
    for part, known, cut in zip(parts, sought, cuts, strict=True):
        lengths = np.maximum(lengths, longest_before(_searched(part), known, cut))
    bounds = _uncovered(lengths, least)
    each = [
        uses_before(_searched(part), known, bounds, cut)
        for part, known, cut in zip(parts, sought, cuts, strict=True)
    ]
    lengths_of, found = vocabulary.lengths, []
    for number, (first, behind) in enumerate(bounds.tolist()):
        last = int(stream.starts[behind - 1]) + int(lengths_of[stream.tokens[behind - 1]])
        span = Span(int(stream.starts[first]), last)
        count = sum(int(counts[number]) for counts, _ in each)
        use = _first_of(parts, behind - first, [int(places[number]) for _, places in each])
        said = text[span.start : span.stop]
        found.append(Stretch(span, said, behind - first, count, use))
    return found


def _first_of(parts: Sequence[Part], tokens: int, places: Sequence[int]) -> Use:
    """The first use of so many tokens, given the first place in each part or NOWHERE."""
    firsts = [
        (int(part.segment.days[statement_at(part.segment, place)]), part.segment, place)
        for part, place in zip(parts, places, strict=True)
        if place != NOWHERE
    ]
    earliest = min(day for day, _, _ in firsts)
    uses = (use_of(s, place, tokens) for day, s, place in firsts if day == earliest)
    return min(uses, key=in_time)


def _uncovered(lengths: Int32, least: int) -> Int32:
    """Where each of the longest stretches begins and what stands behind it, none in another."""
    found, covered = [], 0
    for i, length in enumerate(lengths.tolist()):
        if length >= least and i + length > covered:
            covered = i + length
            found.append((i, covered))
    return np.array(found, np.int32).reshape(-1, 2)


def _searched(part: Part) -> Searched:
    segment = part.segment
    return Searched(segment.tokens, segment.folds, segment.suffixes, part.places, part.least)


def _cut(segment: Segment, before: date | None) -> int:
    """The place at which the statements of that day begin."""
    if before is None:
        return len(segment.tokens)
    return int(segment.starts[np.searchsorted(segment.days, before.toordinal())])
