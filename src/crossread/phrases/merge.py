"""Small segments made into one, as a log-structured merge tree does it."""

from collections.abc import Sequence

import numpy as np

from crossread.phrases.parts import Part
from crossread.phrases.segment import Segment, Tokenised, assemble
from crossread.phrases.sets import Int32

LARGE = 4_000_000  # tokens of a part that is not merged any more: some seconds of work
GROWTH = 4  # a segment is left alone while those after it have less than a quarter of its tokens


def parts_to_merge(sizes: Sequence[int]) -> int:
    """How many of the last parts should become one, given the tokens of each; 0 for none.

    Each token is then rewritten a number of times that grows with the logarithm of the archive.
    A part that is large enough is left alone.
    """
    merged, total = 0, 0
    for number, size in enumerate(reversed(sizes)):
        if size >= LARGE:
            break
        if number and total * GROWTH >= size:
            merged = number + 1
        total += size
    return merged


def merge_parts(parts: Sequence[Part]) -> Segment:
    """One segment with the statements of all that are not dead."""
    numbers: dict[str, int] = {}
    renumbered = []
    for part in parts:
        written = part.segment.written
        known = [numbers.setdefault(written[i], len(numbers)) for i in range(len(written))]
        renumbered.append(np.array(known, np.int32))
    listed = sorted(
        (int(part.segment.days[i]), part.segment.told["ids"][i], which, i)
        for which, part in enumerate(parts)
        for i in part.alive()
    )
    kept = [(which, i) for _, _, which, i in listed]
    return _gathered([part.segment for part in parts], kept, renumbered, [*numbers])


def _gathered(
    segments: Sequence[Segment],
    kept: Sequence[tuple[int, int]],
    renumbered: Sequence[Int32],
    written: Sequence[str],
) -> Segment:
    tokens, gaps = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    full = [_all_gaps(segment) for segment in segments]
    for which, i in kept:
        segment = segments[which]
        place = slice(int(segment.starts[i]), int(segment.starts[i + 1]) - 1)
        tokens.append(renumbered[which][segment.tokens[place]])
        gaps.append(full[which][place])
    bounds = np.cumsum([0, *(len(t) for t in tokens[1:])])
    each = [(segments[which], i) for which, i in kept]
    used = [int(s.counterparts[i]) for s, i in each]
    return assemble(
        Tokenised(
            written,
            np.concatenate(tokens),
            np.concatenate(gaps),
            bounds,
            [int(s.days[i]) for s, i in each],
            [s.told["ids"][i] for s, i in each],
            [s.told["publishers"][int(s.publishers[i])] for s, i in each],
            [
                s.told["counterparts"][c] if c >= 0 else ""
                for (s, _), c in zip(each, used, strict=True)
            ],
        )
    )


def _all_gaps(segment: Segment) -> Int32:
    gaps = segment.gaps.astype(np.int32)
    gaps[segment.wide_at] = segment.wide_by
    return gaps
