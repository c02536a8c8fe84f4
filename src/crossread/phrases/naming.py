"""The points of a reading as passages, their names masked by kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crossread.coding.figures import find_figures
from crossread.coding.people import mentions
from crossread.coding.points import within
from crossread.coding.reading import Reading
from crossread.lexicon import TermBase
from crossread.model import Span
from crossread.model.phrase import Mask, MaskKind, Passage

KINDS: dict[str, MaskKind] = {  # fields of the term base whose terms are names
    "countries": "country",
    "offices": "office",
    "organisations": "organisation",
    "places": "place",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Which statement a reading is of."""

    statement: str
    publisher: str
    counterpart: str | None
    day: date


def passages_of(reading: Reading, origin: Origin, base: TermBase) -> list[Passage]:
    """One passage a point, in order; spans of its masks count from the start of the point."""
    masks = find_masks(reading, base)
    placed = [(mask.span, mask) for mask in masks]
    return [
        Passage(
            id=f"{origin.statement}#{point.span.start:06d}",  # ids sort as the points stand
            statement=origin.statement,
            publisher=origin.publisher,
            counterpart=origin.counterpart,
            day=origin.day,
            text=point.words,
            masks=tuple(
                Mask(_moved(span, -point.span.start), mask.kind)
                for span, mask in within(placed, point.span)
            ),
        )
        for point in reading.points
    ]


def find_masks(reading: Reading, base: TermBase) -> list[Mask]:
    """Every name and figure of the text, in order, none touching another.

    Of two that touch, the one that begins first is kept, and of those the longer.
    """
    kept: list[Mask] = []
    found = sorted(_all_masks(reading, base), key=lambda m: (m.span.start, -len(m.span), m.kind))
    for mask in found:
        if not kept or kept[-1].span.stop <= mask.span.start:
            kept.append(mask)
    return kept


def _all_masks(reading: Reading, base: TermBase) -> Iterator[Mask]:
    text = reading.readout.text
    for match in reading.matches:
        kind = KINDS.get(match.concept.field)
        if kind is not None:
            yield Mask(match.span, kind)
    for person in reading.parties.people:
        for span in mentions(text, person):
            yield Mask(span, "person")
    months = base.months.get(reading.language.split("-")[0], {})
    issued = reading.readout.date.day if reading.readout.date else None
    for span, figure in find_figures(text, reading.matches, months, issued):
        yield Mask(span, "date" if figure.kind in ("date", "year") else "figure")


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.stop + by)
