"""What a source leads to: the entries of a feed, a sitemap or a listing, read alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import feedparser
from lxml import etree  # type: ignore[import-untyped]

from crossread.collect.encoding import decode
from crossread.collect.items import refuse_entities
from crossread.collect.overfull import refuse_overfull_tags
from crossread.collect.publishers.dates import find_date
from crossread.collect.publishers.feed_items import parse_feed_item
from crossread.collect.publishers.listings import ListingPage, later_page, parse_listing
from crossread.collect.publishers.pages import Parsed
from crossread.collect.publishers.rules import ISO, PublisherRules, Source
from crossread.collect.publishers.stored import Fetch, StoredPages
from crossread.collect.raw import Raw
from crossread.errors import BadInput, CrossreadError
from crossread.model import Moment

CHILDREN = 2  # sitemaps looked at below an index: the first and the last


@dataclass(frozen=True, slots=True)
class Found:
    """One entry of a source."""

    url: str
    title: str  # empty in sitemaps
    date: Moment | None  # in sitemaps the day of the last change
    parsed: Parsed | None = None  # of feeds that carry whole statements


def read_source(
    source: Source, fetch: Fetch, rules: PublisherRules
) -> tuple[list[Found], list[str]]:
    """The entries of a source's first page, and what looks wrong with its later pages.

    Raises:
        CrossreadError: it did not answer, or could not be read.
    """
    raw = fetch(source.address)
    if source.kind == "listing":
        return _listing(source, raw, fetch)
    entries = _feed(source, raw, rules) if source.kind == "feed" else _sitemap(raw, fetch)
    return list(entries), []


def _feed(source: Source, raw: Raw, rules: PublisherRules) -> Iterator[Found]:
    text = decode(raw).text
    refuse_entities(text, source.address)
    refuse_overfull_tags(text, source.address, is_feed=True)
    # A stream, never bytes: those feedparser takes for the name of a file, if there is one.
    stream = BytesIO(raw.data)
    read = feedparser.parse(stream, response_headers={"content-type": raw.content_type})
    if not read.entries and (read.bozo or not read.version):
        raise BadInput(f"{source.address} is no feed", "Look at it in a browser.")
    for entry in read.entries:
        try:
            item = parse_feed_item(entry, rules, source)
        except BadInput:  # one that links nowhere; `collect` says it, and reads the others too
            continue
        if item.url:
            yield Found(item.url, item.title, item.date, item.parsed)


def _sitemap(raw: Raw, fetch: Fetch, depth: int = 1) -> Iterator[Found]:
    """The addresses of a sitemap; of an index, those of its first and last sitemap."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        tree = etree.fromstring(raw.data, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"{raw.name} is no sitemap: {error}", "Look at it in a browser.") from error
    if tree is None:
        raise BadInput(f"{raw.name} is no sitemap", "Look at it in a browser.")
    below = tree.xpath("//*[local-name()='sitemap']/*[local-name()='loc']")
    if below and depth:
        chosen = dict.fromkeys((below[0].text or "", below[-1].text or ""))
        for address in list(chosen)[:CHILDREN]:
            yield from _sitemap(fetch(address.strip()), fetch, depth - 1)
    for url in tree.xpath("//*[local-name()='url']"):
        address = "".join(url.xpath("./*[local-name()='loc']/text()")).strip()
        changed = "".join(url.xpath("./*[local-name()='lastmod']/text()"))
        if address:
            yield Found(address, "", find_date(changed, ISO, "en"))


def _listing(source: Source, raw: Raw, fetch: Fetch) -> tuple[list[Found], list[str]]:
    first = parse_listing(decode(raw).text, source.address, source)
    return _as_found(first), _look_at_second(source, first, fetch)


def _as_found(page: ListingPage) -> list[Found]:
    return [Found(entry.url, entry.title, entry.date) for entry in page.entries]


def _look_at_second(source: Source, first: ListingPage, fetch: Fetch) -> list[str]:
    """What is wrong with the second page of a listing, where the file says how to reach it."""
    rule = source.listing
    if rule is None or not (rule.next or rule.next_address):
        return []
    address = first.next_page or later_page(source, 2)
    if address is None:
        return ["no link to a next page was found"]
    try:
        second = parse_listing(decode(fetch(address)).text, address, source)
    except CrossreadError as error:
        if isinstance(fetch, StoredPages):
            return []
        return [f"the second page was not read: {error}"]
    known = {entry.url for entry in first.entries}
    if not any(entry.url not in known for entry in second.entries):
        return ["the second page has nothing that is not on the first"]
    return []
