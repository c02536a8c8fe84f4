"""Words of a text, and which scripts it is written in."""

import re
from collections.abc import Iterator

from crossread.model import Span

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff"
WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}]+(?:['’\-‑.][^\W_{CJK}]+)*")
HAN = re.compile(rf"[{CJK}]")


def split_words(text: str) -> Iterator[Span]:
    """Yield the span of each word; a Chinese or Japanese character is one word.

    >>> [str(s.start) for s in split_words("U.S. aid, 中美")]
    ['0', '5', '10', '11']
    """
    for match in WORD.finditer(text):
        yield Span(*match.span())


def count_words(text: str) -> int:
    """How many words the text has; in Chinese, how many characters."""
    return sum(1 for _ in WORD.finditer(text))
