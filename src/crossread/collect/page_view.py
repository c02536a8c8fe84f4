"""A page as somebody sees it who wonders whether it is the right one: title, heading, words."""

import re
from dataclasses import dataclass

from lxml.etree import LxmlError  # type: ignore[import-untyped]
from lxml.html import HtmlElement, document_fromstring  # type: ignore[import-untyped]

from crossread.collect.answer import Answer
from crossread.collect.encoding import decode
from crossread.collect.kinds import is_page
from crossread.collect.overfull import refuse_overfull_tags
from crossread.errors import BadInput

MAX_MARKUP = 3_000_000  # characters of markup looked at; the longest statements are far below
_UNSEEN = "//script | //style | //template | //comment()"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What is to be seen on one page."""

    title: str = ""
    headings: tuple[str, ...] = ()  # of the first rank
    lines: tuple[str, ...] = ()  # all words that are shown, menus included
    markup: str = ""  # small letters
    ends: bool = True  # its markup closes what it opens, as far as one tag can tell

    @property
    def heads(self) -> tuple[str, ...]:
        """Title and main headings."""
        return tuple(filter(None, (self.title, *self.headings)))

    @property
    def letters(self) -> int:
        """How many letters are shown."""
        return sum(char.isalpha() for line in self.lines for char in line)


def view_page(answer: Answer) -> PageView | None:
    """The page that came, seen from outside; None when it is no HTML page."""
    if not answer.data.strip():
        return None
    try:
        text = decode(answer.raw).text[:MAX_MARKUP]
        if not is_page(answer.raw, text):
            return None
        refuse_overfull_tags(text, answer.url)
        # A declaration of encoding within a str is refused by lxml.
        tree = document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text.replace("\x00", "")))
    except (BadInput, LxmlError, ValueError):
        return None
    return _seen(tree, text.lower())


def _seen(tree: HtmlElement, markup: str) -> PageView:
    title = _flat("".join(tree.xpath("string(//title)")))
    for unseen in tree.xpath(_UNSEEN):
        if unseen.getparent() is not None:  # a comment before the page's first tag has none
            unseen.drop_tree()
    body = tree.find("body")
    texts = body.itertext() if body is not None else ()
    return PageView(
        title=title,
        headings=tuple(filter(None, (_flat(h.text_content()) for h in tree.iter("h1")))),
        lines=tuple(filter(None, map(_flat, texts))),
        markup=markup,
        ends="</html" in markup or "<html" not in markup,
    )


def _flat(words: str) -> str:
    return " ".join(words.split())
