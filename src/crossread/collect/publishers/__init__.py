"""Publishers as data: one file each, and what can be said of an address, a title, a page."""

from crossread.collect.publishers.addresses import (
    canonical_key,
    find_form,
    find_publisher,
    hosts_of,
    is_statement,
    language_of,
)
from crossread.collect.publishers.feed_items import FeedItem, parse_feed_item
from crossread.collect.publishers.genres import genre_of
from crossread.collect.publishers.listings import Listed, ListingPage, later_page, parse_listing
from crossread.collect.publishers.load import (
    load_own_publishers,
    load_publishers,
    read_publisher,
    read_publishers,
)
from crossread.collect.publishers.pages import Parsed, parse_statement_page
from crossread.collect.publishers.rules import (
    GENRES,
    DatePlace,
    Former,
    Genre,
    GenreRule,
    ListingRule,
    PageRule,
    PublisherRules,
    Rewrite,
    Source,
    SourceKind,
    StatementAddress,
    Tested,
    tested_of,
)

__all__ = [
    "GENRES",
    "DatePlace",
    "FeedItem",
    "Former",
    "Genre",
    "GenreRule",
    "Listed",
    "ListingPage",
    "ListingRule",
    "PageRule",
    "Parsed",
    "PublisherRules",
    "Rewrite",
    "Source",
    "SourceKind",
    "StatementAddress",
    "Tested",
    "canonical_key",
    "find_form",
    "find_publisher",
    "genre_of",
    "hosts_of",
    "is_statement",
    "language_of",
    "later_page",
    "load_own_publishers",
    "load_publishers",
    "parse_feed_item",
    "parse_listing",
    "parse_statement_page",
    "read_publisher",
    "read_publishers",
    "tested_of",
]
