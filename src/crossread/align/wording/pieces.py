"""A text cut into pieces that are compared: lines, sentences and tokens, with nothing lost."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from crossread.model import Span
from crossread.text.fold import SAME
from crossread.text.tokens import CJK

LETTERS = rf"[^\W_{CJK}]"
TOKEN = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]*[\w/]"  # an address
    # a number with its marks and what is written onto it: 1,000,000  1-2  10:30  16th  5G
    rf"|[$€£¥₽]?\d+(?:[.,:/\-–]\d+)*(?:{LETTERS})*%?"
    rf"|[{CJK}]"
    rf"|{LETTERS}+(?:['’\-‑.]{LETTERS}+)*"  # a word, with hyphen or apostrophe inside
    r"|\S"
)
FIRST_CODE = 0xE000  # codes begin behind the surrogates, which are no characters
LAST_CODE = 0x10FFFF


class Alphabet:
    """One character for each distinct thing, so that lists of things are compared as strings."""

    def __init__(self) -> None:
        self._codes: dict[Hashable, str] = {}

    def encode(self, things: Iterable[Hashable]) -> str:
        """A string with one character a thing; equal things get the same one.

        Past a million distinct things the rest share the last code; lists of such lengths are
        no texts, and two equal codes are checked against the words before they count.
        """
        codes = self._codes
        for thing in things:
            if thing not in codes:
                codes[thing] = chr(min(FIRST_CODE + len(codes), LAST_CODE))
        return "".join([codes[thing] for thing in things])


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; between tokens there is only white space."""

    start: int
    stop: int
    words: str


def split_tokens(text: str, span: Span) -> list[Token]:
    """The tokens of a range of the text.

    >>> [t.words for t in split_tokens("$1.5 million, 1-2 May", Span(0, 21))]
    ['$1.5', 'million', ',', '1-2', 'May']
    """
    found = TOKEN.finditer(text, span.start, span.stop)
    return [Token(m.start(), m.end(), m.group()) for m in found]


def is_word(token: str) -> bool:
    """Whether the token has a letter or digit."""
    return token[-1].isalnum() or token[0].isalnum()


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, with typography folded: what likeness looks at."""
    return [t for t in TOKEN.findall(text.translate(SAME).lower()) if is_word(t)]


def bare_letters(text: str) -> str:
    """Its letters and digits alone, in small letters.

    >>> bare_letters("U.S.-led")
    'usled'
    """
    return "".join(character for character in text.casefold() if character.isalnum())
