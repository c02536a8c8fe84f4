"""Bytes -> readout: find out what they are and hand them to the reader of that format."""

from crossread.collect.document import with_title_cut
from crossread.collect.encoding import decode
from crossread.collect.kinds import ACCEPTED, find_kind, is_page, refuse_declared_media
from crossread.collect.plain import read_plain
from crossread.collect.raw import Raw
from crossread.errors import BadInput
from crossread.model import Readout


def read_bytes(data: bytes, *, name: str, url: str = "", content_type: str = "") -> Readout:
    """Read a document that is already in memory.

    The content decides what it is; the name and the declared type only break ties.

    Args:
        data: the document: plain text, HTML, PDF or DOCX.
        name: what errors call it; also the readout's id where the document gives none.
        url: where it came from.
        content_type: the HTTP header, with its charset, if there was one.

    Raises:
        BadInput: it is empty, binary, damaged, or of a kind that crossread does not read.
        NotAReadout: a page without running text.
        TooLarge: it unpacks to more than a document holds.
    """
    raw = Raw(data, name, url, content_type)
    refuse_declared_media(raw)
    if not data.strip():
        raise BadInput(f"{name} is empty", ACCEPTED)
    kind = find_kind(raw)
    if kind == "pdf":
        from crossread.collect.pdf import read_pdf

        return with_title_cut(read_pdf(raw))
    if kind == "word":
        from crossread.collect.word import read_word

        return with_title_cut(read_word(raw))
    return with_title_cut(_read_text(raw))


def _read_text(raw: Raw) -> Readout:
    decoded = decode(raw)
    if not is_page(raw, decoded.text):
        return read_plain(raw, decoded)
    from crossread.collect.web_page import read_web_page

    return read_web_page(raw, decoded)
