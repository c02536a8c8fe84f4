"""Plain text, with or without front matter: kept as it is but for byte-order mark and line ends."""

from crossread.collect.damage import damage_notes
from crossread.collect.encoding import Decoded
from crossread.collect.front_matter import read_front_matter, split_front_matter
from crossread.collect.raw import Raw
from crossread.errors import BadInput
from crossread.model import Readout


def read_plain(raw: Raw, decoded: Decoded) -> Readout:
    """Read a text file.

    Raises:
        BadInput: its front matter is malformed, or nothing follows it.
    """
    parts = split_front_matter(with_plain_line_ends(decoded.text))
    known = read_front_matter(parts.matter, raw.name)
    if not parts.text.strip():
        raise BadInput(f"{raw.name} holds no text", "Give a file or page that holds a statement.")
    notes = (*decoded.notes, *parts.notes, *known.notes, *damage_notes(parts.text))
    return Readout(
        text=parts.text,
        id=known.values.get("id", raw.name),
        publisher=known.values.get("publisher", ""),
        country=known.country,
        date=known.date,
        language=known.language,
        title=known.values.get("title", ""),
        url=known.values.get("url", raw.url),
        notes=notes,
    )


def with_plain_line_ends(text: str) -> str:
    r"""Write every line end as a line feed.

    >>> with_plain_line_ends("one\r\ntwo\rthree")
    'one\ntwo\nthree'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")
