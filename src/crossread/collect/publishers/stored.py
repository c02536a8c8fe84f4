"""Pages that somebody saved, found again by the address they were saved from."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from crossread.collect.raw import Raw
from crossread.errors import BadInput, NotFound


class Fetch(Protocol):
    """Gives what stands at an address, or raises a `CrossreadError`."""

    def __call__(self, url: str, /) -> Raw:
        """What stands at the address."""
        ...


HEAD = 20_000  # bytes searched for the page's own address
# How browsers and this project's fixtures note where a page was saved from, then how pages and
# feeds name themselves. The first that is found counts.
_SAVED_FROM = (
    re.compile(r"<!--\s*saved from (?:url=\(\d+\))?(https?://[^\s>]+)", re.IGNORECASE),
    re.compile(r"<!--\s*Page saved with [^>]*?url: (https?://[^\s>]+)", re.IGNORECASE),
    re.compile(r"""<atom:link[^>]*href=["'](https?://[^"']+)["'][^>]*rel=["']self""", re.I),
    re.compile(r"""<link[^>]*rel=["']canonical["'][^>]*href=["'](https?://[^"']+)""", re.I),
    re.compile(r"""<meta[^>]*property=["']og:url["'][^>]*content=["'](https?://[^"']+)""", re.I),
)
_KINDS = {".html": "text/html", ".htm": "text/html", ".xml": "application/xml",
          ".pdf": "application/pdf", ".json": "application/json", ".txt": "text/plain"}  # fmt: skip


def load_pages(folder: Path) -> dict[str, Raw]:
    """The pages of a folder by the addresses that they tell they were saved from.

    A file that tells none is left out. Of two from one address the last by name counts.

    Raises:
        NotFound: there is no such folder, or no page in it tells its address.
        BadInput: a file cannot be read.
    """
    if not folder.is_dir():
        raise NotFound(f"{str(folder)!r} is no folder", "Give the folder that holds the pages.")
    pages: dict[str, Raw] = {}
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in _KINDS):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise BadInput(f"{path} cannot be read: {error.strerror or error}") from error
        url = find_own_address(data)
        if url:
            pages[url] = Raw(data, path.name, url, _KINDS[path.suffix.lower()])
    if not pages:
        hint = "Write <!-- saved from https://... --> as the first line of each."
        raise NotFound(f"no page in {folder} tells where it was saved from", hint)
    return pages


def find_own_address(data: bytes) -> str:
    """The address that a saved page or feed tells of itself; empty when it tells none."""
    head = data[:HEAD].decode("utf-8", "replace")
    found = next((match for p in _SAVED_FROM if (match := p.search(head))), None)
    return found[1] if found else ""


class StoredPages:
    """A fetch that answers from stored pages, whatever the scheme, www. and last slash."""

    is_stored = True

    def __init__(self, pages: Mapping[str, Raw]) -> None:
        self._pages = {_loose(url): raw for url, raw in pages.items()}

    def __call__(self, url: str, /) -> Raw:
        """The page of that address.

        Raises:
            NotFound: it is not among them.
        """
        raw = self._pages.get(_loose(url))
        if raw is None:
            raise NotFound(f"{url} is not among the stored pages", "Save it there too.")
        return raw


def _loose(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"
