"""HTML as trees: parsed safely, searched by XPath, read as lines of text."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import LxmlError, ParserError, XPath, iterwalk  # type: ignore[import-untyped]
from lxml.html import (  # type: ignore[import-untyped]
    HtmlElement,
    HTMLParser,
    document_fromstring,
)

from crossread.collect.document import clean
from crossread.collect.overfull import refuse_overfull_tags
from crossread.errors import BadInput

# Never text of a statement, wherever they stand; feeds carry them inside their items.
NOT_TEXT = frozenset({"script", "style", "noscript", "template", "iframe", "form", "svg", "head"})
# Elements that begin a line of their own; all others run on in the line.
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
EDGE = "\x1e"  # a record separator, which no page can hold: HTML forbids it
_EMPTY = b"<html></html>"
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


def as_tree(html: str, name: str) -> HtmlElement:
    """The page or fragment as a tree; that of a page without words is empty.

    Raises:
        BadInput: nothing of it can be parsed, or not in good time.
    """
    refuse_overfull_tags(html, name)
    # As bytes: a page's own declaration of its encoding is refused in text already decoded.
    data = html.replace("\0", "").encode("utf-8", "replace")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(data if data.strip() else _EMPTY, parser=parser)
    except ParserError:  # nothing but comments
        return document_fromstring(_EMPTY, parser=parser)
    except (LxmlError, ValueError) as error:
        problem = f"{name} is HTML too broken to read"
        raise BadInput(problem, "Open it in a browser to see it.") from error


def find_all(tree: HtmlElement, path: str) -> list[Any]:
    """What an XPath finds: elements, or words; empty when it finds nothing.

    Raises:
        BadInput: the XPath cannot be applied.
    """
    try:
        found = XPath(path)(tree)
    except LxmlError as error:
        raise BadInput(f"the XPath {path!r} cannot be applied", f"It said: {error}.") from error
    return found if isinstance(found, list) else [str(found)]


def first_words(tree: HtmlElement, path: str) -> str:
    """The words of the first thing that an XPath finds, on one line; empty when nothing."""
    return next((w for one in find_all(tree, path) if (w := words_of(one))), "")


def words_of(thing: Any) -> str:
    """An element's text, or words, on one line."""
    if isinstance(thing, HtmlElement):
        return " ".join(lines_of(thing))
    return " ".join(clean(str(thing)).split())


def lines_of(element: HtmlElement) -> list[str]:
    """The text of an element, a line for each paragraph, cell or item; no empty lines."""
    text = "".join(_pieces(element))
    lines = (_SPACE.sub(" ", line).strip() for line in clean(text).split(EDGE))
    return [line for line in lines if line]


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The text of an element in order, with a separator at the edges of blocks."""
    walker = iterwalk(element, events=("start", "end"))
    for event, part in walker:
        is_text = isinstance(part.tag, str) and part.tag not in NOT_TEXT
        if event == "start" and not is_text:
            walker.skip_subtree()
        if is_text and part.tag in BLOCKS:
            yield EDGE
        if event == "start" and is_text:
            yield (part.text or "").replace(EDGE, " ")
        if event == "end" and part is not element:
            yield (part.tail or "").replace(EDGE, " ")
