"""Quotes as Web Annotations, which any reader of the W3C's data model can place again.

R. Sanderson, P. Ciccarese, B. Young (eds.), "Web Annotation Data Model", W3C Recommendation,
23 February 2017. Positions count Unicode code points of the text whose SHA-256 the annotation
gives; a digest is written as an address of RFC 6920 ("Naming Things with Hashes").
"""

import base64
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote as percent_encoded

from crossread.errors import BadInput, EvidenceChanged
from crossread.model import Cited, Quote, Readout, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = {"crossread": "urn:x-crossread:", "textDigest": "crossread:textDigest"}
TERMS["field"] = "crossread:field"
AROUND = 32  # characters of prefix and suffix; as long as the specification's own examples


def quote_as_annotation(
    quote: Quote, cited: Cited, *, tags: Iterable[str] = (), identity: str = ""
) -> dict[str, Any]:
    """One quote, with where it stood, in which capture, and the digests that prove it.

    Args:
        quote: words of the cited wording.
        cited: the statement, its wording and its capture.
        tags: what the passage is about, as bodies of the annotation.
        identity: the annotation's own; made from statement, digest and place if left out.

    Raises:
        EvidenceChanged: the wording does not read as quoted.
    """
    cited.check(quote)
    text = cited.readout.field_text(quote.field)
    place = f"{quote.field}={quote.span.start},{quote.span.stop}"
    annotation: dict[str, Any] = {
        "@context": [CONTEXT, TERMS],
        "id": identity or f"{statement_address(cited)}:{quote.digest}:{place}",
        "type": "Annotation",
        "motivation": "tagging" if (bodies := _bodies(tags)) else "highlighting",
    }
    if bodies:
        annotation["body"] = bodies
    annotation["target"] = {
        "type": "SpecificResource",
        "source": _source(cited),
        "state": _state(cited),
        "selector": _selectors(text, quote.span),
        "textDigest": digest_address(quote.digest),
        "field": quote.field,
    }
    return annotation


def annotations_as_page(annotations: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Many annotations as one collection with one page, as the data model nests them."""
    items = [
        {name: value for name, value in one.items() if name != "@context"} for one in annotations
    ]
    return {
        "@context": [CONTEXT, TERMS],
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def check_annotation(annotation: dict[str, Any], readout: Readout) -> Span:
    """Where the annotation's words stand in a text, when they stand there exactly.

    Both selectors must give the same words and the text must be the one that was quoted: a
    near match is a way to find a passage again, never a citation of it.

    Raises:
        BadInput: the annotation is not one of a quotation.
        EvidenceChanged: the text is another one, or reads otherwise there.
    """
    try:
        target = annotation["target"]
        words, place = (_selector(target, kind) for kind in _KINDS)
        span = Span(place["start"], place["end"])
        exact, prefix, suffix = words["exact"], words["prefix"], words["suffix"]
        text = readout.field_text(target["field"])
        digest = target["textDigest"]
    except (KeyError, TypeError, StopIteration) as error:
        raise BadInput("the annotation lacks a selector of a quotation, or its digest") from error
    found = text[span.start : span.stop]
    before, after = text[: span.start], text[span.stop :]
    is_there = found == exact and before.endswith(prefix) and after.startswith(suffix)
    if not is_there or digest != digest_address(readout.digest):
        raise EvidenceChanged(f"the text no longer reads {exact[:80]!r} there")
    return span


_KINDS = ("TextQuoteSelector", "TextPositionSelector")


def _selector(target: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in target["selector"] if one["type"] == kind)
    return found


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.stop],
            "prefix": text[max(span.start - AROUND, 0) : span.start],
            "suffix": text[span.stop : span.stop + AROUND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.stop},
    ]


def _state(cited: Cited) -> dict[str, Any]:
    return {
        "type": "TimeState",
        "sourceDate": as_instant(cited.capture.at),
        "cached": digest_address(cited.capture.digest),
    }


def _source(cited: Cited) -> str:
    return cited.statement.url or statement_address(cited)


def statement_address(cited: Cited) -> str:
    """An address for a statement that has none on the web."""
    return f"urn:x-crossread:statement:{percent_encoded(cited.statement.id, safe='')}"


def digest_address(digest: str) -> str:
    """A SHA-256 in hexadecimal as an address.

    >>> digest_address("00" * 32)
    'ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    """
    packed = base64.urlsafe_b64encode(bytes.fromhex(digest)).decode("ascii")
    return f"ni:///sha-256;{packed.rstrip('=')}"


def as_instant(moment: datetime) -> str:
    """A moment in UTC, as XML Schema writes it.

    >>> as_instant(datetime(2021, 6, 1, 12, tzinfo=UTC))
    '2021-06-01T12:00:00Z'
    """
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _bodies(tags: Iterable[str]) -> list[dict[str, str]]:
    return [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags]
