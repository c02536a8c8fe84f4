"""PDF -> readout: the text layer, its line breaks joined into paragraphs."""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from crossread.collect.damage import damage_notes
from crossread.collect.document import as_date_note, as_title, clean
from crossread.collect.quiet import keep_off_terminal
from crossread.collect.raw import Raw
from crossread.errors import BadInput, TooLarge
from crossread.model import Readout

MAX_PAGES = 500
MAX_CHARACTERS = 20_000_000
# A line shorter than this share of the page's widest, before a new sentence, ends a paragraph.
SHORT_LINE = 0.75

# What pypdf lets out on broken files, beside its own errors.
_DAMAGE = (
    PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    RuntimeError, AssertionError, OSError, EOFError, zlib.error, struct.error,
)  # fmt: skip
_PRINT_AGAIN = "Open it in a PDF viewer and print it to a new PDF, or copy its text into a file."
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BROKEN_WORD = re.compile(r"\w-$")
_SENTENCE_END = re.compile(r"[.!?…。！？:：][\"'”’»）)]*$")


def read_pdf(raw: Raw) -> Readout:
    """Read a PDF that has a text layer.

    Raises:
        BadInput: it is broken, encrypted, or holds only scanned pages.
        TooLarge: it has more than `MAX_PAGES` pages.
    """
    keep_off_terminal("pypdf")
    try:
        reader = _open(raw)
        pages = _page_texts(raw, reader)
        title, created = _properties(reader)
    except DependencyError as error:
        raise _encrypted(raw) from error
    except _DAMAGE as error:
        raise BadInput(f"{raw.name} is a broken PDF", _PRINT_AGAIN) from error
    text, hyphens = _join_pages(pages)
    if not any(char.isalnum() for char in text):
        raise BadInput(f"{raw.name}: scanned pages, no text: run OCR first", _OCR)
    notes = (_HOW, *_gaps(pages), *_hyphen_note(hyphens), *as_date_note(created))
    return Readout(
        text=text, id=raw.name, title=title, url=raw.url, notes=(*notes, *damage_notes(text))
    )


_HOW = "PDF: line breaks of the page were joined into paragraphs"
_OCR = "Text recognition (OCR) adds a text layer; compare its result with the page."


def _open(raw: Raw) -> PdfReader:
    reader = PdfReader(BytesIO(raw.data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted(raw)
    if len(reader.pages) > MAX_PAGES:
        fact = f"{raw.name} has {len(reader.pages)} pages; the limit is {MAX_PAGES}"
        raise TooLarge(fact, "Give the pages of the statement as a file of their own.")
    return reader


def _encrypted(raw: Raw) -> BadInput:
    return BadInput(f"{raw.name} is an encrypted PDF", "Save a copy without a password.")


def _page_texts(raw: Raw, reader: PdfReader) -> list[str]:
    pages: list[str] = []
    room = MAX_CHARACTERS
    for page in reader.pages:
        pages.append(clean(page.extract_text()))
        room -= len(pages[-1])
        if room < 0:
            fact = f"{raw.name} holds more than {MAX_CHARACTERS:,} characters"
            raise TooLarge(fact, "Give the pages of the statement as a file of their own.")
    return pages


def _properties(reader: PdfReader) -> tuple[str, str]:
    """The title and the day of making (ISO), as the file states them; empty if it does not."""
    stated = reader.metadata
    if stated is None:
        return "", ""
    try:
        created = stated.creation_date
    except ValueError:
        created = None
    return as_title(stated.title or ""), created.date().isoformat() if created else ""


def _gaps(pages: list[str]) -> tuple[str, ...]:
    bare = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    return (f"pages without text (scans?): {', '.join(bare)}",) if bare else ()


def _hyphen_note(hyphens: int) -> tuple[str, ...]:
    note = f"{hyphens} words broken by a hyphen at a line end keep it: re-sign is not resign"
    return (note,) if hyphens else ()


def _join_pages(pages: list[str]) -> tuple[str, int]:
    """One line a paragraph, and how many of the lines joined ended in a hyphen."""
    paragraphs: list[str] = []
    is_open = False
    hyphens = 0
    for line, ends_paragraph in _printed_lines(pages):
        if is_open:
            hyphens += _BROKEN_WORD.search(paragraphs[-1]) is not None
            paragraphs[-1] = join_lines(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        is_open = not ends_paragraph
    return "\n".join(paragraphs), hyphens


def _printed_lines(pages: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line that is not blank, and whether a paragraph ends with it."""
    for number, page in enumerate(pages, 1):
        lines = _without_page_number(page.split("\n"), number)
        width = max(map(len, lines))
        for line, following in zip_longest(lines, lines[1:]):
            if line:
                yield line, _ends_paragraph(line, following, width)


def _without_page_number(lines: list[str], number: int) -> list[str]:
    """A page's lines without its bare number at head or foot: it would cut a sentence in two."""
    lines = [" ".join(line.split()) for line in "\n".join(lines).strip().split("\n")]
    own = re.compile(rf"\W*{number}\W*(of \d+|/ ?\d+)?")
    if len(lines) > 1 and own.fullmatch(lines[-1]):
        lines = lines[:-1]
    return lines[1:] if len(lines) > 1 and own.fullmatch(lines[0]) else lines


def _ends_paragraph(line: str, following: str | None, width: int) -> bool:
    """Judge by the next line on the page; the end of a page (None) ends no paragraph by itself."""
    is_short = len(line) < SHORT_LINE * width
    if following is None:
        return is_short and _SENTENCE_END.search(line) is not None
    return not following or (is_short and not following[0].islower())


def join_lines(first: str, second: str) -> str:
    """Join two lines of a paragraph: no space between Chinese characters or after a hyphen.

    >>> join_lines("long-", "term aid"), join_lines("双方", "同意"), join_lines("aid -", "and")
    ('long-term aid', '双方同意', 'aid - and')
    """
    if first.endswith("\u00ad"):
        return first[:-1] + second
    is_tight = _BROKEN_WORD.search(first) or (_CJK.match(first[-1]) and _CJK.match(second[0]))
    return first + second if is_tight else f"{first} {second}"
