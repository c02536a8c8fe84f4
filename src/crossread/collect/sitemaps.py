"""Sitemaps -> items, and the further sitemaps that an index names (sitemaps.org, 0.9)."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from lxml import etree  # type: ignore[import-untyped]

from crossread.collect.answer import Answer
from crossread.collect.encoding import decode
from crossread.collect.items import Item, refuse_entities
from crossread.collect.moment import read_instant
from crossread.collect.raw import Raw, as_too_large
from crossread.collect.unpack import MEMBER, unpack
from crossread.errors import BadInput

MAX_SITEMAP = 52_428_800  # bytes unpacked, as the standard has it
MOST_ADDRESSES = 50_000  # of one sitemap, as the standard has it


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one file gives: addresses of pages, or of further sitemaps."""

    items: tuple[Item, ...]
    further: tuple[tuple[str, datetime | None], ...]  # address, and when it was last changed


def read_sitemap(answer: Answer) -> Sitemap:
    """Read a sitemap or an index of sitemaps, packed by gzip or not.

    Raises:
        BadInput: it is broken, none, or defines XML entities.
        TooLarge: it unpacks to more than the standard lets a sitemap be.
    """
    data = _unpacked(answer)
    refuse_entities(decode(Raw(data, answer.url)).text, answer.url)
    root = _parsed(data, answer.url)
    kind = etree.QName(root).localname
    if kind not in ("urlset", "sitemapindex"):
        raise BadInput(f"{answer.url} is no sitemap: its first element is <{kind}>")
    named = list(_named(root))[:MOST_ADDRESSES]
    if kind == "sitemapindex":
        return Sitemap((), tuple(named))
    return Sitemap(tuple(Item(url, changed=changed) for url, changed in named), ())


def _unpacked(answer: Answer) -> bytes:
    if not answer.data.startswith(MEMBER):
        return answer.data
    body = bytearray()
    try:
        for piece in unpack([answer.data], "gzip"):
            body += piece
            if len(body) > MAX_SITEMAP:
                raise as_too_large(answer.url, MAX_SITEMAP)
    except (httpx.DecodingError, zlib.error) as error:
        raise BadInput(f"{answer.url} is a damaged gzip file") from error
    return bytes(body)


def _parsed(data: bytes, name: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())[:100]
        raise BadInput(f"{name} is broken XML, so it is not read: {reason}") from error


def _named(root: Any) -> Iterator[tuple[str, datetime | None]]:
    for entry in root.iterchildren(tag=etree.Element):
        told = {
            etree.QName(part).localname: part.text or ""
            for part in entry.iterchildren(tag=etree.Element)
        }
        if url := told.get("loc", "").strip():
            yield url, read_instant(told.get("lastmod", ""))
