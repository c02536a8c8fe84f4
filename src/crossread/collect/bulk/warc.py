"""WARC, the archives of the web: answers of servers, with when and what was asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from crossread.collect.bulk.framing import RecordReader
from crossread.collect.bulk.item import Item, ItemLimits, Origin, Parse, refusal_of
from crossread.collect.bulk.opened import Opened, unreadable
from crossread.collect.bulk.warc_answer import Answer, as_item, is_document
from crossread.errors import BadInput, CrossreadError, TooLarge
from crossread.model import Refusal

_WANTED = frozenset({b"response", b"resource", b"revisit"})
_NOT_MODIFIED = "server-not-modified"  # how the profile of a revisit after a 304 ends


def read_warc(
    opened: Opened, origin: Origin, limits: ItemLimits, parse: Parse, *, packed: bool
) -> Iterator[Item]:
    """The documents of a file, each damaged record a refusal.

    Pictures, styles and scripts are passed over. A revisit (the same answer as before, kept
    only once) is read with the payload that it refers to, in a second pass over the file.
    """
    pending: dict[str, list[Answer]] = {}
    reading = _Reading(origin, limits, parse, packed)
    try:
        for answer in reading.answers(opened):
            if isinstance(answer, Refusal):
                yield answer
            elif answer.refers_to:
                pending.setdefault(answer.refers_to, []).append(answer)
            elif is_document(answer):
                yield as_item(answer, origin, parse)
        if pending:
            yield from reading.revisits(opened, pending)
    except OSError as error:
        yield refusal_of(unreadable(error), origin.name)


@dataclass(frozen=True, slots=True)
class _Reading:
    origin: Origin
    limits: ItemLimits
    parse: Parse
    packed: bool

    def answers(self, opened: Opened) -> Iterator[Answer | Refusal]:
        """Every answer in the file, whatever it holds."""
        opened.stream.seek(0)
        reader = RecordReader(
            opened.stream,
            packed=self.packed,
            wanted=_WANTED,
            max_bytes=self.limits.max_bytes,
        )
        for framed in reader.records():
            name = f"{self.origin.name}, record {framed.number}"
            try:
                if framed.error:
                    raise framed.error
                yield _read_answer(framed.data, name, self.limits.max_bytes)
            except CrossreadError as error:
                yield refusal_of(error, name)

    def revisits(self, opened: Opened, pending: dict[str, list[Answer]]) -> Iterator[Item]:
        """The second pass: payloads to the revisits that refer to them."""
        for answer in self.answers(opened):
            if isinstance(answer, Refusal) or answer.refers_to:
                continue
            for revisit in pending.pop(answer.payload_digest, ()):
                whole = replace(
                    revisit,
                    data=answer.data,
                    headers=revisit.headers or answer.headers,
                    status=revisit.status or answer.status,
                    content_type=revisit.content_type or answer.content_type,
                )
                if is_document(whole):
                    yield as_item(whole, self.origin, self.parse)
        for revisit in (one for many in pending.values() for one in many):
            reason = "refers to an earlier answer that is not in this file"
            yield Refusal(revisit.name, reason, "Add the file that holds it too, as one file.")


def _read_answer(data: bytes, name: str, max_bytes: int) -> Answer:
    """One record, as warcio reads it.

    Raises:
        BadInput: it is damaged, or lacks an address or a time.
        TooLarge: it unpacks to more than the limit.
    """
    try:
        record = ArcWarcRecordLoader(verify_http=False, arc2warc=False).parse_record_stream(
            BytesIO(data), known_format="warc", check_digests=True
        )
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError) as error:
        raise BadInput("is damaged: its header cannot be read") from error
    except (ValueError, AttributeError, TypeError) as error:  # no address, odd lengths
        raise BadInput("is damaged: its header lacks what it needs") from error
    payload = _payload(record, max_bytes)
    if record.digest_checker.passed is False:
        raise BadInput("is damaged: its bytes are not those that its digest stands for")
    return _as_answer(record, payload, name)


def _payload(record: Any, max_bytes: int) -> bytes:
    """The document, out of what the server packed it in."""
    content, stream = bytearray(), record.content_stream()
    try:
        while chunk := stream.read(1 << 16):
            content += chunk
            if len(content) > max_bytes:
                raise TooLarge(f"unpacks to more than the limit of {max_bytes:,} bytes")
    except (OSError, ValueError, EOFError) as error:  # ChunkedDataException is one too
        raise BadInput("is damaged: it could not be unpacked") from error
    return bytes(content)


def _as_answer(record: Any, payload: bytes, name: str) -> Answer:
    header, http = record.rec_headers.get_header, record.http_headers
    profile = (header("WARC-Profile") or "").rstrip("/")
    refers_to, status = "", _status(http)
    if record.rec_type == "revisit":
        if profile.endswith(_NOT_MODIFIED):
            status = 304
        else:
            refers_to = header("WARC-Payload-Digest") or "?"
    return Answer(
        name=name,
        url=(header("WARC-Target-URI") or "").strip("<> "),
        at=_moment(header("WARC-Date")),
        status=status,
        headers=tuple((key, value) for key, value in http.headers) if http else (),
        content_type=_content_type(record),
        data=payload,
        payload_digest=header("WARC-Payload-Digest") or "",
        refers_to=refers_to,
    )


def _status(http: Any) -> int | None:
    code = http.get_statuscode() if http else ""
    return int(code) if code.isdecimal() and len(code) == 3 else None


def _content_type(record: Any) -> str:
    if record.rec_type == "resource":
        return record.content_type or ""
    return (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""


def _moment(words: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(words or "")
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"has no time that can be read: {(words or '')[:40]!r}") from error
