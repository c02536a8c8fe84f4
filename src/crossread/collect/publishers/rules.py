"""What is known of one publisher's site: the values that its data file is read into."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from crossread.model.statement import Publisher

SourceKind = Literal["feed", "sitemap", "listing", "wayback"]
Tested = Literal[
    "stored",  # holds on stored pages, or on the addresses of a stored archive
    "written",  # holds on a page written for the project in that site's form
    "untested",  # found in a public source, and not yet seen at work
]
Genre = Literal[
    "",  # not known
    "call",  # readout of a telephone or video call
    "meeting",  # readout of a meeting, a reception of a guest, talks
    "visit",  # readout or account of a whole visit
    "joint_statement",  # agreed by two or more sides
    "statement",  # a position taken in the publisher's own name
    "comment",  # a spokesperson's answer or comment on one matter
    "briefing",  # a press briefing, questions and answers on many matters
    "transcript",  # spoken words in full: a press conference, an interview
    "speech",  # an address, remarks, a lecture
    "message",  # congratulations, condolences, greetings
    "sanction_notice",  # designations, visa bans, export controls
    "announcement",  # of travel, a schedule, a visit to come
    "fact_sheet",  # figures and points on a policy
    "document",  # an order, a decree, a law, a memorandum, a report
    "article",  # an opinion piece, a blog, an article
    "press_release",  # news of any other kind
]
GENRES = frozenset(get_args(Genre)) - {""}
IN_ADDRESS = "address"  # the place of a date that stands in the link's address
ISO = "iso"  # the date form of 2024-04-02 and 2024-04-02T18:30+03:00
DELAY_S = 5.0  # seconds between requests where a site asks for nothing else: slower than a reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A host that carried, or carries on, the same statements under the same paths."""

    host: str
    now: str  # the host whose addresses its statements are keyed by
    paths: re.Pattern[str] | None = None  # only these paths; None for all
    found_in: str
    tested: Tested = "untested"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAddress:
    """A form of address that leads to a statement."""

    pattern: re.Pattern[str]  # of the whole canonical key after "https://"
    language: str = ""  # BCP 47, where the address tells it
    genre: Genre = ""  # where the address alone tells it
    found_in: str
    tested: Tested = "untested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Two addresses of one statement made one."""

    pattern: re.Pattern[str]  # searched in the canonical key after "https://"
    to: str  # what stands there instead; \\1 is the first group


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePlace:
    """Where a date stands, and how it is written."""

    at: str  # an XPath, or "address"
    form: str  # "iso", or as %d %B %Y


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRule:
    """How a page that lists statements is read."""

    items: str  # XPath of each entry
    link: str = ".//a/@href"  # XPath in the entry; its first result counts
    title: str = ".//a"  # XPath in the entry
    date: DatePlace | None = None  # XPath in the entry, or "address"
    next: str = ""  # XPath of the address of the next page
    next_address: str = ""  # the addresses of later pages, with {page} for the number
    first_page: int = 2  # what {page} is on the second page


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One way to a publisher's statements."""

    id: str
    kind: SourceKind
    address: str  # of the feed, sitemap or first page; for wayback what the index is asked
    language: str = ""  # BCP 47; empty where it holds several
    full_text: bool = False  # of a feed: its items carry whole statements
    listing: ListingRule | None = None  # of a listing, always
    since: date | None = None  # of wayback: the first captures that are worth asking
    until: date | None = None  # of wayback: the last ones; of others: it answers no more since
    found_in: str  # the public source that names this address
    tested: Tested = "untested"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule:
    """Where title, text and date stand on a statement's page."""

    text: str  # XPath; every result is read, in order
    title: str = ""  # XPath
    date: DatePlace | None = None
    drop: tuple[str, ...] = ()  # XPaths of what is taken out before the text is read
    only: re.Pattern[str] | None = None  # keys (after "https://") that it is for; None for all
    found_in: str
    tested: Tested = "untested"


@dataclass(frozen=True, slots=True, kw_only=True)
class GenreRule:
    """Words of a title that tell the genre."""

    genre: Genre
    title: re.Pattern[str]  # searched in the title, in any case
    language: str  # BCP 47, whose words these are


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherRules:
    """A publisher, and all that is known of its site."""

    publisher: Publisher
    hosts: tuple[str, ...]  # without "www."; with a path where others share the host
    former: tuple[Former, ...] = ()
    statements: tuple[StatementAddress, ...] = ()
    keep_query: tuple[re.Pattern[str], ...] = ()  # parameters whose names are kept in keys
    rewrites: tuple[Rewrite, ...] = ()
    sources: tuple[Source, ...] = ()
    pages: tuple[PageRule, ...] = ()  # tried in order
    leave_out: tuple[re.Pattern[str], ...] = ()  # lines that are of the site, not the statement
    genres: tuple[GenreRule, ...] = ()  # in order, before the general ones
    delay_s: float = DELAY_S  # seconds between two requests to one host
    note: str = ""  # what whoever reads its results should know
    file: str = ""  # the name of the data file

    @property
    def id(self) -> str:
        """The publisher's id."""
        return self.publisher.id

    def source(self, name: str) -> Source | None:
        """The source of that id; None when there is none."""
        return next((source for source in self.sources if source.id == name), None)


def tested_of(rules: PublisherRules) -> Tested:
    """How far a publisher's file was seen at work: the best that any part of it tells."""
    told: set[Tested] = {part.tested for part in rules.former}
    told |= {part.tested for part in rules.statements}
    told |= {part.tested for part in rules.sources}
    told |= {part.tested for part in rules.pages}
    return "stored" if "stored" in told else "written" if "written" in told else "untested"
