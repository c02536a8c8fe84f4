"""What the tests on publishers share: the shipped files, the written pages, real addresses."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from crossread.collect.publishers import PublisherRules, load_publishers, read_publisher
from crossread.collect.publishers.stored import load_pages
from crossread.collect.raw import Raw

PAGES = Path(__file__).parent / "pages"
DATA = Path(__file__).parents[4] / "shared" / "data"
SHIPPED = load_publishers()
WRITTEN = load_pages(PAGES)

SITE = """\
id: no-mfa
name: Ministry of Foreign Affairs of Norland
country: NOR
languages: [en, ru]
level: ministry
hosts: [mfa.example]
former:
  - {host: old.example, now: mfa.example, paths: '/en/.*', found_in: the gazette, tested: untested}
statements:
  - {pattern: 'mfa\\.example/en/news/\\d+', language: en, found_in: the site, tested: untested}
  - {pattern: 'mfa\\.example/ru/news/\\d+', language: ru, genre: statement, found_in: the site,
     tested: untested}
keep_query: [id]
rewrites:
  - {pattern: '/print$', to: ''}
"""


def site(more: str = "") -> PublisherRules:
    """A publisher for tests, with more keys."""
    return read_publisher("no-mfa.yaml", SITE + more)


def written(name: str) -> Raw:
    """A written page by its file's name."""
    return next(raw for raw in WRITTEN.values() if raw.name == name)


def archive(name: str) -> list[dict[str, Any]]:
    """The records of a stored archive; the test is skipped where it is absent."""
    path = DATA / "archives" / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip(f"the archive {name} is not on this machine")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
