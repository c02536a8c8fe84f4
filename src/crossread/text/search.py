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
_MARKS = map(chr, range(0x300, 0x370))  # written above or below a letter, where NFC leaves them
_SIGN = re.compile(r"[^\x00-\x7f\w]")  # what one database may take for a letter and another not
_COMMON = _SIGN.findall("".join(map(chr, [*range(0x80, 0xC0), *range(0x2000, 0x2C00)])))
# Turkish's two letters i: a reader of English types neither. Python and PostgreSQL keep them apart.
_FOLDS = dict.fromkeys(_COMMON, " ") | {chr(c): to for c, to in SAME.items()}
_FOLDS |= dict.fromkeys([*DROPPED, *_MARKS], "") | {"\u0130": "i", "\u0131": "i"}
# one look for the few characters that change is ten times as fast as `str.translate`
_FOLDED = re.compile("[" + "".join(map(re.escape, _FOLDS)) + "]")
_DELETE = dict.fromkeys(map(ord, DROPPED))
PHRASE_MOST = 1_000  # characters


def searchable(text: str) -> str:
    """The text for a database's word index: what it splits at is what we split at.

    In small letters, and with a space for every sign that one database may take for a letter and
    another not; Chinese and Japanese characters stand alone; what a reader does not see is gone.

    >>> searchable("the U.S.\\u2013China 会谈")
    'the u.s.-china  会  谈 '
    """
    plain = text
    if not text.isascii():
        plain = _FOLDED.sub(lambda match: _FOLDS[match[0]], unicodedata.normalize("NFC", text))
    if plain.isascii():  # nearly every text in English is by now
        return plain.lower()
    parted = _SIGN.sub(" ", _WIDE.sub(r" \1 ", plain))
    return unicodedata.normalize("NFC", parted.casefold())


def search_words(text: str) -> list[str]:
    """The words of a phrase or text in small letters, as the word index knows them.

    >>> search_words("U.S. aid, 中美")
    ['u', 's', 'aid', '中', '美']
    """
    return _WORD.findall(searchable(text))


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
        return [match.span() for match in self._pattern(text).finditer(text)]

    def stands_in(self, text: str) -> bool:
        """Whether it has a place in the text."""
        return self._pattern(text).search(text) is not None

    def _pattern(self, text: str) -> re.Pattern[str]:
        dotted = not text.isascii() and _HAS_DROPPED.search(text) is not None
        return self._dotted if dotted else self._plain


def _compile(phrase: str, between: str) -> re.Pattern[str]:
    parts = [r"\s+" if c == " " else _letter(c) for c in phrase]
    before = r"(?<!\w)" if _bounds(phrase[0]) else ""
    after = r"(?!\w)" if _bounds(phrase[-1]) else ""
    if _is_one(phrase[0]):
        # A set at the start is looked for four times as fast as what may not stand before it.
        first = _first(phrase[0])
        before = f"{first}(?<!\\w{first})" if before else first
        rest = between.join(["", *parts[1:]])
    else:
        rest = between.join(parts)
    return re.compile(f"{before}(?i:{rest}){after}")


_EVERY = "".join(map(chr, range(0xD800)))  # beyond stand forms that have no other case


@lru_cache(maxsize=256)
def _first(character: str) -> str:
    """Every character that answers to the first one of a phrase, as a set of a pattern."""
    found = re.findall(_letter(character), _EVERY, re.IGNORECASE)
    others = {character, character.lower(), character.upper()}
    return f"[{''.join(map(re.escape, sorted({*found, *(c for c in others if len(c) == 1)})))}]"


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    """What in a text answers to one character of a phrase."""
    key = character.translate(SAME)
    same = [chr(code) for code, to in SAME.items() if to == key]
    one = re.escape(key) if not same else "[" + "".join(map(re.escape, [key, *same])) + "]"
    if _is_one(character):
        return one
    return f"(?:{one}|{re.escape(unicodedata.normalize('NFD', character))})"


def _is_one(character: str) -> bool:
    """Whether it can only be written as one character, and not with its mark as a second."""
    return unicodedata.normalize("NFD", character) == character


def _bounds(character: str) -> bool:
    """Whether a word may not go on beyond this end of the phrase."""
    return character.isalnum() and not _WIDE.match(character)
