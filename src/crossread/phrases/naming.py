"""The names in a text by their kind, and whom it deals with."""

from collections.abc import Iterator, Sequence

from crossread.coding.people import Person
from crossread.coding.reading import Reading
from crossread.model import Span
from crossread.model.phrase import Mask, MaskKind

KINDS: dict[str, MaskKind] = {  # fields of the term base whose terms are names
    "countries": "country",
    "offices": "office",
    "organisations": "organisation",
    "places": "place",
}


def find_masks(reading: Reading) -> list[Mask]:
    """Every name and figure of the text, in order, none touching another.

    Of two that touch, the one that begins first is kept, and of those the longer.
    """
    kept: list[Mask] = []
    found = sorted(_all_masks(reading), key=lambda m: (m.span.start, -len(m.span), m.kind))
    for mask in found:
        if not kept or kept[-1].span.stop <= mask.span.start:
            kept.append(mask)
    return kept


def find_counterpart(reading: Reading, countries: Sequence[str]) -> str | None:
    """The other side of what a statement reports: the country of the other party.

    Args:
        reading: of the statement.
        countries: those that its title or opening names, but for its own.

    None where the opening names no country, or where the party that was found is not among those
    it names: then it was met further down, and is a matter more often than a party.
    """
    other = reading.parties.other
    return other if other in countries else None


def _all_masks(reading: Reading) -> Iterator[Mask]:
    text = reading.readout.text
    for match in reading.matches:
        kind = KINDS.get(match.concept.field)
        if kind is not None:
            yield Mask(match.span, kind)
    for span, person in reading.named:
        yield Mask(_with_given_names(text, span, person), "person")
    for span, figure in reading.figures:
        yield Mask(span, "date" if figure.kind in ("date", "year") else "figure")


def _with_given_names(text: str, family: Span, person: Person) -> Span:
    """The family name with what of the person's other names stands right before it."""
    start = family.start
    for name in reversed(person.name.split()[:-1]):
        if text.endswith(name + " ", 0, start):
            start -= len(name) + 1
    return Span(start, family.stop)
