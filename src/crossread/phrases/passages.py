"""The points of a statement as passages, each with the names that stand in it."""

from collections.abc import Set

from crossread.model import Span
from crossread.model.phrase import MASK_KINDS, Mask, Outline, Outlined, Passage


def passages_of(statement: Outlined, wanted: Set[int] | None = None) -> list[Passage]:
    """One passage a point, in order; spans of its masks count from the start of the point.

    Args:
        statement: with its outline.
        wanted: where the points begin that are asked for; all if None.
    """
    outline, found, first = statement.outline, [], 0
    names = list(zip(outline.name_starts, outline.name_stops, outline.name_kinds, strict=True))
    for start, stop in zip(outline.starts, outline.stops, strict=True):
        while first < len(names) and names[first][0] < start:
            first += 1
        if wanted is not None and start not in wanted:
            continue
        masks = []
        for name_start, name_stop, kind in names[first:]:
            if name_stop > stop:
                break
            masks.append(Mask(Span(name_start - start, name_stop - start), MASK_KINDS[kind]))
        found.append(
            Passage(
                origin=statement.origin,
                start=start,
                text=statement.text[start:stop],
                masks=tuple(masks),
            )
        )
    return found


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
