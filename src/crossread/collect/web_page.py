"""HTML -> readout: the running text of the page, and what the page says of itself.

Finding the text among menus is trafilatura's work, finding the day htmldate's.
"""

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml.etree import LxmlError  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from crossread.collect.damage import damage_notes
from crossread.collect.encoding import Decoded
from crossread.collect.language import bears_out, find_language_tag
from crossread.collect.moment import read_moment
from crossread.collect.overfull import refuse_overfull_tags
from crossread.collect.quiet import keep_off_terminal
from crossread.collect.raw import Raw
from crossread.errors import BadInput, NotAReadout
from crossread.model import Moment, Readout

# Parts that are never the statement, also where trafilatura falls back to the whole page.
PRUNED = ["//nav | //footer | //*[@role='navigation'] | //*[@role='contentinfo']"]
# Letters a line has at least when it is a sentence and no label; "Copyright 2024 Ministry of
# Foreign Affairs" has fewer. A Chinese character says about as much as three letters.
SENTENCE_LETTERS = 40
WIDE_LETTERS = 3
LINK_LETTERS = 200  # a longer line is a paragraph, also when all of it is one link

_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time/@datetime",
)


def read_web_page(raw: Raw, decoded: Decoded) -> Readout:
    """Read a page.

    Raises:
        BadInput: it cannot be parsed.
        NotAReadout: it holds menus, titles or notices only.
    """
    tree, found = _extract(raw, decoded.text)
    lines, dropped = _without_link_lines(tree, found.text or "" if found else "")
    if not any(_letters(line) >= SENTENCE_LETTERS for line in lines):
        raise NotAReadout(f"{raw.name} is a page without running text")
    text = "\n".join(lines)
    language, doubt = _language(tree, text)
    return Readout(
        text=text,
        id=raw.name,
        publisher=found.sitename or "",
        date=_published(tree, found.date),
        language=language,
        title=found.title or "",
        url=_address(raw.url, found.url or ""),
        notes=(*decoded.notes, *doubt, _picked(dropped), *damage_notes(text)),
    )


def _extract(raw: Raw, text: str) -> tuple[HtmlElement, Any]:
    """The page as a tree, and trafilatura's document (None where it finds nothing)."""
    refuse_overfull_tags(text, raw.name)
    keep_off_terminal("trafilatura")
    keep_off_terminal("htmldate")
    try:
        tree = trafilatura.load_html(text.replace("\x00", ""))
        if tree is None:
            raise NotAReadout(f"{raw.name} is a page without running text")
        found = trafilatura.bare_extraction(
            tree,
            url=raw.url or None,
            favor_recall=True,
            include_comments=False,
            with_metadata=True,
            # No wide search: a day found anywhere in the text is not the day of publication.
            date_extraction_params={"extensive_search": False, "original_date": True},
            prune_xpath=PRUNED,
        )
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        # What the parsers below let out on broken markup.
        raise BadInput(f"{raw.name} is HTML too broken to read", _SAVE_TEXT) from error
    return tree, found


_SAVE_TEXT = "Copy the statement from your browser into a text file."


def _without_link_lines(tree: HtmlElement, text: str) -> tuple[list[str], int]:
    """The lines that are more than one link, and how many others were left out."""
    links = {_flat("".join(link.itertext())) for link in tree.iter("a")}
    lines = [line for line in text.split("\n") if line.strip()]
    kept = [
        line
        for line in lines
        if _flat(line.removeprefix("- ")) not in links or _letters(line) > LINK_LETTERS
    ]
    return kept, len(lines) - len(kept)


def _flat(words: str) -> str:
    return " ".join(words.split())


def _letters(line: str) -> int:
    """Letters of a line, each wide (Chinese, Japanese, Korean) one counted as three."""
    return sum(
        WIDE_LETTERS if unicodedata.east_asian_width(char) == "W" else 1
        for char in line
        if char.isalpha()
    )


def _picked(dropped: int) -> str:
    left_out = f", {dropped} lines that were only links left out" if dropped else ""
    return f"the running text of the page, picked by trafilatura{left_out}"


def _language(tree: HtmlElement, text: str) -> tuple[str, tuple[str, ...]]:
    declared = find_language_tag(tree.get("lang") or tree.get("xml:lang") or "")
    if not declared:
        return "und", ()
    if bears_out(declared, text):
        return declared, ()
    return "und", (f"the page declares the language {declared}, which its letters are not of",)


def _published(tree: HtmlElement, day: str | None) -> Moment | None:
    """The day that the page states, with its hour where a machine-readable date has the same."""
    if not day:
        return None
    moments = [
        found for path in _PUBLISHED for words in tree.xpath(path) if (found := _moment(words))
    ]
    same = [moment for moment in moments if moment.time and moment.day.isoformat() == day]
    return same[0] if same else _moment(day)


def _moment(words: str) -> Moment | None:
    try:
        return read_moment(words, "the page")
    except BadInput:
        return None


def _address(fetched: str, canonical: str) -> str:
    """The page's own address for itself, if it is of the site that was asked."""
    if not re.match(r"https?://", canonical):
        return fetched
    if not fetched or _host(canonical) == _host(fetched):
        return canonical
    return fetched


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
