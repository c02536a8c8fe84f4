"""Captures as a WARC file, which the web archives' own tools read (ISO 28500:2017, WARC 1.1)."""

import uuid
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from io import BytesIO
from urllib.parse import quote as percent_encoded

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crossread.brief.annotation import as_instant
from crossread.model import Capture

VERSION = "WARC/1.1"
# The bytes of a capture are unpacked; what spoke of them as they were on the wire is kept under
# the name that web archives give it.
_OF_THE_WIRE = ("content-encoding", "transfer-encoding", "content-length")
_KEPT_AS = "X-Archive-Orig-"
_PLAIN = "application/octet-stream"
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:x-crossread:capture")


def captures_as_warc(
    captures: Iterable[tuple[Capture, bytes]], *, software: str, packed: bool = True
) -> Iterator[bytes]:
    """The file in pieces, one a capture, each packed by itself; the same for the same captures.

    An answer of a server is a `response` record with its status and headers, anything else a
    `resource`. There are no requests: what was asked is the address alone.

    Args:
        captures: each with its bytes.
        software: name and version of what writes the file.
        packed: by gzip, as the name of a file that ends with .gz promises.
    """
    is_begun = False
    for capture, data in captures:
        if not is_begun:
            yield _info(software, capture, packed)
            is_begun = True
        yield _record(capture, data, packed)


def _info(software: str, first: Capture, packed: bool) -> bytes:
    """The record that says what the file is."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version=VERSION)
    words = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    made = writer.create_warc_record(
        "",
        "warcinfo",
        payload=BytesIO(words),
        length=len(words),
        warc_headers_dict={
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_NAMES, software)}>",
            "WARC-Date": as_instant(first.at),
        },
    )
    writer.write_record(made)
    made.raw_stream.close()
    return out.getvalue()


def _record(capture: Capture, data: bytes, packed: bool) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version=VERSION)
    is_answer = capture.status is not None and capture.url.startswith(("http://", "https://"))
    made = writer.create_warc_record(
        capture_address(capture),
        "response" if is_answer else "resource",
        payload=BytesIO(data),
        length=len(data),
        warc_content_type="" if is_answer else capture.media_type or _PLAIN,
        http_headers=_http(capture, data) if is_answer else None,
        warc_headers_dict={
            "WARC-Date": as_instant(capture.at),
            "WARC-Record-ID": f"<urn:uuid:{_identity(capture)}>",
        },
    )
    writer.write_record(made)
    made.raw_stream.close()  # warcio leaves its temporary file to the garbage collector
    return out.getvalue()


def capture_address(capture: Capture) -> str:
    """The address that was asked; for a file, one made from its name and place.

    What a bulk file tells of a page is no answer of the page's site.
    """
    if capture.url and capture.via not in ("file", "bulk"):
        return percent_encoded(capture.url, safe="%/:?#[]@!$&'()*+,;=~")
    return f"urn:x-crossread:capture:{percent_encoded(capture.name or capture.digest, safe='')}"


def _identity(capture: Capture) -> uuid.UUID:
    parts = (capture.digest, as_instant(capture.at), capture.via, capture.url, capture.name)
    return uuid.uuid5(_NAMES, "\n".join(parts))


def _http(capture: Capture, data: bytes) -> StatusAndHeaders:
    headers = [(_flat(name), _flat(value)) for name, value in capture.headers]
    kept = [
        (f"{_KEPT_AS}{name}" if name.lower() in _OF_THE_WIRE else name, value)
        for name, value in headers
        if name
    ]
    if capture.media_type and not any(name.lower() == "content-type" for name, _ in kept):
        kept.append(("Content-Type", capture.media_type))
    kept.append(("Content-Length", str(len(data))))
    return StatusAndHeaders(_status(capture.status or 0), kept, protocol="HTTP/1.1")


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return f"{code} Unknown"


def _flat(words: str) -> str:
    """Words that cannot end a header and begin another."""
    return " ".join(words.split()).encode("latin-1", "replace").decode("latin-1")
