"""One item of a feed -> what it announces, and its text where the feed carries whole statements."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import urljoin, urlsplit

from crossread.collect.damage import damage_notes
from crossread.collect.document import clean, cut_title, with_title_cut
from crossread.collect.language import bears_out
from crossread.collect.publishers.markup import as_tree, lines_of, words_of
from crossread.collect.publishers.pages import LEAST_LETTERS, Parsed, without_site_lines
from crossread.collect.publishers.rules import PublisherRules, Source
from crossread.errors import BadInput
from crossread.model import Moment, Readout

EXTRACTOR = "feed-item/1"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What an item announces."""

    url: str  # whole; empty when the item links to nothing
    title: str
    date: Moment | None
    parsed: Parsed | None  # the statement itself, where the source says that items are whole


def parse_feed_item(
    item: Mapping[str, Any], rules: PublisherRules, source: Source, base: str = ""
) -> FeedItem:
    """Read one item as feedparser gives it (`feedparser.parse(...).entries[n]`).

    The text is read only where the source says `full_text`: a summary is not the statement.
    Scripts and styles inside an item are no text. The date is the hour of publication in UTC.

    Args:
        item: an entry of feedparser.
        rules: the publisher.
        source: the feed that it came from.
        base: the feed's own address, which a relative link is completed with.

    Raises:
        BadInput: it links to what can be no address, or its markup cannot be read.
    """
    url = _address(str(item.get("link") or ""), base or source.address)
    title = words_of(as_tree(str(item.get("title") or " "), "a title"))
    date = _moment(item.get("published_parsed") or item.get("updated_parsed"))
    parsed = _statement(item, rules, source, url, title, date) if source.full_text else None
    return FeedItem(url if item.get("link") else "", cut_title(title), date, parsed)


def _address(link: str, base: str) -> str:
    try:
        whole = urljoin(base, link.strip())
        urlsplit(whole).port  # noqa: B018  # raises ValueError where there can be none
    except ValueError as error:
        raise BadInput(f"{link[:200]!r} is no address") from error
    if "\0" in whole or clean(whole) != whole:
        raise BadInput(f"{link[:200]!r} is no address: it holds NUL or half a character")
    return whole


def _statement(
    item: Mapping[str, Any],
    rules: PublisherRules,
    source: Source,
    url: str,
    title: str,
    date: Moment | None,
) -> Parsed | None:
    """The longest text that the item carries; None when it carries no sentence."""
    bodies = [str(part.get("value") or "") for part in item.get("content") or ()]
    bodies.append(str(item.get("summary") or ""))
    readings = [without_site_lines(lines_of(as_tree(body or " ", url)), rules) for body in bodies]
    lines = max(readings, key=lambda found: sum(map(len, found)))
    text = "\n".join(lines)
    if sum(char.isalpha() for char in text) < LEAST_LETTERS:
        return None
    language = source.language if bears_out(source.language, text) else ""
    readout = Readout(
        text=text,
        id=url,
        publisher=rules.publisher.name,
        country=rules.publisher.country,
        date=date,
        language=language or "und",
        title=title,
        url=url,
        notes=("read out of an item of a feed", *damage_notes(text)),
    )
    return Parsed(with_title_cut(readout), EXTRACTOR)


def _moment(stamp: struct_time | None) -> Moment | None:
    """A moment in UTC out of feedparser's; None for one that no calendar holds."""
    if stamp is None:
        return None
    try:
        at = datetime.fromtimestamp(calendar.timegm(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Moment(at.date(), f"{at:%H:%M}+00:00")
