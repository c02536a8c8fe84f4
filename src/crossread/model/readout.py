"""Official texts, and the exact places in them that a finding points to."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal

from crossread.errors import BadInput, BadSpan, EvidenceChanged

Side = Literal["left", "right"]
Field = Literal["text", "title"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of a text, counted in Unicode code points.

    `Span(0, 4)` covers characters 0 to 3. Never bytes, words or UTF-16 units.
    """

    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.stop:
            raise BadSpan(f"a span covers at least one character, got {self.start}:{self.stop}")

    def __len__(self) -> int:
        return self.stop - self.start

    def holds(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span (a span holds itself)."""
        return self.start <= other.start and other.stop <= self.stop

    def touches(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.stop and other.start < self.stop


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the time of day as its publisher wrote it where that is known."""

    day: date
    time: str | None = None  # "18:30" or "18:30+03:00"

    def __str__(self) -> str:
        return f"{self.day.isoformat()}T{self.time}" if self.time else self.day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """One official account of a contact, as it was published.

    `text` is what every span counts in. What is not known is empty or None, never guessed:
    what the text itself tells (language, country, date) is found by `coding`.
    """

    text: str
    id: str = ""
    publisher: str = ""
    country: str | None = None  # ISO 3166-1 alpha-3 of the publisher
    date: Moment | None = None
    language: str = "und"  # BCP 47; "und" when it could not be told
    title: str = ""
    url: str = ""
    notes: tuple[str, ...] = ()  # what the reader of the file should know: encoding, cuts
    digest: str = field(init=False)  # SHA-256 of the text in UTF-8: the identity of the wording

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise BadInput("the text is empty", "Give a file or page that holds a statement.")
        encoded = self.text.encode("utf-8", "surrogatepass")
        object.__setattr__(self, "digest", sha256(encoded).hexdigest())

    def field_text(self, name: Field) -> str:
        """The text that a quote's `field` names."""
        return self.text if name == "text" else self.title

    def quote(self, side: Side, span: Span, field: Field = "text") -> "Quote":
        """Take the words at `span`, with enough to prove later that they were there.

        Raises:
            BadSpan: the span reaches past the end.
        """
        words = self.field_text(field)
        if span.stop > len(words):
            raise BadSpan(f"{field} has {len(words)} characters, span stops at {span.stop}")
        return Quote(side, field, span, words[span.start : span.stop], self.digest)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words taken from a readout, and the proof of where they stood."""

    side: Side
    field: Field
    span: Span
    words: str
    digest: str

    def check(self, readout: Readout) -> None:
        """Raise `EvidenceChanged` unless `readout` still reads exactly as quoted."""
        found = readout.field_text(self.field)[self.span.start : self.span.stop]
        if readout.digest != self.digest or found != self.words:
            raise EvidenceChanged(f"the {self.side} text no longer reads {self.words!r}")
