"""What either database can keep."""

import re
from collections.abc import Iterator

from crossread.model import Sighting

_HALF = re.compile("[\ud800-\udfff]")
KEY_BYTES = 2_000  # of an address or id: PostgreSQL indexes no more than about 2,700


def why_refused(sighting: Sighting) -> str:
    """Why a sighting cannot be kept on every database; empty when it can."""
    keys = [sighting.key, sighting.id, *sighting.also]
    if any(len(key.encode("utf-8", "surrogatepass")) > KEY_BYTES for key in keys):
        return f"its address or id is longer than {KEY_BYTES:,} bytes"
    plain = [*keys, *_plain(sighting)]
    if any("\x00" in part for part in plain):
        return "holds a NUL character, which no database keeps in a text"
    if any(not part.isascii() and _HALF.search(part) for part in (*plain, *_lists(sighting))):
        return "holds half a character (a lone surrogate)"
    return ""


def _plain(sighting: Sighting) -> Iterator[str]:
    """What enters a row as it is, beside the keys."""
    publisher, capture, readout = sighting.publisher, sighting.capture, sighting.readout
    yield from (publisher.id, publisher.name, publisher.country or "")
    yield from (sighting.genre, sighting.extractor)
    yield from (capture.url, capture.final_url, capture.media_type, capture.name)
    if readout:
        yield from (readout.text, readout.title, readout.url, readout.language)


def _lists(sighting: Sighting) -> Iterator[str]:
    """What enters a row as JSON, which writes NUL in letters."""
    yield from sighting.publisher.languages
    for pair in sighting.capture.headers:
        yield from pair
    if sighting.readout:
        yield from sighting.readout.notes
