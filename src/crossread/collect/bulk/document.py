"""One document, from a file or an address -> one sighting."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from crossread.collect.bulk.identity import as_key, as_publisher, as_slug, host_of
from crossread.collect.bulk.item import ItemLimits, Origin, Parse
from crossread.collect.bulk.opened import AGAIN, CHANGED, Opened, unreadable
from crossread.collect.encoding import decode
from crossread.collect.kinds import find_kind, is_page
from crossread.collect.notice import find_notice, in_words
from crossread.collect.raw import Raw, as_too_large
from crossread.errors import BadInput, NotAReadout
from crossread.model import Capture, Publisher, Readout, Sighting, digest_of

MEDIA_TYPES = {"pdf": "application/pdf", "page": "text/html", "plain": "text/plain"}
MEDIA_TYPES["word"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_READERS = {"pdf": "pypdf", "word": "python-docx", "page": "trafilatura"}


def read_file(opened: Opened, origin: Origin, limits: ItemLimits, parse: Parse) -> Sighting:
    """Read the one statement that a file holds.

    Raises:
        BadInput: it cannot be read as a text, changed while it was read, or names no publisher.
        TooLarge: it is above the limit.
    """
    try:
        data = opened.stream.read(limits.max_bytes + 1)
    except OSError as error:
        raise unreadable(error) from error
    if len(data) > limits.max_bytes:
        raise as_too_large(origin.name, limits.max_bytes)
    if opened.is_changed():
        raise BadInput(CHANGED, AGAIN)
    raw = Raw(data, opened.path.name)
    readout = parse(data, name=raw.name)
    kind = kind_of(raw)
    given = readout.id if readout.id != raw.name else ""
    capture = Capture(
        digest=digest_of(data),
        size=len(data),
        at=origin.at,
        via="file",
        media_type=MEDIA_TYPES[kind],
        name=origin.name,
    )
    place = as_place(opened.path)
    return _sighting(readout, origin, raw, capture, kind, given=given, key=given or place)


def as_place(path: Path) -> str:
    """The file's whole path: what a text without address or id is known by."""
    return path.resolve().as_posix().encode("utf-8", "backslashreplace").decode()


def read_page(raw: Raw, asked: str, at: datetime, origin: Origin, parse: Parse) -> Sighting:
    """Read a page that was fetched from an address.

    Raises:
        BadInput: it cannot be read as a text.
        NotAReadout: it is a wall, or says that the page is not there.
    """
    if notice := find_notice(raw):
        raise NotAReadout(
            in_words(notice), "Open it in a browser, save it there, and add the file."
        )
    readout = parse(raw.data, name=raw.name, url=raw.url, content_type=raw.content_type)
    capture = Capture(
        digest=digest_of(raw.data),
        size=len(raw.data),
        at=at,
        via="http",
        url=asked,
        final_url=raw.url if raw.url.rstrip("/") != asked.rstrip("/") else "",
        media_type=raw.media_type,
        status=200,
        headers=(("content-type", raw.content_type),) if raw.content_type else (),
        name=origin.name,
    )
    sighting = _sighting(readout, origin, raw, capture, kind_of(raw), key=as_key(asked))
    others = {page_key(url) for url in (asked, raw.url, readout.url)} - {sighting.key, ""}
    return replace(sighting, also=tuple(sorted(others)))


def _sighting(
    readout: Readout,
    origin: Origin,
    raw: Raw,
    capture: Capture,
    kind: str,
    *,
    key: str,
    given: str = "",
) -> Sighting:
    publisher = publisher_of(readout, origin.publisher, is_page=kind == "page")
    return Sighting(
        publisher=publisher,
        key=page_key(readout.url) or key,
        capture=capture,
        data=raw.data,
        readout=readout,
        id=given,
        extractor=extractor_of(kind),
    )


def page_key(url: str) -> str:
    """The key that a page's address makes; none for a site's front page, which sites that are
    badly set up give as the one address of all their pages."""
    key = as_key(url)
    return key if key.count("/") > 2 or "?" in key or "://" not in key else ""


def publisher_of(readout: Readout, default: Publisher | None, *, is_page: bool) -> Publisher:
    """Whose statement it is: as its front matter says, as the caller says, else by its host.

    A page's own name for its site is no more than a label: it differs from page to page.

    Raises:
        BadInput: nothing says it.
    """
    if readout.publisher and not is_page:
        return as_publisher(readout.publisher, readout.country)
    if default:
        return default
    if host := host_of(readout.url):
        return Publisher(id=as_slug(host), name=readout.publisher or host, country=readout.country)
    if readout.publisher:
        return as_publisher(readout.publisher, readout.country)
    hint = "Say it in the file's front matter, or with --publisher ID."
    raise BadInput("does not say who published it", hint)


def kind_of(raw: Raw) -> str:
    """What the document is: "pdf", "word", "page" or "plain"."""
    kind = find_kind(raw)
    if kind != "text":
        return kind
    return "page" if is_page(raw, decode(raw).text) else "plain"


def extractor_of(kind: str) -> str:
    """Name and version of what reads the text out of a kind of document."""
    library = _READERS.get(kind)
    return f"{library}/{version(library)}" if library else "plain/1"


def utc_now() -> datetime:
    """The system's clock."""
    return datetime.now(UTC)


def is_address(source: str) -> bool:
    """Whether words are an address of the web rather than a path."""
    return re.match(r"\s*https?://", source, re.IGNORECASE) is not None
