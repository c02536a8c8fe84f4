"""Publishers as data: one file each, and what can be said of an address, a title, a page."""

from crossread.collect.publishers.addresses import (
    canonical_key,
    find_form,
    find_publisher,
    hosts_of,
    is_statement,
    language_of,
)
from crossread.collect.publishers.load import (
    load_own_publishers,
    load_publishers,
    read_publisher,
    read_publishers,
)
from crossread.collect.publishers.rules import (
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
)

__all__ = [
    "DatePlace",
    "Former",
    "Genre",
    "GenreRule",
    "ListingRule",
    "PageRule",
    "PublisherRules",
    "Rewrite",
    "Source",
    "SourceKind",
    "StatementAddress",
    "Tested",
    "canonical_key",
    "find_form",
    "find_publisher",
    "hosts_of",
    "is_statement",
    "language_of",
    "load_own_publishers",
    "load_publishers",
    "read_publisher",
    "read_publishers",
]
