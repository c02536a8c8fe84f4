"""Small segments made into one, as a log-structured merge tree does it."""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from crossread.phrases.segment import Segment, Tokenised, assemble, repeat_key
from crossread.phrases.sets import Int32

GROWTH = 4  # a segment is left alone while those after it have less than a quarter of its tokens


def segments_to_merge(sizes: Sequence[int]) -> int:
    """How many of the last segments should become one, given the tokens of each; 0 for none.

    Each token is then rewritten a number of times that grows with the logarithm of the archive.
    """
    merged, total = 0, 0
    for number, size in enumerate(reversed(sizes)):
        if number and total * GROWTH >= size:
            merged = number + 1
        total += size
    return merged


def merge_segments(segments: Sequence[Segment]) -> Segment:
    """One segment with the statements of all; a text that stands in two counts once."""
    numbers: dict[str, int] = {}
    renumbered = []
    for segment in segments:
        known = [
            numbers.setdefault(segment.written[i], len(numbers))
            for i in range(len(segment.written))
        ]
        renumbered.append(np.array(known, np.int32))
    listed = sorted(
        (int(segment.days[i]), segment.told["ids"][i], which, i)
        for which, segment in enumerate(segments)
        for i in range(len(segment))
    )
    seen: set[str] = set()
    kept, repeats = [], list(chain.from_iterable(s.told["repeats"] for s in segments))
    for _, identity, which, i in listed:
        key = key_of(segments[which], i)
        if key in seen:
            repeats.append(identity)
        else:
            kept.append((which, i))
        seen.add(key)
    return _gathered(segments, kept, renumbered, [*numbers], repeats)


def key_of(segment: Segment, statement: int) -> str:
    """What tells that a wording of the same publisher was met again."""
    publisher = segment.told["publishers"][int(segment.publishers[statement])]
    return repeat_key(publisher, segment.told["digests"][statement])


def keys_of(segments: Sequence[Segment]) -> frozenset[str]:
    """The keys of all statements in these segments, for `build_segment`."""
    return frozenset(key_of(s, i) for s in segments for i in range(len(s)))


def _gathered(
    segments: Sequence[Segment],
    kept: Sequence[tuple[int, int]],
    renumbered: Sequence[Int32],
    written: Sequence[str],
    repeats: Sequence[str],
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
            [s.told["digests"][i] for s, i in each],
            [s.told["publishers"][int(s.publishers[i])] for s, i in each],
            [
                s.told["counterparts"][c] if c >= 0 else ""
                for (s, _), c in zip(each, used, strict=True)
            ],
            repeats,
        )
    )


def _all_gaps(segment: Segment) -> Int32:
    gaps = segment.gaps.astype(np.int32)
    gaps[segment.wide_at] = segment.wide_by
    return gaps
