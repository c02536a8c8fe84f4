"""Markup that no parser reads in good time: a tag with thousands of attributes.

A parser that builds a tree goes through all attributes of a tag for each further one: a tag of
350 KB takes half a minute, and one ten times as long takes a hundred times that. Counting alone
takes time by the length of the page only, so it is done first.
"""

from collections.abc import Mapping

from lxml.etree import HTMLParser, LxmlError, XMLParser, fromstring  # type: ignore[import-untyped]

from crossread.errors import BadInput

MOST_ATTRIBUTES = 256  # of one tag; the most on stored pages of ministries is 7


class _Most:
    """Takes what a parser meets, builds nothing, and keeps the largest number of attributes."""

    def __init__(self) -> None:
        self._most = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Count the attributes of a tag."""
        self._most = max(self._most, len(attributes))

    def close(self) -> int:
        """The number."""
        return self._most


def refuse_overfull_tags(markup: str, name: str, *, is_feed: bool = False) -> None:
    """Refuse a page or feed in which one tag has more attributes than `MOST_ATTRIBUTES`.

    Raises:
        BadInput: it has.
    """
    if len(markup) < 2 * MOST_ATTRIBUTES:
        return
    data = markup.encode("utf-8", "replace")
    most = _count(HTMLParser(target=_Most(), encoding="utf-8", huge_tree=True), data)
    if is_feed:
        options = {"recover": True, "huge_tree": True, "resolve_entities": False}
        most = max(most, _count(XMLParser(target=_Most(), encoding="utf-8", **options), data))
    if most > MOST_ATTRIBUTES:
        raise BadInput(f"{name} has a tag with {most:,} attributes, which no page needs: not read")


def _count(parser: object, data: bytes) -> int:
    try:
        return int(fromstring(data, parser))
    except (LxmlError, ValueError):  # nothing that can be parsed: whoever reads it will say so
        return 0
