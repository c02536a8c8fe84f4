"""What each character is to the cutting of a text into tokens."""

from functools import lru_cache
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from crossread.text.fold import DROPPED

Classes = NDArray[np.uint8]

GAP, WORD, MARK, SINGLE, INSIDE = range(5)
"""White space; a letter or digit; a mark that is a token; a letter that is one; not seen.

What is not seen (soft hyphens, joiners, accents that stand apart) is part of a word when it
stands within one, and otherwise of no token.
"""
UNSPACED = (  # scripts that set no space between words: each character is a token
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # Chinese radicals
    (0x3005, 0x3007),
    (0x3040, 0x30FF),  # Japanese syllables
    (0x3400, 0x4DBF),  # Chinese characters
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
LAST, TOLD = 0x10FFFF, 0x20000  # no letter but Chinese ones is beyond the second


@lru_cache(maxsize=1)
def character_classes() -> Classes:
    """The class of every code point, as Unicode's categories and the lists above give it."""
    made = np.full(LAST + 1, MARK, np.uint8)
    for code in range(TOLD):
        made[code] = _class_of(chr(code))
    for first, last in UNSPACED:
        block = made[first : last + 1]
        block[(block == WORD) | (first >= TOLD)] = SINGLE
    for character in DROPPED:
        made[ord(character)] = INSIDE
    return made


def _class_of(character: str) -> int:
    kind = category(character)
    if character.isspace() or kind in ("Cc", "Cf", "Zl", "Zp", "Zs"):
        return GAP
    if character.isalnum() or kind[0] == "M":
        return WORD
    return MARK
