"""What an archive says of a phrase or of a passage: how often, since when, by whom."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from crossread.errors import BadInput
from crossread.model.readout import Span

Label = Literal[
    "formula",  # said before in just these words, names, order and small words apart
    "variant",  # close to what was said before, with words swapped, added or left out
    "new",  # nothing near it stands in the archive before
]
MaskKind = Literal["country", "person", "office", "organisation", "place", "date", "figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One wording of a statement, as the phrase index takes it in."""

    statement: str  # its id in the archive
    publisher: str
    counterpart: str | None  # the other side of the contact, where the text tells one
    day: date
    text: str
    digest: str  # SHA-256 of the text: the same publisher's same text counts once


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a phrase stands, with the words as written there."""

    statement: str
    publisher: str
    counterpart: str | None
    day: date
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was searched, so that a count can be read."""

    statements: int
    repeats: int  # texts that their publisher issued again, word for word: counted once
    tokens: int
    first: date | None  # None for an empty archive
    last: date | None

    def __str__(self) -> str:
        if self.first is None:
            return "an archive that holds no statement"
        again = f"; {self.repeats} issued again word for word count once" if self.repeats else ""
        return (
            f"{self.statements} statements in this archive, which begins on {self.first} "
            f"and ends on {self.last}{again}"
        )


@dataclass(frozen=True, slots=True)
class PhraseHistory:
    """How often a phrase stands in the archive, when, and who wrote it."""

    phrase: str
    exact: bool  # whether letter case and kinds of quotation marks were held to
    count: int  # places
    statements: int  # that have it
    first: Use | None  # None when it stands nowhere
    last: Use | None
    publishers: tuple[tuple[str, int], ...]  # statements of each, the most frequent first
    counterparts: tuple[tuple[str, int], ...]
    years: tuple[tuple[int, int], ...]  # in order of time
    corpus: Corpus


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a new text that stand in the archive, as many as go on together."""

    span: Span  # in the new text
    words: str
    tokens: int
    count: int  # places in the archive before
    first: Use


@dataclass(frozen=True, slots=True)
class Mask:
    """A name in a text, by its kind: two points that differ only in names are one family."""

    span: Span
    kind: MaskKind

    def __str__(self) -> str:
        return "{" + self.kind + "}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A point or sentence of a statement, as families take it in."""

    id: str  # of the passage: stable, as "us-state/2021-06-01/L3"
    statement: str
    publisher: str
    counterpart: str | None
    day: date
    text: str  # of the passage alone
    masks: tuple[Mask, ...] = ()  # in the order of the text, spans in `text`, none touching

    def __post_init__(self) -> None:
        for one, other in zip(self.masks, self.masks[1:], strict=False):
            if other.span.start < one.span.stop:
                raise BadInput(f"names of passage {self.id!r} stand one inside the other")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a pattern that is filled differently, and with what."""

    name: str  # "{country}"
    fillers: tuple[tuple[str, int], ...]  # words and how often, the most frequent first


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a family reads, its names and what differs set as slots."""

    text: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Swap:
    """Words of an earlier passage and what stands in their place; either may be empty."""

    before: str
    now: str


@dataclass(frozen=True, slots=True)
class PassageNovelty:
    """One passage read against what came before it."""

    passage: Passage
    label: Label
    family: str | None  # id of its leader; None when new
    count: int  # earlier passages of the family
    first: Passage | None
    last: Passage | None
    share: float | None  # of this dyad's earlier statements that had the family; None: none were
    nearest: Passage | None  # the earlier passage that it is set beside
    swaps: tuple[Swap, ...]
    echo: Passage | None  # the first use, where another publisher's, and this one never had it


@dataclass(frozen=True, slots=True)
class DroppedFormula:
    """A family that this publisher nearly always used to this counterpart, absent now."""

    family: str
    leader: Passage
    used: int  # earlier statements of the dyad that had it
    statements: int  # earlier statements of the dyad
    last: Passage


@dataclass(frozen=True, slots=True)
class Novelty:
    """A statement read against the archive before it."""

    passages: tuple[PassageNovelty, ...]
    dropped: tuple[DroppedFormula, ...]
    new_share: float  # of words, in passages that are new; 0 to 1
    new_share_without_formulas: float  # the same, of what is left when formulas are taken out
    corpus: Corpus
