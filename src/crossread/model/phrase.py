"""What an archive says of a phrase or of a passage: how often, since when, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from crossread.errors import BadInput
from crossread.model.readout import Span

Label = Literal[
    "formula",  # said before in just these words, names, order and small words apart
    "variant",  # close to what was said before, with words swapped, added or left out
    "new",  # nothing near it stands in the archive before
]
CONTACT_GENRES = frozenset({"call", "meeting", "visit"})  # of statements that report a contact
MaskKind = Literal["country", "person", "office", "organisation", "place", "date", "figure"]
MASK_KINDS: tuple[MaskKind, ...] = get_args(MaskKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One wording of a statement, as the phrase index takes it in."""

    statement: str  # its id in the archive
    publisher: str
    counterpart: str | None  # the other side of the contact, where the text tells one
    day: date
    text: str


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
class ProvenUse:
    """A use whose words were found at its place in the archive's text, in its line."""

    use: Use
    line: str
    start: int  # of the words in the line


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What was searched, so that a count can be read."""

    statements: int
    tokens: int
    first: date | None  # of these statements; None where there are none
    last: date | None
    begins: date | None = None  # the first day of the whole archive
    repeats: int = 0  # texts that their publisher issued again, word for word: counted once
    undated: int = 0  # statements without a day: left out
    uncoded: int = 0  # statements not yet cut into points: families pass over them


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which statements are counted; what is left out does not narrow it."""

    publisher: str = ""  # its id
    counterpart: str = ""  # ISO alpha-3
    since: date | None = None  # first day
    until: date | None = None  # last day


@dataclass(frozen=True, slots=True, kw_only=True)
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
    months: tuple[tuple[str, str, int], ...]  # month ("2021-06"), publisher, statements; in order
    covered: tuple[tuple[str, str, int], ...]  # the same of all statements that were searched
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which statement a passage is of."""

    statement: str
    publisher: str
    government: str  # the publisher's country; the publisher itself where it has none
    counterpart: str | None
    genre: str  # "contact" for readouts of calls, meetings and visits, else as the archive has it
    day: date

    @property
    def in_time(self) -> tuple[date, str]:
        """What statements are put in order by: day, then id."""
        return self.day, self.statement


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the points and names of a text stand, and whom it deals with: numbers, not objects.

    A large archive has millions of each.
    """

    starts: Sequence[int]  # of points, in order
    stops: Sequence[int]
    name_starts: Sequence[int]  # of names, in order, none touching another
    name_stops: Sequence[int]
    name_kinds: Sequence[int]  # places in MASK_KINDS
    counterpart: str | None = None

    @classmethod
    def of(
        cls, points: Sequence[Span], names: Sequence[Mask], counterpart: str | None = None
    ) -> "Outline":
        """The outline of these points and names."""
        return cls(
            [point.start for point in points],
            [point.stop for point in points],
            [name.span.start for name in names],
            [name.span.stop for name in names],
            [MASK_KINDS.index(name.kind) for name in names],
            counterpart,
        )


@dataclass(frozen=True, slots=True)
class Outlined:
    """The text of a statement with its outline."""

    origin: Origin
    text: str
    outline: Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A point or sentence of a statement, as families take it in."""

    origin: Origin
    start: int  # in the statement's text
    text: str  # of the passage alone
    masks: tuple[Mask, ...] = ()  # in the order of the text, spans in `text`, none touching

    def __post_init__(self) -> None:
        for one, other in zip(self.masks, self.masks[1:], strict=False):
            if other.span.start < one.span.stop:
                raise BadInput(f"names of passage {self.id!r} stand one inside the other")

    @property
    def id(self) -> str:
        """Of the passage, stable: "us-state:06cafd9b7c7d#000112"."""
        return passage_id(self.origin.statement, self.start)

    @property
    def span(self) -> Span:
        """Where it stands in the statement's text."""
        return Span(self.start, self.start + len(self.text))


def passage_id(statement: str, start: int) -> str:
    """What a passage is called; ids of a statement sort as its passages stand."""
    return f"{statement}#{start:06d}"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A family that many statements have."""

    family: str  # id of its leader
    statements: int  # of those chosen, that have it
    first: Passage  # of those chosen
    last: Passage
    publishers: tuple[tuple[str, int], ...]  # statements of each, the most frequent first
    counterparts: tuple[tuple[str, int], ...]
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class FormulaList:
    """Formulas, the most frequent first, and of what."""

    formulas: tuple[Formula, ...]
    families: int  # that two or more of the statements have
    statements: int  # chosen
    corpus: Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageNovelty:
    """One passage read against what came before it."""

    passage: Passage
    label: Label
    family: str | None  # id of its leader; None when new
    count: int  # earlier statements that had the family
    publishers: tuple[tuple[str, int], ...]  # how many of them each issued, the most first
    counterparts: tuple[tuple[str, int], ...]
    first: Passage | None
    last: Passage | None
    share: float | None  # of this dyad's earlier contacts that had it; None: there were none
    contacts: int  # of this dyad, earlier, that the share is of
    nearest: Passage | None  # the earlier passage that it is set beside
    swaps: tuple[Swap, ...]
    echo: Passage | None  # the first use: another government's, and this one never had it


@dataclass(frozen=True, slots=True)
class DroppedFormula:
    """A family that this publisher nearly always used to this counterpart, absent now."""

    family: str
    used: int  # earlier contacts of the dyad that had it
    contacts: int  # earlier contacts of the dyad
    last: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Novelty:
    """A statement read against the archive before its day."""

    origin: Origin
    passages: tuple[PassageNovelty, ...]
    dropped: tuple[DroppedFormula, ...]
    stretches: tuple[Stretch, ...]  # of the statement's text that the archive had before
    echoed: tuple[Stretch, ...]  # those first used by another government, never by this one
    new_share: float  # of words, in passages that are new; 0 to 1
    new_share_without_formulas: float  # the same, of what is left when formulas are taken out
    corpus: Corpus  # before that day
    whole: bool = False  # whether later days count, too
