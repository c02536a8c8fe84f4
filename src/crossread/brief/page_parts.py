"""The parts of the page as values: every text in words, every passage with its row.

The templates only lay out what stands here. Rows are named by their number on the page, never
by their id, so that no value of a text becomes part of an address or an identifier.
"""

from dataclasses import dataclass

from crossread.brief.page_text import Piece
from crossread.model import Relation, Side


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote as it is shown: its words untouched, and how to set and read them."""

    side: Side
    source: str
    words: str
    lang: str
    dir: str
    in_title: bool
    reading: str  # "" for English


@dataclass(frozen=True, slots=True)
class SideView:
    """One text, with what is known of it."""

    side: Side
    name: str
    publisher: str
    language: str
    lang: str
    dir: str
    length: str
    published: str
    url: str
    link: str  # "" unless the address leads to a web page
    digest: str
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """What one side says in one line of the contact table. No words: it does not say."""

    shown: str = ""
    quote: QuoteView | None = None


@dataclass(frozen=True, slots=True)
class FieldView:
    """One line of the contact table; `state` is same, differs, one or other."""

    name: str
    left: CellView
    right: CellView
    state: str = "other"
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of the balance bar, in hundredths of its length, with the sides' names."""

    relation: Relation
    word: str
    count: int
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding with its proof and the sentence that can be copied."""

    kind: str
    text: str
    why: str
    quotes: tuple[QuoteView, ...]
    rows: tuple[int, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class SpaceView:
    """One theme's share of each text; the bars' lengths are hundredths of the longest."""

    theme: str
    left: str
    right: str
    left_bar: float
    right_bar: float


@dataclass(frozen=True, slots=True)
class ClosestView:
    """The proof of an omission: the nearest passage, and why it was refused."""

    quote: QuoteView
    why_not: str
    score: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One matter, side by side."""

    number: int
    relation: Relation
    word: str
    matter: str
    also: str  # its further themes
    grounds: tuple[str, ...]
    unsure: bool
    note: str
    score: str
    left: tuple[QuoteView, ...]
    right: tuple[QuoteView, ...]
    left_past: str  # what an archive held like it; "" without one
    right_past: str
    closest: ClosestView | None


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole page."""

    headline: str
    standfirst: str
    doubt: str  # "" when the two texts are of one contact
    reasons: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]  # (side's name, note)
    past: tuple[str, ...]  # against what each side was read
    notes: tuple[FindingView, ...]
    left: SideView
    right: SideView
    fields: tuple[FieldView, ...]
    balance: tuple[PartView, ...]
    findings: tuple[FindingView, ...]
    space: tuple[SpaceView, ...]
    rows: tuple[RowView, ...]
    omission: str
    methods: str
