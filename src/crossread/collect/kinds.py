"""What kind of document some bytes are, told by their first bytes rather than by their name."""

import re
from typing import Literal

from crossread.collect.raw import Raw
from crossread.errors import BadInput

Kind = Literal["pdf", "word", "text"]

ACCEPTED = "Crossread reads plain text, HTML, PDF and DOCX."

# First bytes of the formats that people hand in by mistake: what it is, what to do.
REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF document", "Save it as DOCX or as plain text."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or locked Office file (.doc)", "Save as DOCX."),
    (b"\x89PNG\r\n", "an image (PNG)", "Give the text itself; for a scan, run OCR first."),
    (b"\xff\xd8\xff", "an image (JPEG)", "Give the text itself; for a scan, run OCR first."),
    (b"GIF8", "an image (GIF)", "Give the text itself; for a scan, run OCR first."),
    (b"RIFF", "an image, sound or video", "Give the text itself."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and give the file inside."),
    (b"BZh9", "a compressed file (bzip2)", "Unpack it and give the file inside."),
    (b"\xfd7zXZ\x00", "a compressed file (xz)", "Unpack it and give the file inside."),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", "Unpack it and give the file inside."),
    (b"Rar!\x1a\x07", "an archive (RAR)", "Unpack it and give the file inside."),
    (b"\x7fELF", "a program", ACCEPTED),
)

# Members that tell what an archive really is.
PACKAGES: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.xml", "a spreadsheet (XLSX)", "Copy the statement into a text file."),
    ("ppt/presentation.xml", "a presentation (PPTX)", "Copy the statement into a text file."),
    ("content.xml", "an OpenDocument file (ODT)", "Save it as DOCX or as plain text."),
    ("META-INF/container.xml", "an e-book (EPUB)", "Copy the statement into a text file."),
)

_MEDIA = re.compile(r"(image|audio|video|font)/")
# The tags by which the WHATWG "MIME Sniffing" standard knows a page.
_PAGE = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--|<(!doctype\s+html|html|head|body|script|iframe|h1|div|font|table"
    r"|a|style|title|b|br|p)[\s>])",
    re.IGNORECASE,
)
_FEED = re.compile(r"<(rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]")
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")


def refuse_declared_media(raw: Raw) -> None:
    """Refuse what its sender calls an image, a sound, a video or a font, and JSON.

    Raises:
        BadInput: naming the declared type.
    """
    if _MEDIA.match(raw.media_type) or raw.media_type == "application/json":
        raise BadInput(f"{raw.name} is {raw.media_type}, not a text", ACCEPTED)
    if raw.suffix in (".json", ".jsonl") and not raw.media_type:
        raise BadInput(f"{raw.name} is JSON, not a text", ACCEPTED)


def find_kind(raw: Raw) -> Kind:
    """Tell PDF, DOCX and text (HTML included) apart.

    Raises:
        BadInput: the bytes are of a kind that crossread does not read.
    """
    start = raw.data[:64].lstrip(b"\xef\xbb\xbf\t\r\n\x0c ")
    for magic, what, hint in REFUSED:
        if start.startswith(magic):
            raise BadInput(f"{raw.name} is {what}", hint)
    if start.startswith(b"%PDF-"):
        return "pdf"
    return _kind_of_package(raw) if start.startswith(b"PK\x03\x04") else "text"


def _kind_of_package(raw: Raw) -> Kind:
    from crossread.collect.packed import Package

    names = Package(raw).names
    if "word/document.xml" in names:
        return "word"
    for member, what, hint in PACKAGES:
        if member in names:
            raise BadInput(f"{raw.name} is {what}", hint)
    raise BadInput(f"{raw.name} is an archive (ZIP)", "Unpack it and give the file inside.")


def is_page(raw: Raw, text: str) -> bool:
    """Whether a decoded text is an HTML page.

    Raises:
        BadInput: it is a feed, a site map or some other XML.
    """
    if _PAGE.match(text):
        return True
    start = text[:2000].lstrip()
    if start.startswith("<?xml") or _FEED.match(start):
        return _is_xhtml(raw, start)
    declared = "html" in raw.media_type or raw.suffix in _PAGE_SUFFIXES
    return declared and re.search(r"<[a-zA-Z!]", text) is not None


def _is_xhtml(raw: Raw, start: str) -> bool:
    if re.search(r"<html[\s>]", start):
        return True
    what = "a feed or a site map" if _FEED.search(start) else "an XML document"
    raise BadInput(f"{raw.name} is {what}", "Give the address of the statement itself.")
