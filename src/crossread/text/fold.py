"""A text in normal form for matching, with the way back to the text as it stands."""

from dataclasses import dataclass

from crossread.model import Span

DROPPED = frozenset(  # soft hyphens, joiners, accents
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0301"
)
SAME = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("“”„«»「」『』", '"'),
        "ё": "е",
        "Ё": "Е",
    }
)


@dataclass(frozen=True, slots=True)
class Folded:
    """`kept` has the letters' case, `low` has not; both have one character per place.

    `places[i]` is where character `i` stands in the text as published; one more entry
    marks the end.
    """

    kept: str
    low: str
    places: tuple[int, ...]

    def span(self, start: int, stop: int) -> Span:
        """The span, in the text as published, of a range of the folded one."""
        return Span(self.places[start], self.places[stop - 1] + 1)


def fold(text: str) -> Folded:
    """Fold white space, dashes, quotation marks, ё and letter case; nothing is reordered.

    Runs of white space become one space; soft hyphens and joiners go.

    >>> fold("The  U.S.\\u2013China talks").low
    'the u.s.-china talks'
    """
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(SAME)):
        if character.isspace():
            if kept and kept[-1] == " ":
                continue
            character = " "
        elif character in DROPPED:
            continue
        kept.append(character)
        places.append(place)
    word = "".join(kept)
    low = word.lower()
    if len(low) != len(word):  # a letter such as İ, whose small form has two characters
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in word)
    return Folded(word, low, (*places, len(text)))
