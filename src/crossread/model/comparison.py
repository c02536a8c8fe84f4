"""Two readouts of one contact set side by side: the table an analyst would draw."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crossread.model.phrase import Corpus, Label
from crossread.model.point import Point
from crossread.model.readout import Quote, Readout, Side, Span

Relation = Literal["shared", "framing_differs", "only_left", "only_right"]
FindingKind = Literal[
    "contact",
    "limits",
    "one_sided_theme",
    "attributed",
    "act",
    "initiative",
    "contested_name",
    "figure",
    "agreement",
    "umbrella",
    "residue",
    "order",
    "space",
    "length",
    "atmosphere",
]


@dataclass(frozen=True, slots=True)
class SideReading:
    """One readout and what was read in it."""

    readout: Readout
    name: str  # what the side is called in prose: publisher, country or language
    language: str  # BCP 47, found where the readout did not say
    country: str | None  # ISO alpha-3, found where the readout did not say
    words: int  # counted in the text; for Chinese, characters
    points: tuple[Point, ...]  # in the order of the text
    frame: tuple[Span, ...]  # headline, dateline, by-line, navigation: read, not compared
    covered: bool  # whether the term base covers the language
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What one side says of one contact field, with the words."""

    value: str  # in normal form: "2021-06-01", "phone", "USA"
    shown: str  # for a reader: "1 June 2021", "by telephone"
    quote: Quote | None = None  # None when it is told by the front matter, not by the words


@dataclass(frozen=True, slots=True)
class ContactField:
    """One field of the contact, side by side. A side that does not say it has None."""

    name: str  # kind, channel, date, parties, offices, length, initiative, place, present
    left: FieldValue | None
    right: FieldValue | None
    agree: bool | None  # None where one side or both do not say


@dataclass(frozen=True, slots=True)
class ContactTable:
    """Are these two accounts of one contact, and what does each say of it?"""

    same: bool | None  # None: the texts do not tell
    kind: str  # call, video, meeting, visit, message, unknown
    date: str | None  # ISO day of the contact
    fields: tuple[ContactField, ...]
    reasons: tuple[str, ...] = ()  # why same or not, in words


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason for `framing_differs`, with what it saw on each side."""

    name: str  # one of align.relate.GROUNDS
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Closest:
    """For an omission: the passage of the other text that came nearest, and why it was refused."""

    quote: Quote
    score: float  # 0..1, comparable only within one method version
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One matter, with every passage of it on each side."""

    id: str  # "row-1"
    relation: Relation
    themes: tuple[str, ...]
    score: float  # 0..1 for a linked row: how sure the pairing is; for only_*: 1 - best rival
    unsure: bool = False
    kind: str = "matter"  # the kind of its points: contact, matter, umbrella, ...
    grounds: tuple[Ground, ...] = ()
    left: tuple[Quote, ...] = ()
    right: tuple[Quote, ...] = ()
    left_points: tuple[str, ...] = ()
    right_points: tuple[str, ...] = ()
    closest: Closest | None = None
    note: str = ""  # "the other text has only the general phrase ..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing worth reporting, as a sentence that its quotes prove."""

    kind: FindingKind
    text: str
    salience: float  # 0..1; findings come in falling salience
    rows: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    why: str = ""  # the second line: the closest passage tried, the grounds


@dataclass(frozen=True, slots=True)
class ThemeSpace:
    """The share of each side's words given to one theme, each word counted once."""

    theme: str
    left: float  # 0..1
    right: float  # 0..1


@dataclass(frozen=True, slots=True)
class PointPast:
    """What an archive held like one point, before the day of its text."""

    point: str  # its id
    label: Label
    count: int  # statements that had it
    first: date | None  # None when new


@dataclass(frozen=True, slots=True)
class SidePast:
    """One side read against an archive."""

    side: Side
    corpus: Corpus  # before that side's day
    points: tuple[PointPast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The whole table: contact, rows in the order of the left text, findings by salience."""

    left: SideReading
    right: SideReading
    contact: ContactTable
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    space: tuple[ThemeSpace, ...]
    methods: tuple[tuple[str, str], ...]  # ("point-pairing", "1"), ("term-base", "2026.1")
    past: tuple[SidePast, ...] = ()  # of the sides that could be read against an archive

    def side(self, name: Side) -> SideReading:
        """The reading of that side."""
        return self.left if name == "left" else self.right
