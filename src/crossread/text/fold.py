"""A text in normal form for matching, with the way back to the text as it stands."""

import re
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
_SAME = {chr(code): to for code, to in SAME.items()}
# The few places where something changes are looked for: turning every character over costs more
# than all the matching of terms that follows.
_OTHER = re.compile("[" + "".join(map(re.escape, _SAME)) + "]")
_GONE = "".join(map(re.escape, sorted(DROPPED)))
_GAP = re.compile(rf"(?: (?=[\s{_GONE}])|[^\S ]|[{_GONE}])[\s{_GONE}]*")  # not a lone space
_SPACE = re.compile(r"\s")


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
    plain = _OTHER.sub(lambda match: _SAME[match[0]], text)
    kept: list[str] = []
    places: list[int] = []
    start = 0
    for gap in _GAP.finditer(plain):
        kept.append(plain[start : gap.start()])
        places.extend(range(start, gap.start()))
        start = gap.end()
        if space := _SPACE.search(gap[0]):
            kept.append(" ")
            places.append(gap.start() + space.start())
    kept.append(plain[start:])
    places.extend(range(start, len(plain)))
    word = "".join(kept)
    low = word.lower()
    if len(low) != len(word):  # a letter such as İ, whose small form has two characters
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in word)
    return Folded(word, low, (*places, len(text)))
