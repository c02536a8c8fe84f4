"""What a text reports, one thing at a time, and how each coding was reached."""

from dataclasses import dataclass
from typing import Literal

from crossread.model.readout import Span

Speaker = Literal["own", "other", "both", "third", "unsaid"]
PointKind = Literal["contact", "matter", "umbrella", "atmosphere", "attendance"]
Polarity = Literal["positive", "negative"]
Modality = Literal["plain", "will", "ready", "hope", "must", "if"]
FigureKind = Literal["money", "count", "percent", "date", "year", "ordinal"]
ActorKind = Literal["country", "organisation", "person", "place", "office"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One coding's reason: the rule that gave it and the words it saw."""

    rule: str  # "lexicon:themes", "carried_over", "amount"
    code: str  # the concept or value that was given
    span: Span  # in the readout's text


@dataclass(frozen=True, slots=True)
class Actor:
    """A country, organisation, place or person that a point names."""

    id: str  # ISO alpha-3, a concept's id, or a person's folded surname
    kind: ActorKind
    words: str  # as written where it was first seen in the point


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date in normal form, so that two languages can be set side by side."""

    kind: FigureKind
    value: str  # "225000000", "2023-11", "12.5"
    unit: str  # "USD", "%", "people", "" for a bare count or a date
    words: str

    @property
    def key(self) -> str:
        """What must be equal for two figures to be the same."""
        return f"{self.kind}:{self.value}:{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing a text reports: who did or said what about what. The unit of everything.

    Codes are ids of the term base (`crossread.lexicon`); `seen` holds the reason of each.
    """

    id: str  # "L3": the third point of the left text
    span: Span
    words: str
    kind: PointKind = "matter"
    act: str | None = None
    strength: int = 0  # place on the ladder of acts, 0 (talked of it) to 6 (agreed, did it)
    speaker: Speaker = "unsaid"
    modality: Modality = "plain"
    polarity: Polarity = "positive"
    themes: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    figures: tuple[Figure, ...] = ()
    contested: tuple[str, ...] = ()  # "ukraine-war/war": the question and the name chosen
    atmosphere: tuple[str, ...] = ()
    vague: bool = False  # an umbrella that names nothing
    seen: tuple[Seen, ...] = ()
