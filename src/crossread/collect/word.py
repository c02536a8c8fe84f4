"""DOCX -> readout: every paragraph in order, tables and tracked insertions included."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from crossread.collect.damage import damage_notes
from crossread.collect.document import as_date_note, as_title
from crossread.collect.packed import DAMAGE, Package, as_damaged
from crossread.collect.raw import Raw
from crossread.errors import BadInput
from crossread.model import Readout

# Text under these is not part of the document as it reads: old places, second copies.
_LEFT_OUT = frozenset(
    {
        qn("w:del"),
        qn("w:moveFrom"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_TRACKED = {qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo")}
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
}


def read_word(raw: Raw) -> Readout:
    """Read a DOCX document.

    Raises:
        BadInput: it is damaged, locked or empty.
        TooLarge: it unpacks to more than a document holds.
    """
    Package(raw).check()
    try:
        document = docx.Document(BytesIO(raw.data))
        title, created = _properties(document)
        body = document.element.body
        text = "\n".join(_paragraphs(body)).strip("\n")
        is_tracked = any(element.tag in _TRACKED for element in body.iter())
    except (OpcError, LxmlError, TypeError, AttributeError, *DAMAGE) as error:
        raise as_damaged(raw) from error
    if not text.strip():
        raise BadInput(f"{raw.name} holds no text", "If it is a scan, run OCR first.")
    notes = (*_tracked_note(is_tracked), *as_date_note(created), *damage_notes(text))
    return Readout(text=text, id=raw.name, title=title, url=raw.url, notes=notes)


def _tracked_note(is_tracked: bool) -> tuple[str, ...]:
    note = "has tracked changes: read with its insertions and without its deletions"
    return (note,) if is_tracked else ()


def _paragraphs(body: Any) -> Iterator[str]:
    for paragraph in body.iter(qn("w:p")):
        if not any(parent.tag in _LEFT_OUT for parent in paragraph.iterancestors()):
            yield "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    """The text of a paragraph; a text box inside it is a paragraph of its own."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _LEFT_OUT and child.tag not in (qn("w:p"), qn("w:pPr")):
            yield from _pieces(child)


def _properties(document: Any) -> tuple[str, str]:
    """The title and the day of making (ISO), as the file states them; empty if it does not."""
    try:
        # Asked for directly: python-docx makes up properties for a file that has none.
        part = document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    except KeyError:
        return "", ""
    stated = part.core_properties
    created = stated.created
    return as_title(stated.title or ""), created.date().isoformat() if created else ""
