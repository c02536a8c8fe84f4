"""What a server's answer, kept in a WARC file, says of a statement."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from crossread.collect.bulk.document import extractor_of, kind_of, page_key, publisher_of
from crossread.collect.bulk.identity import as_key, as_slug, host_of
from crossread.collect.bulk.item import Item, Origin, Parse, legible_name, refusal_of
from crossread.collect.bulk.record import MEDIA_TYPE, read_record
from crossread.collect.notice import find_notice
from crossread.collect.raw import Raw
from crossread.errors import BadInput, CrossreadError
from crossread.model import Capture, Outcome, Publisher, Sighting, digest_of

_DOCUMENT = re.compile(
    r"(text/(html|plain|markdown)|application/(xhtml\+xml|pdf|json|msword|"
    r"vnd\.openxmlformats-officedocument\.wordprocessingml\.document))?$"
)
_SIDE_FILES = re.compile(r"/(robots\.txt|favicon\.ico|.*\.(js|css))$", re.IGNORECASE)
_GONE, _BLOCKED = (404, 410), (401, 403, 429, 451)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One record of a WARC file."""

    name: str  # file and place in it
    url: str
    at: datetime
    status: int | None  # None: no HTTP, a file that was put into the archive
    headers: tuple[tuple[str, str], ...]
    content_type: str
    data: bytes
    payload_digest: str = ""
    refers_to: str = ""  # the payload digest of an earlier answer that it repeats

    @property
    def media_type(self) -> str:
        """The declared type in lower case, without its parameters."""
        return self.content_type.partition(";")[0].strip().lower()


def is_document(answer: Answer) -> bool:
    """Whether it may hold a statement, or tells that one was not there."""
    if _SIDE_FILES.search(answer.url.partition("?")[0]):
        return False
    return outcome_of(answer.status) != "seen" or bool(_DOCUMENT.match(answer.media_type))


def outcome_of(status: int | None) -> Outcome:
    """What a status of HTTP says of a page, coarsely; a 200 may still be a soft 404.

    >>> [outcome_of(status) for status in (200, 304, 301, 404, 403, 503)]
    ['seen', 'unchanged', 'redirected', 'gone', 'blocked', 'failed']
    """
    if status in (None, 200, 203):
        return "seen"
    if status == 304:
        return "unchanged"
    if status in _GONE:
        return "gone"
    if status in _BLOCKED:
        return "blocked"
    return "redirected" if status is not None and 300 <= status < 400 else "failed"


def as_item(answer: Answer, origin: Origin, parse: Parse) -> Item:
    """The sighting that an answer is, or why it is none."""
    try:
        if not answer.url:
            raise BadInput("does not say which address was asked")
        if (outcome := outcome_of(answer.status)) != "seen":
            return _without_text(answer, origin, outcome)
        if answer.media_type == MEDIA_TYPE:
            return _of_record(answer, origin)
        return _of_document(answer, origin, parse)
    except CrossreadError as error:
        return refusal_of(error, answer.name)


def _of_document(answer: Answer, origin: Origin, parse: Parse) -> Sighting:
    web = answer.url if host_of(answer.url) else ""
    raw = Raw(answer.data, web or answer.name, web, answer.content_type)
    if web and answer.status is not None and (notice := find_notice(raw, answer.headers)):
        return _without_text(answer, origin, notice.outcome)
    readout = parse(raw.data, name=raw.name, url=raw.url, content_type=raw.content_type)
    kind = kind_of(raw)
    key = as_key(web) or page_key(readout.url) or answer.url
    others = {page_key(readout.url)} - {key, ""}
    return Sighting(
        publisher=publisher_of(readout, origin.publisher, is_page=kind == "page"),
        key=key,
        capture=_capture(answer),
        data=answer.data,
        readout=readout,
        extractor=extractor_of(kind),
        also=tuple(others),
    )


def _of_record(answer: Answer, origin: Origin) -> Sighting:
    """A record of a bulk file that was itself exported as WARC."""
    place = replace(origin, name=answer.name, at=answer.at, via="warc")
    sighting = read_record(answer.data, place)
    return replace(sighting, capture=_capture(answer))


def _without_text(answer: Answer, origin: Origin, outcome: Outcome) -> Sighting:
    return Sighting(
        publisher=_publisher(answer.url, origin.publisher),
        key=as_key(answer.url),
        capture=_capture(answer),
        data=answer.data,
        outcome=outcome,
    )


def _publisher(url: str, default: Publisher | None) -> Publisher:
    if default:
        return default
    if host := host_of(url):
        return Publisher(id=as_slug(host), name=host)
    raise BadInput("does not say who published it", "Say it with --publisher ID.")


def _capture(answer: Answer) -> Capture:
    return Capture(
        digest=digest_of(answer.data),
        size=len(answer.data),
        at=answer.at,
        via="warc",
        url=answer.url if host_of(answer.url) else "",
        media_type=answer.media_type,
        status=answer.status,
        headers=answer.headers,
        name=legible_name(answer.name),
    )
