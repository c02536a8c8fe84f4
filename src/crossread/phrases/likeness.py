"""How like two passages are as a reader sees it: the same, reworked, or another.

Families are joined by sets of words, which is fast and exact for a million passages. A single
statement is read more closely: of the passages that its own come near to as sets, the likest by
this measure decides what it is called.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from crossread.model.phrase import Label, Passage
from crossread.phrases.patterns import Piece, pieces_of

RANK: dict[Label, int] = {"new": 0, "variant": 1, "formula": 2}
Key = TypeVar("Key")
NAME = "{name}"
SMALL_WEIGHT = 0.3  # of a small word, and of a name's kind, beside 1 of a word that carries meaning
SAME = 0.68  # likeness from which a passage is a formula, if few words of meaning are others
REWORKED = 0.34  # and from which it is a variant, if it shares enough of them
THIRD = 3  # a variant shares at least one in three of the words of meaning of the longer
ONE_MORE = 1  # word of meaning that one may have more, beside two, and still be the same
FEW_SWAPPED = 0.06  # share of the words of meaning that may be others in a formula
STEM = 4  # letters that two forms of a word begin with alike, at the least
STEM_SHARE = 0.7  # of the longer form
OPENS = frozenset('.!?:;*•-—“"(\n')  # marks after which a capital letter begins a sentence
IN_NAMES = frozenset(",.’'-")  # marks that stand inside and between names
TITLED = 0.9  # share of capitals among words of meaning from which they tell of no name
FEW = 3  # words of meaning below which that share says nothing


@dataclass(frozen=True)
class Shape:
    """A passage as kinds of names and folded words, in order."""

    keys: tuple[str, ...]
    small: Set[str]

    @cached_property
    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """How often each word of meaning stands; and how often each small word and each name."""
        heavy: dict[str, int] = {}
        light: dict[str, int] = {}
        for key in self.keys:
            which = light if key in self.small or _is_name(key) else heavy
            which[key] = which.get(key, 0) + 1
        return heavy, light

    @cached_property
    def weighed(self) -> float:
        """The weights of all together."""
        heavy, light = self.counts
        return sum(heavy.values()) + SMALL_WEIGHT * sum(light.values())

    @property
    def meaning(self) -> Set[str]:
        """The words that are no names and not small."""
        return self.counts[0].keys()

    @cached_property
    def neighbours(self) -> Counter[tuple[str, str]]:
        """How often one stands behind the other."""
        return Counter(zip(self.keys, self.keys[1:], strict=False))


def _is_name(key: str) -> bool:
    return key.startswith("{")


def _shape(pieces: Sequence[Piece], named: Sequence[bool], small: Set[str]) -> Shape:
    """A passage with its names as kinds; a run of names of people is one.

    Args:
        pieces: of the passage, in order.
        named: for each whether it is part of a name of unknown kind or of a person's.
        small: folded small words of its language.
    """
    keys: list[str] = []
    goes_on = False
    for piece, is_name in zip(pieces, named, strict=True):
        if piece.is_mark:
            goes_on = goes_on and piece.words in IN_NAMES
        elif is_name:
            if not goes_on:
                keys.append(NAME)
            goes_on = True
        else:
            keys.append("{figure}" if piece.key.isdigit() else piece.key)
            goes_on = False
    return Shape(tuple(keys), small)


def _named(pieces: Sequence[Piece], small: Set[str]) -> list[bool]:
    """For each piece whether it is part of a person's or another unknown name.

    Beside the names that coding found, capital letters tell of one: in the midst of a sentence, or
    on two words together, unless the passage is written in capitals as headings are.
    """
    plain = [p for p in pieces if not p.named and not p.is_mark and p.key not in small]
    capitals = sum(p.words[:1].isupper() for p in plain)
    titled = len(plain) > FEW and capitals > TITLED * len(plain)
    high = [
        _is_high(pieces, i, small) if p.named or p.words[0].isupper() else False
        for i, p in enumerate(pieces)
    ]
    found, opening = [], True
    for i, piece in enumerate(pieces):
        if piece.named:
            found.append(high[i])
        elif piece.is_mark:
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
    """Whether a name, or a word with a capital letter, may be part of a name that is unknown."""
    piece = pieces[place]
    if piece.named:
        return piece.key == "{person}"
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
    heavy, light = map(_in_common, one.counts, other.counts)
    shared = heavy + SMALL_WEIGHT * light
    either = one.weighed + other.weighed - shared
    together = _in_common(one.neighbours, other.neighbours)
    each = max(len(one.keys) - 1, 0) + max(len(other.keys) - 1, 0)
    if not either:
        return 0.0
    words = shared / either
    return (words + (2 * together / each if each else words)) / 2


def _in_common(one: Mapping[Key, int], other: Mapping[Key, int]) -> int:
    """How many of two bags are in both."""
    return sum(min(one[key], other[key]) for key in one.keys() & other.keys())


Shapes = tuple[Shape, Shape]  # a passage with capital letters read as names, and without


def shapes_of(passage: Passage, small: Set[str]) -> Shapes:
    """The passage in both ways in which it is compared.

    Args:
        passage: with its masks.
        small: folded small words of its language.
    """
    pieces = pieces_of(passage)
    named, found = _named(pieces, small), [p.key == "{person}" for p in pieces]
    shape = _shape(pieces, named, small)
    return shape, (shape if named == found else _shape(pieces, found, small))


def compare_shapes(one: Shapes, other: Shapes) -> tuple[Label, float]:
    """What a passage is beside an earlier one, and how like they are: 0 to 1.

    Both are read with capital letters as names and without: a reader sees that a name was put
    for a name, and also that a title of an act is the same act. What makes them likest holds.
    """
    found = [_compared(one[0], other[0])]
    if one[0] is not one[1] or other[0] is not other[1]:
        found.append(_compared(one[1], other[1]))
    return max(found, key=lambda f: (RANK[f[0]], f[1]))


def _compared(one: Shape, other: Shape) -> tuple[Label, float]:
    like = likeness(one, other)
    return label_of(one, other, like), like


def label_of(one: Shape, other: Shape, like: float) -> Label:
    """What a passage is beside an earlier one that is so like it.

    A formula has the same words of meaning, but for one more; or it is very like and few of them
    are others. What shares too few of them is new, however like its names and small words make
    it; what has none at all is told by these.
    """
    if like < REWORKED:
        return "new"
    shared, mine, theirs = _meanings(one, other)
    swapped, more = min(mine, theirs), abs(mine - theirs)
    if not shared + mine + theirs:
        return "formula" if like >= SAME else "variant"
    if THIRD * shared < shared + max(mine, theirs):
        return "new"
    if shared and not swapped and more <= (ONE_MORE if shared > 1 else 0):
        return "formula"
    few = swapped <= FEW_SWAPPED * (shared + swapped)
    return "formula" if like >= SAME and few else "variant"


def _meanings(one: Shape, other: Shape) -> tuple[int, int, int]:
    """How many words of meaning both have, the one alone, and the other; inflections apart."""
    mine, theirs = one.meaning - other.meaning, other.meaning - one.meaning
    shared = len(one.meaning & other.meaning)
    free: dict[str, list[str]] = {}  # theirs, by how they begin
    for word in sorted(theirs):
        free.setdefault(word[:STEM], []).append(word)
    alone = 0
    for word in sorted(mine):
        near = free.get(word[:STEM], [])
        twin = next((t for t in near if are_inflected(word, t)), None)
        if twin is None:
            alone += 1
        else:
            near.remove(twin)
            shared += 1
    return shared, alone, sum(map(len, free.values()))


def are_inflected(one: str, other: str) -> bool:
    """Whether two words are forms of one, as far as their beginnings tell.

    >>> are_inflected("launch", "launches"), are_inflected("state", "statement")
    (True, False)
    """
    same = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return same >= STEM and same >= STEM_SHARE * max(len(one), len(other))
