"""The countries that a statement is about, as far as its title and opening tell."""

from crossread.coding.parties import OPENING
from crossread.coding.reading import Scan


def find_counterparts(scan: Scan, own: str | None) -> tuple[str, ...]:
    """ISO codes of the countries that the title or the opening sentences name, but for `own`.

    In alphabetical order; empty where none is named. A statement may name several, and one that
    is named need not have been spoken with: this finds statements, it judges nothing.
    """
    stop = scan.sentences[min(OPENING, len(scan.sentences)) - 1].stop
    opening = (m for m in scan.matches if m.span.stop <= stop)
    named = (m for m in (*scan.title_matches, *opening) if m.concept.field == "countries")
    return tuple(sorted({m.concept.id for m in named} - {own}))
