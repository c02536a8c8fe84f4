"""Passages for tests, with their names masked."""

from datetime import date, timedelta

from crossread.model import Span
from crossread.model.phrase import Mask, MaskKind, Origin, Passage

BEGIN = date(2021, 5, 20)
KINDS: dict[str, MaskKind] = {"N": "country", "S": "country", "O": "person"}


def passage(
    number: int,
    text: str,
    day: int | None = None,
    names: str = "",
    statement: str = "",
    publisher: str = "norland-mfa",
    counterpart: str | None = "SUD",
    genre: str = "contact",
) -> Passage:
    """A passage issued `day` (or `number`) days after the archive begins.

    Args:
        names: words of the text that are names, told by their first letter: Norland and Sudria
            are countries, Orlan and Odell persons.
    """
    origin = Origin(
        statement=statement or f"s{number:03d}",
        publisher=publisher,
        government=publisher.split("-")[0],
        counterpart=counterpart,
        genre=genre,
        day=BEGIN + timedelta(days=number if day is None else day),
    )
    return Passage(
        origin=origin,
        start=number,
        text=text,
        masks=tuple(sorted((_mask(text, name) for name in names.split()), key=lambda m: m.span)),
    )


def _mask(text: str, name: str) -> Mask:
    start = text.index(name)
    return Mask(Span(start, start + len(name)), KINDS[name[0]])
