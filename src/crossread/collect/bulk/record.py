"""One record of a bulk file -> one sighting. The field names are those of `docs/reference`."""

import json
import re
from functools import lru_cache
from typing import Any

from crossread.collect.bulk.history import check_moment, is_history
from crossread.collect.bulk.identity import as_key, as_publisher
from crossread.collect.bulk.item import Origin
from crossread.collect.bulk.moments import find_capture_time, find_moment
from crossread.collect.country import find_alpha_3
from crossread.collect.damage import damage_notes
from crossread.collect.document import as_line, clean
from crossread.collect.language import find_language_tag
from crossread.collect.plain import with_plain_line_ends
from crossread.errors import BadInput
from crossread.model import Capture, Publisher, Readout, Sighting, digest_of

EXTRACTOR = "record/1"
MEDIA_TYPE = "application/json"
_BOM = "\ufeff"
_ID_MAX = 500  # characters: an id or a publisher's name, not a text in the wrong field
_TITLE_MAX = 5_000  # characters
_URL_MAX = 8_000  # characters
# What crossread's own ids begin with: "us-state:06cafd9b7c7d", "un:1"; not "https://".
_OWNED = re.compile(r"(?P<owner>[a-z0-9]+(?:-[a-z0-9]+)*):(?!//)\S+")


def read_record(data: bytes, origin: Origin) -> Sighting:
    """Read the bytes of one record, a JSON object.

    Raises:
        BadInput: it is no JSON object, or lacks what makes a statement: words, a publisher, and
            an address or an id.
    """
    return as_sighting(parse_object(data), data, origin)


def parse_object(data: bytes) -> dict[str, Any]:
    """The JSON object that a line holds.

    Raises:
        BadInput: the bytes are no JSON object in UTF-8.
    """
    try:
        record = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadInput("is not in UTF-8", "Save the file in UTF-8.") from error
    except RecursionError as error:
        raise BadInput("is nested too deep to be read") from error
    except json.JSONDecodeError as error:
        raise BadInput(f"is not JSON: column {error.colno}: {error.msg}") from error
    except ValueError as error:  # a number of more digits than Python takes
        raise BadInput("is not JSON that can be read: a number has too many digits") from error
    if not isinstance(record, dict):
        raise BadInput("is not a JSON object", "Each line holds one record: {...}.")
    return record


def as_sighting(record: dict[str, Any], data: bytes, origin: Origin) -> Sighting:
    """The sighting that a record stands for.

    Raises:
        BadInput: it lacks words, a publisher, or an address or id.
    """
    text, text_notes = _text(record)
    url = _words(record, _URL_MAX, "url")
    given = _words(record, _ID_MAX, "id")
    if not url and not given:
        raise BadInput("has neither url nor id", "Give each record one of them.")
    publisher, country_notes = _publisher(record, origin)
    date, date_notes = find_moment(record)
    seen, seen_notes = find_capture_time(record)
    check_moment(record, seen is not None)
    readout = Readout(
        text=text,
        id=given or url,
        publisher=publisher.name,
        country=publisher.country,
        date=date,
        language=find_language_tag(_words(record, _ID_MAX, "lang", "language")) or "und",
        title=" ".join(_words(record, _TITLE_MAX, "title").split()),
        url=url,
        notes=(*text_notes, *country_notes, *date_notes, *seen_notes, *_changed(record)),
    )
    capture = Capture(
        digest=digest_of(data),
        size=len(data),
        at=seen or origin.at,
        via=origin.via,
        url=url,
        media_type=MEDIA_TYPE,
        name=origin.name,
    )
    return Sighting(
        publisher=publisher,
        key=as_key(url) or given,
        capture=capture,
        data=data,
        readout=readout,
        id=given,
        genre=_genre(record),
        extractor=EXTRACTOR,
    )


def _text(record: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The words as they came, but for byte-order mark and line ends, as of a plain text file."""
    given = record.get("text")
    if given is not None and not isinstance(given, str):
        raise BadInput("has a text that is not words", "`text` holds the statement as a string.")
    if not given or not given.strip(_BOM + " \t\r\n\f\v\xa0"):
        raise BadInput("has no text")
    notes = []
    whole = clean(given)
    if whole != given:
        notes.append("halves of characters were replaced")
    text = whole.removeprefix(_BOM)
    if text != whole:
        notes.append("the byte-order mark was left out")
    if "\r" in text:
        text = with_plain_line_ends(text)
        notes.append("line ends were made plain")
    return text, (*notes, *damage_notes(text))


def _words(record: dict[str, Any], longest: int, *fields: str) -> str:
    """The first of the fields that holds words; numbers are taken as written.

    Raises:
        BadInput: one holds something else, or a text far too long for it.
    """
    for field in fields:
        value = record.get(field)
        if value in (None, ""):
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise BadInput(f"has a {field} that is not words")
        words = clean(str(value)).replace("\0", "").strip()
        if len(words) > longest:
            raise BadInput(f"has a {field} of {len(words):,} characters; the limit is {longest:,}")
        if words:
            return words
    return ""


def _publisher(record: dict[str, Any], origin: Origin) -> tuple[Publisher, tuple[str, ...]]:
    name = _words(record, _ID_MAX, "issuer", "publisher")
    if name:
        return _named_publisher(name, _words(record, _ID_MAX, "issuer_country", "country"))
    if origin.publisher:
        return origin.publisher, ()
    owned = _OWNED.fullmatch(_words(record, _ID_MAX, "id"))
    if owned and is_history(record):
        return as_publisher(owned["owner"], None), ()
    raise BadInput("names no issuer", "Say whose statements they are: --publisher ID.")


@lru_cache(maxsize=1000)
def _named_publisher(name: str, code: str) -> tuple[Publisher, tuple[str, ...]]:
    try:
        country = find_alpha_3(code, "") if code else None
    except BadInput:
        return as_publisher(name, None), (f"country is {code[:40]!r}, which is no code: not taken",)
    publisher = as_publisher(name, country)
    if not publisher.id:
        raise BadInput(f"names an issuer that no id can be made of: {name[:40]!r}")
    return publisher, ()


def _genre(record: dict[str, Any]) -> str:
    for field in ("genre", "category", "categories"):
        value = record.get(field)
        words = value if isinstance(value, list) else [value]
        lines = [as_line(word) for word in words if isinstance(word, str)]
        if found := list(filter(None, lines)):
            return "; ".join(found)[:_ID_MAX]
    return ""


def _changed(record: dict[str, Any]) -> tuple[str, ...]:
    """What the page said of its last change: no date of the statement, but worth keeping."""
    value = record.get("modified")
    words = as_line(value) if isinstance(value, str) else ""
    return (f"the page gave {words[:40]} as its last change",) if words else ()
