"""The points of a statement as passages, each with the names that stand in it."""

from bisect import bisect_left
from collections.abc import Iterator, Set

from crossread.model import Span
from crossread.model.phrase import MASK_KINDS, Mask, Outline, Outlined, Passage


def passages_of(statement: Outlined, wanted: Set[int] | None = None) -> list[Passage]:
    """One passage a point, in order; spans of its masks count from the start of the point.

    Args:
        statement: with its outline.
        wanted: where the points begin that are asked for; all if None.
    """
    outline = statement.outline
    return [
        Passage(
            origin=statement.origin,
            start=start,
            text=statement.text[start:stop],
            masks=tuple(_masks(outline, start, stop)),
        )
        for start, stop in zip(outline.starts, outline.stops, strict=True)
        if wanted is None or start in wanted
    ]


def _masks(outline: Outline, start: int, stop: int) -> Iterator[Mask]:
    """The names that stand wholly between two places, counted from the first."""
    for i in range(bisect_left(outline.name_starts, start), len(outline.name_starts)):
        if outline.name_stops[i] > stop:
            break
        span = Span(outline.name_starts[i] - start, outline.name_stops[i] - start)
        yield Mask(span, MASK_KINDS[outline.name_kinds[i]])


def as_outlined(passage: Passage) -> Outlined:
    """The passage as the only point of a text of which nothing else is known."""
    start = passage.start
    outline = Outline(
        [start],
        [start + len(passage.text)],
        [start + mask.span.start for mask in passage.masks],
        [start + mask.span.stop for mask in passage.masks],
        [MASK_KINDS.index(mask.kind) for mask in passage.masks],
        passage.origin.counterpart,
    )
    return Outlined(passage.origin, " " * start + passage.text, outline)
