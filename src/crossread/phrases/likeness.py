"""How like two passages are as a reader sees it: the same, reworked, or another.

Families are joined by sets of words, which is fast and exact for a million passages. A single
statement is read more closely: of the passages that its own come near to as sets, the likest by
this measure decides what it is called.
"""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from crossread.model.phrase import Label, Passage
from crossread.phrases.patterns import Piece, pieces_of

NAME = "{name}"
SMALL_WEIGHT = 0.3  # of a small word, and of a name's kind, beside 1 of a word that carries meaning
SAME = 0.68  # likeness from which a passage is a formula
REWORKED = 0.34  # and from which it is a variant
ONE_MORE = 1  # word of meaning that one may have more than the other and still be the same
OPENS = frozenset('.!?:;*•-—“"(\n')  # marks after which a capital letter begins a sentence
IN_NAMES = frozenset(",.’'-")  # marks that stand inside and between names
TITLED = 0.7  # share of capitals among words of meaning from which they tell of no name
FEW = 3  # words of meaning below which that share says nothing


@dataclass(frozen=True)
class Shape:
    """A passage as kinds of names and folded words, in order."""

    keys: tuple[str, ...]
    small: Set[str]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each stands."""
        return Counter(self.keys)

    @cached_property
    def meaning(self) -> frozenset[str]:
        """The words that are no names and not small."""
        return frozenset(k for k in self.keys if k not in self.small and not _is_name(k))

    @cached_property
    def neighbours(self) -> Counter[tuple[str, str]]:
        """How often one stands behind the other."""
        return Counter(zip(self.keys, self.keys[1:], strict=False))

    def weight(self, key: str) -> float:
        """How much a word or name counts."""
        return SMALL_WEIGHT if key in self.small or _is_name(key) else 1.0


def _is_name(key: str) -> bool:
    return key.startswith("{")


def shape_of(passage: Passage, small: Set[str]) -> Shape:
    """The passage with its names as kinds; a run of names of people is one.

    Beside the names that coding found, capital letters tell of one: in the midst of a sentence,
    or on two words together, unless the passage is written in capitals as headings are.

    Args:
        passage: with its masks.
        small: folded small words of its language.
    """
    pieces = pieces_of(passage)
    named = _named(pieces, small)
    keys: list[str] = []
    goes_on = False
    for piece, is_name in zip(pieces, named, strict=True):
        if not _is_word(piece):
            goes_on = goes_on and piece.words in IN_NAMES
        elif is_name:
            if not goes_on:
                keys.append(NAME)
            goes_on = True
        else:
            keys.append("{figure}" if piece.key.isdigit() else piece.key)
            goes_on = False
    return Shape(tuple(keys), small)


def _is_word(piece: Piece) -> bool:
    return piece.named or any(c.isalnum() for c in piece.key)


def _named(pieces: Sequence[Piece], small: Set[str]) -> list[bool]:
    """For each piece whether it is part of a person's or another unknown name."""
    plain = [p for p in pieces if not p.named and _is_word(p) and p.key not in small]
    capitals = sum(p.words[:1].isupper() for p in plain)
    titled = len(plain) > FEW and capitals > TITLED * len(plain)
    high = [_is_high(pieces, i, small) for i in range(len(pieces))]
    found, opening = [], True
    for i, piece in enumerate(pieces):
        if piece.named:
            found.append(high[i])
        elif not _is_word(piece):
            found.append(False)
            opening = opening or _opens(pieces, i)
            continue
        else:
            in_run = any(high[i + 1 : i + 2]) or (
                any(high[i + 2 : i + 3]) and pieces[i + 1].words in IN_NAMES
            )
            found.append(high[i] and not titled and (not opening or in_run))
        opening = False
    return found


def _is_high(pieces: Sequence[Piece], place: int, small: Set[str]) -> bool:
    """Whether it may be part of a name: a person, a capital letter, an initial."""
    piece = pieces[place]
    if piece.named:
        return piece.key == "{person}"
    if not piece.words[:1].isupper():
        return False
    return piece.key not in small or _is_initial(pieces, place)


def _is_initial(pieces: Sequence[Piece], place: int) -> bool:
    behind = pieces[place + 1 : place + 2]
    return len(pieces[place].words) == 1 and any(p.words == "." for p in behind)


def _opens(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a sentence begins behind that mark; not behind the point of an initial."""
    if pieces[place].words not in OPENS:
        return False
    before = pieces[place - 1].words if place else ""
    return not (pieces[place].words == "." and len(before) == 1 and before.isupper())


def likeness(one: Shape, other: Shape) -> float:
    """From 0 to 1: the mean of what words they share and what neighbours they share.

    The first is the weighted Jaccard index of the two bags of words, the second the Dice
    coefficient of their bags of neighbouring words, which knows their order.
    """
    shared = sum(one.weight(k) * n for k, n in (one.counts & other.counts).items())
    either = sum(one.weight(k) * n for k, n in (one.counts | other.counts).items())
    together = (one.neighbours & other.neighbours).total()
    each = one.neighbours.total() + other.neighbours.total()
    if not either:
        return 0.0
    words = shared / either
    return (words + (2 * together / each if each else words)) / 2


def label_of(one: Shape, other: Shape, like: float) -> Label:
    """What a passage is beside an earlier one.

    A formula is very like, or has the same words of meaning, one more at the most on one side.
    """
    if like >= SAME:
        return "formula"
    if like < REWORKED:
        return "new"
    more = (one.meaning - other.meaning, other.meaning - one.meaning)
    same = bool(one.meaning & other.meaning)
    within = not min(map(len, more)) and max(map(len, more)) <= ONE_MORE
    return "formula" if same and within else "variant"
