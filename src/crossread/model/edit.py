"""What changed between two wordings of one statement, and whether it can still be had."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from crossread.errors import BadInput, BadSpan
from crossread.model.readout import Moment, Span
from crossread.model.statement import Observation, Version

EditKind = Literal[
    "fact",  # a claim added, removed or altered
    "figure",  # a number, an amount, a share
    "name",  # who or what is named: a person, an office, a country, an organisation, a place
    "date",  # a day, a month, a year
    "attribution",  # who is said to have said it, or that it is somebody's words
    "modality",  # how firmly: promised or intended, affirmed or denied, said or asked
    "scare_quote",  # a term put between quotation marks, or freed of them
    "style",  # spelling, punctuation, typography, small words
    "move",  # the same words in another place
    "metadata",  # the title, the stated date, the address, dateline and by-line
    "template",  # what the page puts around a text: navigation, downloads, boilerplate
]
EDIT_KINDS: tuple[EditKind, ...] = get_args(EditKind)
ChangedField = Literal["text", "title", "date", "url"]
AccessKind = Literal[
    "altered",  # another wording was seen than the one before
    "moved",  # a lasting redirect leads to another page of the statement
    "redirected",  # two looks, apart, were sent to a page that is not the statement
    "gone",  # two looks, apart, did not find it
    "returned",  # seen again after it was gone or redirected
    "absent",  # the newest looks did not find it, and do not prove yet that it is gone
]
ACCESS_KINDS: tuple[AccessKind, ...] = get_args(AccessKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One wording of a statement, as far as a comparison reads it."""

    text: str
    title: str = ""
    language: str = "und"  # BCP 47; "und" when it could not be told
    date: Moment | None = None  # the day it states
    url: str = ""

    @classmethod
    def of_version(cls, version: Version, url: str = "") -> "Wording":
        """The wording that a version of the archive holds."""
        return cls(
            text=version.text,
            title=version.title,
            language=version.language,
            date=version.date,
            url=url,
        )

    def field_text(self, name: ChangedField) -> str:
        """The text that a change's `field` names; a date as ISO 8601 writes it."""
        if name == "date":
            return str(self.date) if self.date else ""
        return {"text": self.text, "title": self.title, "url": self.url}[name]


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Words of one wording and where they stand; empty where the other wording has more.

    Half-open, in Unicode code points of the field. An empty one says where the words of the
    other wording would stand.
    """

    start: int
    stop: int
    words: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop or self.stop - self.start != len(self.words):
            raise BadSpan(f"{self.start}:{self.stop} is not the place of {self.words!r}")

    @property
    def span(self) -> Span | None:
        """The place as a span; None where no words stand."""
        return Span(self.start, self.stop) if self.words else None

    @property
    def core(self) -> str:
        """The words without the white space around them."""
        return self.words.strip()

    def stands_in(self, text: str) -> bool:
        """Whether `text` reads so there: the proof of a change."""
        return text[self.start : self.stop] == self.words


@dataclass(frozen=True, slots=True)
class Weight:
    """One term of a significance, in words."""

    words: str
    value: float  # what it adds


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is not the same in two wordings."""

    kind: EditKind
    field: ChangedField
    old: Stretch
    new: Stretch
    rule: str  # the rule that gave the kind: "commitment"
    seen: tuple[str, str]  # the words that the rule saw, of the old wording and of the new
    significance: float  # 0 to 1: the sum of the weights, at most 1
    weights: tuple[Weight, ...]
    old_context: Span | None = None  # the sentence or sentences around it, in the field
    new_context: Span | None = None
    inside: int | None = None  # number in the list of the move that it stands in

    @property
    def moved(self) -> bool:
        """Whether it is a passage that stands elsewhere now."""
        return self.kind == "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingEdit:
    """Everything that changed between two wordings, in the order of the new one."""

    changes: tuple[Change, ...]
    language: str
    methods: tuple[tuple[str, str], ...] = ()  # name and version of what decided

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def kinds(self) -> tuple[EditKind, ...]:
        """The kinds that occur, in the order of the closed list."""
        found = {change.kind for change in self.changes}
        return tuple(kind for kind in EDIT_KINDS if kind in found)

    @property
    def ranked(self) -> tuple[Change, ...]:
        """The changes, the most significant first; equal ones in the order of the text."""
        return tuple(sorted(self.changes, key=lambda change: -change.significance))

    @property
    def significance(self) -> float:
        """That of the most significant change; 0 where nothing changed."""
        return max((change.significance for change in self.changes), default=0.0)

    @property
    def weights(self) -> tuple[Weight, ...]:
        """The terms of the significance, in words."""
        return self.ranked[0].weights if self.changes else ()

    @property
    def added(self) -> tuple[Span, ...]:
        """Spans of the new text whose words the old one has not; a moved passage is none."""
        return _spans(c.new for c in self.changes if c.field == "text" and not c.moved)

    @property
    def removed(self) -> tuple[Span, ...]:
        """Spans of the old text whose words the new one has not; a moved passage is none."""
        return _spans(c.old for c in self.changes if c.field == "text" and not c.moved)


def _spans(stretches: Iterable[Stretch]) -> tuple[Span, ...]:
    return tuple(sorted(s.span for s in stretches if s.core and s.span))


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """That one wording followed another, and between which looks."""

    statement: str
    old: int  # number of the version
    new: int
    last_seen: datetime  # the last look that saw the old wording
    first_seen: datetime  # the first that saw the new one after it


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessChange:
    """A change of whether, where and in which wording a statement can be had."""

    statement: str
    kind: AccessKind
    present: Observation  # the look that saw it before (for `returned`: again)
    looks: tuple[Observation, ...]  # the looks that prove the change, in order of time
    words: str  # what may be claimed, in the language of evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEdit:
    """An edit with whose page it is and when it was seen: what templates are looked for in."""

    statement: str
    publisher: str
    at: datetime  # when the new wording was first seen: aware
    edit: WordingEdit

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise BadInput(f"{self.at} has no zone", "Give moments with their zone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChange:
    """One change that many pages of a publisher had at about the same time."""

    publisher: str
    field: ChangedField
    old: str  # the words, without white space around them
    new: str
    kinds: tuple[EditKind, ...]  # what the change was called on the pages
    significance: float  # of the most significant of them
    statements: tuple[str, ...]  # the pages, in order of their ids
    first: datetime
    last: datetime

    @property
    def count(self) -> int:
        """On how many pages."""
        return len(self.statements)
