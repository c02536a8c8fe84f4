"""What either database can keep."""

import re

from crossread.model import Sighting

_HALF = re.compile("[\ud800-\udfff]")
KEY_BYTES = 2_000  # of an address or id: PostgreSQL indexes no more than about 2,700


def why_refused(sighting: Sighting) -> str:
    """Why a sighting cannot be kept on every database; empty when it can."""
    readout = sighting.readout
    keys = [sighting.key, sighting.id, *sighting.also]
    if any(len(key.encode("utf-8", "surrogatepass")) > KEY_BYTES for key in keys):
        return f"its address or id is longer than {KEY_BYTES:,} bytes"
    parts = [*keys, sighting.capture.url, sighting.capture.name]
    if readout:
        parts += [readout.text, readout.title, readout.url]
    for part in parts:
        if "\x00" in part:
            return "holds a NUL character, which no database keeps in a text"
        if not part.isascii() and _HALF.search(part):
            return "holds half a character (a lone surrogate)"
    return ""
