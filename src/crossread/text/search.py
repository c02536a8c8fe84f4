"""A phrase as a reader means it: found in a text whatever the line breaks, quotes and case."""

import re
import unicodedata
from functools import lru_cache

from crossread.errors import BadInput
from crossread.text.fold import DROPPED, SAME
from crossread.text.tokens import CJK

_WIDE = re.compile(f"([{CJK}])")
_WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")
_DROPPED = "[" + "".join(sorted(DROPPED)) + "]"
_HAS_DROPPED = re.compile(_DROPPED)
# one look for the few characters that change is ten times as fast as `str.translate`
_FOLDS = {chr(c): to for c, to in SAME.items()} | dict.fromkeys(DROPPED, "")
_FOLDED = re.compile("[" + "".join(map(re.escape, _FOLDS)) + "]")
_DELETE = dict.fromkeys(map(ord, DROPPED))
PHRASE_MOST = 1_000  # characters


def searchable(text: str) -> str:
    """The text for a database's word index: what it splits at is what we split at.

    Chinese and Japanese characters stand alone; marks that a reader does not see are gone.

    >>> searchable("the U.S.\\u2013China 会谈")
    'the U.S.-China  会  谈 '
    """
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    if not plain.isascii():
        plain = _FOLDED.sub(lambda match: _FOLDS[match[0]], _WIDE.sub(r" \1 ", plain))
    return plain


def search_words(text: str) -> list[str]:
    """The words of a phrase or text in small letters, as the word index knows them.

    >>> search_words("U.S. aid, 中美")
    ['u', 's', 'aid', '中', '美']
    """
    return [word.casefold() for word in _WORD.findall(searchable(text))]


class Phrase:
    """An exact phrase: the same words and marks in the same order, whole words only.

    Letter case, runs of white space, kinds of quotation marks and dashes, and marks that a
    reader does not see are no difference; a comma is.
    """

    def __init__(self, words: str) -> None:
        """Make ready to find it.

        Raises:
            BadInput: it has no letter or digit, or is longer than a phrase.
        """
        plain = " ".join(unicodedata.normalize("NFC", words).translate(_DELETE).split())
        self.shown = plain
        self.words = tuple(search_words(plain))
        if not self.words:
            raise BadInput(f"{words!r} has no letter and no digit", "Give a word or a phrase.")
        if len(plain) > PHRASE_MOST:
            raise BadInput(f"a phrase has at most {PHRASE_MOST:,} characters", "Give less.")
        self._plain = _compile(plain, "")
        self._dotted = _compile(plain, f"{_DROPPED}*")

    def find(self, text: str) -> list[tuple[int, int]]:
        """Every place of it, as half-open ranges of code points, in order.

        >>> Phrase("peaceful resolution").find("A Peaceful\\nresolution; a peaceful, resolution")
        [(2, 21)]
        """
        dotted = not text.isascii() and _HAS_DROPPED.search(text) is not None
        pattern = self._dotted if dotted else self._plain
        return [match.span() for match in pattern.finditer(text)]


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    """What in a text answers to one character of a phrase."""
    key = character.translate(SAME)
    same = [chr(code) for code, to in SAME.items() if to == key]
    one = re.escape(key) if not same else "[" + "".join(map(re.escape, [key, *same])) + "]"
    parted = unicodedata.normalize("NFD", character)
    return f"(?:{one}|{re.escape(parted)})" if parted != character else one


def _compile(phrase: str, between: str) -> re.Pattern[str]:
    parts = [r"\s+" if c == " " else _letter(c) for c in phrase]
    first, last = phrase[0], phrase[-1]
    before = r"(?<!\w)" if _bounds(first) else ""
    after = r"(?!\w)" if _bounds(last) else ""
    return re.compile(before + between.join(parts) + after, re.IGNORECASE)


def _bounds(character: str) -> bool:
    """Whether a word may not go on beyond this end of the phrase."""
    return character.isalnum() and not _WIDE.match(character)
